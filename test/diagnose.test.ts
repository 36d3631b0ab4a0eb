import fc from 'fast-check';
import type { Finding, FindingCode } from 'lr-schedules';
import {
  type Arithmetic,
  Clamp,
  Constant,
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  CosineRamp,
  Cycles,
  DirectPowerDecay,
  deserialize,
  diagnose,
  ExponentialDecay,
  ExponentialDecayWithOffset,
  InverseTimeDecay,
  inWords,
  LearningRateSchedule,
  LinearRamp,
  LinearWarmup,
  Loop,
  Maximum,
  Minimum,
  PiecewiseConstantDecay,
  PiecewiseConstantDecayWithOffset,
  PingPong,
  PolynomialDecay,
  PolynomialDecayWithOffset,
  PolynomialRamp,
  PolynomialWarmUp,
  Power,
  PowerAndLinearDecay,
  PowerDecayWithOffset,
  Product,
  Scale,
  Shift,
  Staircase,
  StepCosineDecayWithOffset,
  Sum,
  sequence,
  withWarmup,
} from 'lr-schedules';
import { describe, expect, test } from 'vitest';
import { expectError } from './refusal.js';
import { examplesOf, rows, sane, schedulesOf, wild } from './schedule-table.js';

// The type makes this list complete.
const codes: Record<FindingCode, true> = {
  'not-finite': true,
  'negative-rate': true,
  'zero-throughout': true,
  'zero-first-update': true,
  'warmup-without-target': true,
  'first-boundary-not-zero': true,
  'rate-before-offset': true,
  'offset-never-reached': true,
  jump: true,
  'warmup-hides-decay': true,
  'rise-after-end': true,
  'growing-rate': true,
  'floor-never-reached': true,
  'run-too-short': true,
  'run-too-long': true,
  'floor-above-peak': true,
  'alpha-like-a-rate': true,
  alternates: true,
  'never-changes': true,
  'epochs-for-steps': true,
  'milestone-between-steps': true,
  'raises-past-end': true,
};

type Case = readonly [name: string, schedule: LearningRateSchedule, steps: number];
/** A case, and the code and step of each finding. */
type Fault = readonly [...Case, findings: readonly `${FindingCode} ${number}`[]];

const cosine = (steps: number, from = 0.1, to = 0) => new CosineRamp({ from, to, steps });
const line = (steps: number, from: number, to: number) => new LinearRamp({ from, to, steps });
const warmedUp = (body: LearningRateSchedule | number, steps = 100) => withWarmup(body, { steps, from: 0.001 });

/** PyTorch's `CosineAnnealingLR`, transformers' `cosine`, and timm's `CosineLRScheduler` as it is by default. */
const torchCosine = (tMax: number) => new PingPong({ schedule: cosine(tMax), steps: tMax });
const transformersCosine = (warmup: number, steps: number) =>
  sequence([line(warmup, 0.001, 0.1), torchCosine(steps - warmup)], { boundaries: [warmup] });
const timmCosine = (warmup: number, steps: number) =>
  sequence([line(warmup, 0.001, 0.1), cosine(steps)], { boundaries: [warmup], clock: 'shared' });
/** Transformers' `cosine_warmup_with_min_lr`, which counts from 1 in both of its parts. */
const transformersMinLr = (warmup: number, steps: number) =>
  sequence(
    [
      line(warmup, 0.1 / warmup, 0.1 + 0.1 / warmup),
      new Shift({ schedule: cosine(steps - warmup, 0.1, 0.01), offset: -1 }),
    ],
    {
      boundaries: [warmup],
    },
  );
const oneCycle = (steps: number) =>
  sequence([line(0.3 * steps - 1, 0.004, 0.1), cosine(0.7 * steps, 0.1, 4e-7)], { boundaries: [0.3 * steps - 1] });

/** Schedules of the blocks that put others together, over the classes of Keras and Model Garden, up to four deep. */
const blocks = fc.letrec<{ schedule: LearningRateSchedule }>((tie) => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  const steps = fc.integer({ min: 1, max: 1000 });
  const schedule = tie('schedule');
  const list = fc.array(schedule, { minLength: 1, maxLength: 3 });
  const ramp = fc.record({ from: rate, to: rate, steps });
  return {
    schedule: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      ramp.map((options) => new CosineRamp(options)),
      ramp.map((options) => new LinearRamp(options)),
      fc.oneof(...rows.map((row) => schedulesOf(row, sane))),
      fc.record({ schedule, to: steps }).map((options) => new Clamp(options)),
      fc
        .record({
          schedule,
          firstSteps: steps,
          lengthMultiplier: fc.constantFrom(0.5, 1, 2),
          limit: fc.constantFrom(null, 3),
        })
        .map((options) => new Cycles(options)),
      fc.record({ schedule, steps }).map((options) => new Loop(options)),
      fc.record({ schedule, steps }).map((options) => new PingPong(options)),
      fc.record({ schedule, steps }).map((options) => new Staircase(options)),
      fc.record({ schedule, factor: rate }).map((options) => new Scale(options)),
      fc
        .record({ schedule, offset: steps, beforeOffset: fc.constantFrom('hold', 'extrapolate') })
        .map((options) => new Shift(options)),
      list.map((schedules) => new Maximum({ schedules })),
      list.map((schedules) => new Minimum({ schedules })),
      list.map((schedules) => new Product({ schedules })),
      list.map((schedules) => new Sum({ schedules })),
      fc
        .tuple(list, fc.constantFrom('restart', 'shared'), fc.constantFrom('left', 'right'))
        .map(([schedules, clock, side]) =>
          sequence(schedules, { boundaries: schedules.slice(1).map((_, i) => 100 * (i + 1)), clock, side }),
        ),
      fc
        .record({ steps, clock: fc.constantFrom('restart', 'shared') })
        .chain((options) => schedule.map((body) => withWarmup(body, options))),
    ),
  };
}).schedule;

/** A rate that a user's class decides on in JavaScript, unseen by the arithmetic. */
class Custom extends LearningRateSchedule {
  constructor(private readonly rate: (step: number) => number) {
    super();
  }
  evaluate<T>(_: Arithmetic<T>, step: T): T {
    return this.rate(step as number) as T;
  }
}
/** A row of two formulas with one number system for both, as a user writes it. */
class Halves extends LearningRateSchedule {
  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {
    super();
  }
  evaluate<T>(m: Arithmetic<T>, step: T): T {
    return m.ifLess(
      step,
      500,
      m.mul(0.001, m.add(step, 1)),
      m.add(this.from, m.mul((this.to - this.from) / 500, m.sub(step, 500))),
    );
  }
}

const custom = (rate: (step: number) => number) => new Custom(rate);

const clean: Case[] = [
  ['a constant', new Constant({ value: 0.1 }), 1000],
  ['a constant for one step', new Constant({ value: 0.1 }), 1],
  ['a cosine to its end', new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }), 1000],
  ['a cosine to its end in 10 steps', new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 }), 10],
  ['a cosine to its end in 10^9 steps', new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1e9 }), 1e9],
  [
    'a warmup and a cosine to its end',
    new CosineDecay({ initialLearningRate: 0.001, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 }),
    1000,
  ],
  [
    'a warmup and a cosine in 10^9 steps',
    new CosineDecay({ initialLearningRate: 0.001, decaySteps: 999e6, warmupTarget: 0.1, warmupSteps: 1e6 }),
    1e9,
  ],
  ['a warmup of one step', withWarmup(cosine(999), { steps: 1, from: 0.01 }), 1000],
  ['a cosine that stays at its floor for a while', cosine(800, 0.1, 0.01), 1000],
  ['a decay to 0 one step before the end', line(999, 0.1, 0), 1000],
  ['piecewise constants', new PiecewiseConstantDecay({ boundaries: [100, 200], values: [0.1, 0.01, 0.001] }), 300],
  [
    'piecewise constants, the last one for long',
    new PiecewiseConstantDecay({ boundaries: [100], values: [0.1, 0.01] }),
    900,
  ],
  ['a sequence of constants', sequence([0.1, 0.01, 0.001], { boundaries: [100, 200] }), 300],
  [
    'a warmup to piecewise constants',
    warmedUp(new PiecewiseConstantDecay({ boundaries: [100], values: [0.1, 0.01] })),
    300,
  ],
  [
    'a linear warmup over piecewise constants',
    new LinearWarmup({
      afterWarmupLrSched: new PiecewiseConstantDecay({ boundaries: [100, 200], values: [0.1, 0.01, 0.001] }),
      warmupSteps: 50,
      warmupLearningRate: 0.001,
    }),
    300,
  ],
  ['an exponential decay', new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.9 }), 1000],
  [
    'an exponential decay in stairs',
    new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5, staircase: true }),
    1000,
  ],
  ['a steep exponential decay', new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 0.1 }), 4],
  ['an inverse time decay', new InverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 }), 1000],
  ['a polynomial decay to its end', new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 1000 }), 1000],
  [
    'a polynomial decay that stretches, to the end of a cycle',
    new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 500, cycle: true }),
    1500,
  ],
  [
    'warm restarts to the end of a cycle',
    new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100 }),
    700,
  ],
  [
    'ever lower warm restarts',
    new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100, tMul: 1, mMul: 0.5, alpha: 0.01 }),
    500,
  ],
  ['cycles with a limit', new Cycles({ schedule: cosine(100), firstSteps: 100, lengthMultiplier: 2, limit: 2 }), 300],
  ['a loop of cosines', new Loop({ schedule: cosine(200, 0.1, 0.001), steps: 200 }), 2000],
  ['a loop of a million cycles', new Loop({ schedule: cosine(1000, 0.1, 0.001), steps: 1000 }), 1e9],
  [
    'warm restarts put together by hand',
    sequence([cosine(100), cosine(200), cosine(400)], { boundaries: [100, 300] }),
    700,
  ],
  [
    'cycles of a warmup and a decay put together by hand',
    sequence([warmedUp(cosine(200), 20), warmedUp(cosine(200, 0.05), 20)], { boundaries: [220] }),
    440,
  ],
  ['a triangle wave', new PingPong({ schedule: line(100, 0.001, 0.01), steps: 100 }), 2000],
  [
    'a triangle wave, put together by hand',
    new Loop({ schedule: sequence([line(50, 0.001, 0.01), line(70, 0.01, 0.001)], { boundaries: [50] }), steps: 120 }),
    2400,
  ],
  [
    "Model Garden's warmup and shifted cosine",
    new LinearWarmup({
      afterWarmupLrSched: new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 900, offset: 100 }),
      warmupSteps: 100,
      warmupLearningRate: 0.001,
    }),
    1000,
  ],
  [
    'a shifted cosine that holds its first rate before',
    new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 900, offset: 100, beforeOffset: 'hold' }),
    1000,
  ],
  ['a shifted schedule', new Shift({ schedule: cosine(900), offset: 100 }), 1000],
  [
    'an exponential decay that hardly differs before its offset',
    new ExponentialDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 10_000, decayRate: 0.96, offset: 100 }),
    1000,
  ],
  [
    'shifted piecewise constants',
    new PiecewiseConstantDecayWithOffset({ offset: 100, boundaries: [100], values: [0.1, 0.01] }),
    500,
  ],
  [
    'an inverse square root after a constant',
    new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, offset: 100, preOffsetLearningRate: 0.05 }),
    1000,
  ],
  [
    'a warmup that hides the start of a power decay',
    new LinearWarmup({
      afterWarmupLrSched: new DirectPowerDecay({ initialLearningRate: 1, power: -0.5 }),
      warmupSteps: 100,
      warmupLearningRate: 0.001,
    }),
    1000,
  ],
  ['a direct power decay', new DirectPowerDecay({ initialLearningRate: 0.1, power: -0.5 }), 1000],
  [
    'a power decay with a linear tail',
    new PowerAndLinearDecay({ initialLearningRate: 0.1, totalDecaySteps: 1000, power: -0.5 }),
    1000,
  ],
  ['two half cosines', new StepCosineDecayWithOffset({ boundaries: [0, 500, 1000], values: [0.1, 0.05, 0] }), 1000],
  [
    'half cosines up and down',
    new StepCosineDecayWithOffset({ boundaries: [0, 100, 500, 600, 1000], values: [0.01, 0.1, 0.01, 0.05, 0] }),
    1000,
  ],
  [
    'warmup, stable, decay',
    sequence([line(100, 0.001, 0.1), 0.1, new PolynomialRamp({ from: 0.1, to: 0, steps: 200, timePower: 0.5 })], {
      boundaries: [100, 800],
    }),
    1000,
  ],
  [
    "the Transformer's schedule",
    new Minimum({
      schedules: [
        new Power({ factor: 0.044, power: -0.5, shift: 1 }),
        new Power({ factor: 0.044 * 400 ** -1.5, power: 1, shift: 1 }),
      ],
    }),
    4000,
  ],
  ['one cycle', oneCycle(1000), 1000],
  ['a warmup of most of the run to a constant', warmedUp(0.1, 600), 1000],
  ['a warmup of the whole run', line(999, 0.001, 0.1), 1000],
  ["a climb of one's own to a constant", custom((step) => Math.min(0.1, 0.0002 * (step + 1))), 700],
  ['a constant rate in stairs that do not come in the run', new Staircase({ schedule: 0.1, steps: 100 }), 1000],
  ['a cosine by PyTorch to its end', torchCosine(1000), 1000],
  ['a cosine by PyTorch to its end in 10 steps', torchCosine(10), 10],
  ['a cosine by transformers to its end in 10 steps', transformersCosine(1, 10), 10],
  ['a cosine by transformers to its end', transformersCosine(100, 1000), 1000],
  ['a cosine by transformers that counts from 1', transformersMinLr(10, 1000), 1000],
  [
    'a floor under a decay',
    new Maximum({
      schedules: [new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 }), 0.01],
    }),
    1000,
  ],
  [
    'a warmup times stairs',
    new Product({
      schedules: [line(50, 0.01, 1), new PiecewiseConstantDecay({ boundaries: [500], values: [0.1, 0.01] })],
    }),
    1000,
  ],
  ['a decay in stairs', new Staircase({ schedule: cosine(1000, 0.1, 0.001), steps: 100 }), 1000],
  [
    'a cosine times stairs',
    new Product({
      schedules: [cosine(1000, 1), new PiecewiseConstantDecay({ boundaries: [500], values: [0.1, 0.01] })],
    }),
    1000,
  ],
  ['a bouncing cosine that is held', new Clamp({ schedule: torchCosine(1000), to: 1000 }), 1001],
  ['a scaled sum', new Scale({ schedule: new Sum({ schedules: [cosine(1000), 0.01] }), factor: 0.5 }), 1000],
  ["a smooth class of one's own", custom((step) => 0.1 / (1 + step / 100)), 1000],
  ["a class of one's own with two formulas", new Halves(0.501, 0.01), 1000],
  ["restarts of one's own", custom((step) => 0.1 - 0.0004 * (step % 200)), 1000],
  ["stairs of one's own", custom((step) => (step < 500 ? 0.1 : 0.01)), 1000],
];

const faults: Fault[] = [
  // Rates that no optimizer can use
  ['a power of 0 steps', new Power({ factor: 0.1, power: -0.5, shift: 0 }), 1000, ['not-finite 0']],
  ['a power of a negative number', new Power({ factor: 0.1, power: 0.5, shift: -10 }), 100, ['not-finite 0']],
  [
    'a division by zero',
    new InverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: -1 }),
    101,
    ['not-finite 100'],
  ],
  ['nothing but NaN', custom(() => Number.NaN), 100, ['not-finite 0']],
  [
    'a hole in a run of 10^9 steps',
    custom((step) => (step > 777_777_777 ? Number.NaN : 0.1)),
    1e9,
    ['not-finite 777777778'],
  ],
  ['a line below zero', line(1000, 0.1, -0.1), 1000, ['negative-rate 501']],
  ['a line below zero in 10^9 steps', line(1e9, 0.1, -0.1), 1e9, ['negative-rate 500000001']],
  ['a negative rate', new Constant({ value: -0.1 }), 10, ['negative-rate 0']],
  ['a sum that goes below zero', new Sum({ schedules: [cosine(1000), -0.01] }), 1000, ['negative-rate 796']],
  ['no rate at all', new Constant({ value: 0 }), 10, ['zero-throughout 0']],
  ['a rate that is multiplied away', new Scale({ schedule: cosine(1000), factor: 0 }), 1000, ['zero-throughout 0']],

  // The first update
  ['a warmup from 0', withWarmup(cosine(900), { steps: 100 }), 1000, ['zero-first-update 0']],
  ['a warmup from 0 in one step', withWarmup(cosine(999), { steps: 1 }), 1000, ['zero-first-update 0']],
  [
    'a warmup from 0 by Keras',
    new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 }),
    1000,
    ['zero-first-update 0'],
  ],
  [
    'a warmup from 0 by Model Garden',
    new LinearWarmup({ afterWarmupLrSched: 0.1, warmupSteps: 100, warmupLearningRate: 0 }),
    1000,
    ['zero-first-update 0'],
  ],
  [
    'a warmup from 0 that starts late',
    new Shift({ schedule: withWarmup(cosine(800), { steps: 100 }), offset: 100 }),
    1000,
    ['zero-first-update 0'],
  ],

  // Options that do not do what they say
  [
    'a warmup without a target',
    new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000, warmupSteps: 100 }),
    1000,
    ['warmup-without-target 0'],
  ],
  [
    'a warmup without a target, and a rate of 0',
    new CosineDecay({ initialLearningRate: 0, decaySteps: 1000, warmupSteps: 100 }),
    1000,
    ['warmup-without-target 0'],
  ],
  [
    'a warmup without a target in a part',
    new Scale({
      schedule: new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 1000, warmupSteps: 100 }),
      factor: 0.5,
    }),
    1000,
    ['warmup-without-target 0'],
  ],
  [
    'a first boundary that is not 0',
    new StepCosineDecayWithOffset({ boundaries: [100, 1000], values: [0.1, 0] }),
    1000,
    ['first-boundary-not-zero 100'],
  ],
  [
    'the example of the docstring upstream',
    new StepCosineDecayWithOffset({ boundaries: [100, 110], values: [1, 0.5] }),
    110,
    ['first-boundary-not-zero 100'],
  ],

  // Before an offset
  [
    'a cosine that mirrors before its offset',
    new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 900, offset: 300 }),
    1200,
    ['rate-before-offset 0'],
  ],
  [
    'a cosine that goes up and down before its offset',
    new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 100, offset: 300 }),
    400,
    ['rate-before-offset 0'],
  ],
  [
    'a shorter warmup than the offset',
    new LinearWarmup({
      afterWarmupLrSched: new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 800, offset: 200 }),
      warmupSteps: 50,
      warmupLearningRate: 0.001,
    }),
    1000,
    ['rate-before-offset 50'],
  ],
  [
    'an exponential that explodes before its offset',
    new ExponentialDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, offset: 100 }),
    200,
    ['rate-before-offset 0'],
  ],
  [
    'a polynomial that is higher before its offset',
    new PolynomialDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 900, endLearningRate: 0, offset: 100 }),
    1000,
    ['rate-before-offset 0'],
  ],
  [
    'a warmup that is negative before its offset',
    new CosineDecayWithOffset({
      offset: 250,
      initialLearningRate: 0,
      decaySteps: 5000,
      alpha: 0.01,
      warmupTarget: 0.1,
      warmupSteps: 500,
    }),
    5750,
    ['negative-rate 0'],
  ],
  [
    'a schedule that extrapolates',
    new Shift({
      schedule: new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 50, decayRate: 0.5 }),
      offset: 100,
      beforeOffset: 'extrapolate',
    }),
    400,
    ['rate-before-offset 0'],
  ],
  [
    'a rate of a million before the offset',
    new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, offset: 100 }),
    1000,
    ['rate-before-offset 0'],
  ],
  [
    'a rate of a million at the first step',
    new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5 }),
    1000,
    ['rate-before-offset 0'],
  ],
  [
    'a warmup to a rate of a million',
    new PolynomialWarmUp({
      afterWarmupLrSched: new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, offset: 100 }),
      warmupSteps: 100,
    }),
    1000,
    ['rate-before-offset 100'],
  ],
  ['an offset after the end', new Shift({ schedule: cosine(1000), offset: 1000 }), 1000, ['offset-never-reached 1000']],
  [
    'an offset after the end that mirrors',
    new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 100, offset: 5000 }),
    1000,
    ['offset-never-reached 1000'],
  ],
  [
    "an offset after a piece's turn",
    sequence([new Shift({ schedule: cosine(100), offset: 500 }), cosine(900)], { boundaries: [100] }),
    1000,
    ['offset-never-reached 100'],
  ],

  // Jumps
  ["timm's warmup, which lands on a cosine under way", timmCosine(50, 300), 300, ['jump 50']],
  ["timm's warmup of 3 of 10 steps", timmCosine(3, 10), 10, ['jump 3']],
  [
    'a warmup that ends above the decay',
    sequence([line(100, 0.001, 0.1), cosine(900, 0.05)], { boundaries: [100] }),
    1000,
    ['jump 100'],
  ],
  [
    'a warmup that ends below the decay',
    sequence([line(100, 0.001, 0.1), cosine(900, 0.2)], { boundaries: [100] }),
    1000,
    ['jump 100'],
  ],
  [
    'a warmup that ends above a constant',
    sequence([line(100, 0.001, 0.1), 0.05], { boundaries: [100] }),
    1000,
    ['jump 100'],
  ],
  ['a decay that is cut off', sequence([cosine(1000), cosine(1000)], { boundaries: [500] }), 1500, ['jump 500']],
  [
    'a decay that goes on with a constant',
    sequence([cosine(500, 0.1, 0.01), 0.05], { boundaries: [500] }),
    1000,
    ['jump 500'],
  ],
  [
    'a constant that goes on with a decay',
    sequence([0.1, cosine(500, 0.05)], { boundaries: [500] }),
    1000,
    ['jump 500'],
  ],
  [
    'two jumps',
    sequence([line(100, 0.001, 0.1), cosine(400, 0.05, 0.04), cosine(500, 0.02)], { boundaries: [100, 500] }),
    1000,
    ['jump 100', 'jump 500'],
  ],
  [
    'a jump in every cycle',
    new Loop({
      schedule: sequence([line(20, 0.001, 0.1), cosine(180, 0.05, 0.001)], { boundaries: [20] }),
      steps: 200,
    }),
    2000,
    ['jump 20'],
  ],
  [
    'a jump in 10^9 steps',
    sequence([line(1e6, 0.001, 0.1), cosine(999e6, 0.05)], { boundaries: [1e6] }),
    1e9,
    ['jump 1000000'],
  ],
  [
    'a jump between whole steps',
    sequence([line(100, 0.001, 0.1), cosine(900, 0.05)], { boundaries: [99.5] }),
    1000,
    ['jump 100'],
  ],
  ["a class of one's own with two formulas that do not meet", new Halves(0.4, 0.01), 1000, ['jump 500']],
  ["a jump of one's own", custom((step) => (step < 500 ? 0.1 - step * 1e-5 : 0.01)), 1000, ['jump 500']],
  [
    'a scaled jump',
    new Scale({ schedule: sequence([line(100, 0.001, 0.1), 0.05], { boundaries: [100] }), factor: 0.1 }),
    1000,
    ['jump 100'],
  ],

  // Warmups on the same clock
  [
    "Model Garden's warmup without an offset",
    new LinearWarmup({
      afterWarmupLrSched: new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }),
      warmupSteps: 200,
      warmupLearningRate: 0.001,
    }),
    1000,
    ['warmup-hides-decay 200'],
  ],
  [
    "Model Garden's polynomial warmup with half the offset",
    new PolynomialWarmUp({
      afterWarmupLrSched: new PolynomialDecayWithOffset({
        initialLearningRate: 0.1,
        decaySteps: 900,
        endLearningRate: 0,
        offset: 100,
      }),
      warmupSteps: 200,
      power: 2,
    }),
    1000,
    ['warmup-hides-decay 200'],
  ],
  [
    'a warmup on a shared clock',
    withWarmup(cosine(1000), { steps: 200, from: 0.001, clock: 'shared' }),
    1000,
    ['warmup-hides-decay 200'],
  ],
  [
    'a warmup on a shared clock in 10^9 steps',
    new Scale({ schedule: withWarmup(cosine(1e9), { steps: 2e8, from: 0.001, clock: 'shared' }), factor: 2 }),
    1e9,
    ['warmup-hides-decay 200000000'],
  ],

  // Rises
  ['a cosine by PyTorch past its end', torchCosine(1000), 1500, ['rise-after-end 1000']],
  ['a cosine by PyTorch, counted in epochs', torchCosine(10), 5000, ['rise-after-end 10']],
  ['a cosine by PyTorch past its end in 10^9 steps', torchCosine(6e8), 1e9, ['rise-after-end 600000002']],
  ['a cosine by transformers past its end', transformersCosine(100, 1000), 1500, ['rise-after-end 1000']],
  [
    "a cosine of one's own past its end",
    custom((step) => 0.05 * (1 + Math.cos((Math.PI * step) / 1000))),
    1500,
    ['rise-after-end 1000'],
  ],
  [
    'a decay and a growth',
    new Maximum({ schedules: [line(500, 0.1, 0), line(1000, 0, 0.05)] }),
    1000,
    ['rise-after-end 400'],
  ],

  // Rates that grow
  ['a power that grows by default', new DirectPowerDecay({ initialLearningRate: 0.1 }), 1000, ['growing-rate 999']],
  [
    'a power that grows after a warmup',
    new LinearWarmup({
      afterWarmupLrSched: new DirectPowerDecay({ initialLearningRate: 0.1 }),
      warmupSteps: 10,
      warmupLearningRate: 0.01,
    }),
    1000,
    ['growing-rate 999'],
  ],
  [
    'a power that grows up to its linear tail',
    new PowerAndLinearDecay({ initialLearningRate: 0.1, totalDecaySteps: 1000 }),
    1000,
    ['growing-rate 900'],
  ],
  [
    'a power with both defaults',
    new PowerDecayWithOffset({ initialLearningRate: 0.1 }),
    1000,
    ['rate-before-offset 0', 'growing-rate 999'],
  ],
  [
    'an exponential growth',
    new ExponentialDecay({ initialLearningRate: 0.001, decaySteps: 100, decayRate: 1.5 }),
    1000,
    ['growing-rate 999'],
  ],

  // Decays that are none
  [
    'a floor above the rate',
    new CosineDecay({ initialLearningRate: 0.01, decaySteps: 1000, alpha: 2 }),
    1000,
    ['floor-above-peak 999'],
  ],
  [
    'a floor that was to be a rate',
    new CosineDecay({ initialLearningRate: 1e-3, decaySteps: 100, alpha: 1e-5 }),
    100,
    ['alpha-like-a-rate 100'],
  ],
  ['a cosine of one step', torchCosine(1), 1000, ['alternates 0']],
  ['a cosine of one step after a warmup', transformersCosine(100, 101), 1000, ['alternates 100']],
  ["to and fro of one's own", custom((step) => (step % 2 === 0 ? 0.1 : 0.2)), 1000, ['alternates 0']],
  [
    'a decay by a factor of 1',
    new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 1 }),
    1000,
    ['never-changes 0'],
  ],
  [
    'a floor that is the rate, after a warmup',
    warmedUp(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 900, alpha: 1 })),
    1000,
    ['never-changes 100'],
  ],

  // Cycles
  [
    'warm restarts by PyTorch',
    new Cycles({ schedule: cosine(10), firstSteps: 10, lengthMultiplier: 2 }),
    70,
    ['floor-never-reached 9'],
  ],
  ['warm restarts of a line', new Loop({ schedule: line(20, 0.1, 0), steps: 20 }), 100, ['floor-never-reached 19']],
  [
    'warm restarts in fractions of steps',
    new Loop({ schedule: cosine(10.5), steps: 10.5 }),
    105,
    ['floor-never-reached 20'],
  ],
  [
    'cycles that cut off what is in them',
    new Loop({ schedule: cosine(1000), steps: 600 }),
    1800,
    ['floor-never-reached 599'],
  ],

  // The length of the run
  ['a run that ends before the decay', cosine(1000), 500, ['run-too-short 500']],
  ['a run that ends during the warmup', warmedUp(cosine(9000), 1000), 500, ['run-too-short 500']],
  [
    'a run that ends soon after the start',
    withWarmup(cosine(9000), { steps: 1000 }),
    5,
    ['zero-first-update 0', 'run-too-short 5'],
  ],
  [
    'a run that ends before the warmup of a decay without an end',
    withWarmup(new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.9 }), {
      steps: 1000,
      from: 0.01,
    }),
    500,
    ['run-too-short 500'],
  ],
  [
    'a run that ends before the last boundary',
    new PiecewiseConstantDecay({ boundaries: [100, 2000], values: [0.1, 0.01, 0.001] }),
    1000,
    ['run-too-short 1000'],
  ],
  [
    'a run that ends before a boundary of a schedule without an end',
    new Product({
      schedules: [
        new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1000, decayRate: 0.9 }),
        new PiecewiseConstantDecay({ boundaries: [100, 2000], values: [0.1, 0.01, 0.001] }),
      ],
    }),
    1000,
    ['run-too-short 1000'],
  ],
  [
    'a run that ends before the peak',
    new Minimum({
      schedules: [
        new Power({ factor: 0.044, power: -0.5, shift: 1 }),
        new Power({ factor: 0.044 * 4000 ** -1.5, power: 1, shift: 1 }),
      ],
    }),
    1000,
    ['run-too-short 1000'],
  ],
  [
    'a run that ends inside a cycle',
    new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100 }),
    400,
    ['run-too-short 400'],
  ],
  [
    'a run that ends inside the first cycle',
    new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 1000 }),
    500,
    ['run-too-short 500'],
  ],
  [
    'a run that ends before the first stretch',
    new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 1000, cycle: true }),
    500,
    ['run-too-short 500'],
  ],
  ['a run that ends before a cosine by PyTorch', torchCosine(1000), 500, ['run-too-short 500']],
  ['a run that ends before a cosine by PyTorch of 10^9 steps', torchCosine(1e9), 5e8, ['run-too-short 500000000']],
  ['a run that goes on after one cycle', oneCycle(1000), 1200, ['run-too-long 999']],
  ['a run that goes on for five steps after one cycle', oneCycle(1000), 1005, ['run-too-long 999']],
  ['a run that goes on at 0', cosine(1000), 1100, ['run-too-long 1000']],
  ['a run that goes on at 0 in 10^9 steps', cosine(1e8), 1e9, ['run-too-long 100000000']],
  ['a decay that is counted in epochs', cosine(100, 0.1, 0.01), 50_000, ['run-too-long 100']],
  [
    'stairs that are counted in epochs',
    new PiecewiseConstantDecay({ boundaries: [30, 60], values: [0.1, 0.01, 0.001] }),
    9000,
    ['run-too-long 61'],
  ],
  [
    'a product that comes to 0',
    new Product({
      schedules: [
        new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 }),
        line(500, 1, 0),
      ],
    }),
    1000,
    ['run-too-long 500'],
  ],
  [
    'a decay to next to nothing',
    new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.1 }),
    1000,
    ['run-too-long 401'],
  ],
  ['a last value of 0', new PiecewiseConstantDecay({ boundaries: [100], values: [0.1, 0] }), 200, ['run-too-long 101']],
];

const shortly = ({ code, step }: Finding) => `${code} ${step}`;

/** What holds for the findings of any schedule: they are of the documented kinds, and one sentence that names the step. */
function expectWellFormed(findings: readonly Finding[], steps: number) {
  for (const { code, severity, step, message, remedy, parts } of findings) {
    expect(Object.keys(codes)).toContain(code);
    expect(['error', 'warning', 'note']).toContain(severity);
    expect(severity === 'note').toBe(code === 'zero-first-update');
    expect(Number.isInteger(step) && step >= 0 && step <= steps, `step ${step} of ${steps}`).toBe(true);
    expect(message).toMatch(new RegExp(`\\bstep ${step}\\b`));
    expect(message).toMatch(/^[A-Z][^\n]*[^.]\.$/);
    expect(message).not.toMatch(/\.\s+[A-Z]/);
    expect(`${message} ${remedy}`).not.toMatch(/undefined|object|NaN [^a]|\[|`/);
    expect(remedy ?? 'None.').toMatch(/^[A-Z][^\n]*[^.]\.$/);
    expect([message, remedy]).toEqual([inWords(parts.message), parts.remedy && inWords(parts.remedy)]);
  }
  expect(findings.map(({ step }) => step)).toEqual(findings.map(({ step }) => step).sort((a, b) => a - b));
}

describe('clean schedules', () => {
  test.each(clean)('%s', (_, schedule, steps) => {
    expect(diagnose(schedule, { steps })).toEqual([]);
  });

  test('are clean when they are scaled, or saved and loaded', () => {
    for (const [name, schedule, steps] of clean) {
      expect(diagnose(new Scale({ schedule, factor: 1e-6 }), { steps }), name).toEqual([]);
      if (schedule instanceof Custom || schedule instanceof Halves) continue;
      expect(diagnose(deserialize(JSON.parse(JSON.stringify(schedule))), { steps }), name).toEqual([]);
    }
  });
});

describe('faults', () => {
  test.each(faults)('%s', (_, schedule, steps, expected) => {
    const findings = diagnose(schedule, { steps });
    expect(findings.map(shortly)).toEqual(expected);
    expectWellFormed(findings, steps);
  });

  test('there is one of each code', () => {
    const planted = new Set(faults.flatMap(([, , , expected]) => expected.map((finding) => finding.split(' ')[0])));
    // These are in diagnose/mistakes.test.ts: they need a framework's function, or a run with epochs.
    const elsewhere = ['epochs-for-steps', 'milestone-between-steps', 'raises-past-end'];
    expect([...planted, ...elsewhere].sort()).toEqual(Object.keys(codes).sort());
  });

  test('are found when they are scaled', () => {
    for (const [name, schedule, steps, expected] of faults) {
      if (expected.some((finding) => finding.startsWith('not-finite'))) continue;
      expect(diagnose(new Scale({ schedule, factor: 0.5 }), { steps }).map(shortly), name).toEqual(expected);
    }
  });

  test('are found in a later part of a run', () => {
    const late = sequence([0.1, torchCosine(200)], { boundaries: [300] });
    expect(diagnose(late, { steps: 700 }).map(shortly)).toEqual(['rise-after-end 500']);
  });

  test('are errors where training cannot work', () => {
    const severities = (schedule: LearningRateSchedule) =>
      diagnose(schedule, { steps: 100 }).map(({ code, severity }) => `${code} ${severity}`);
    expect(severities(new Constant({ value: -1 }))).toEqual(['negative-rate error']);
    expect(severities(new Constant({ value: 0 }))).toEqual(['zero-throughout error']);
    expect(severities(new Power({ factor: 1, power: -1, shift: 0 }))).toEqual(['not-finite error']);
    const options = { decaySteps: 100, warmupSteps: 10 };
    expect(severities(new CosineDecay({ ...options, initialLearningRate: 0 }))).toEqual([
      'warmup-without-target error',
    ]);
    expect(severities(new CosineDecay({ ...options, initialLearningRate: 1 }))).toEqual([
      'warmup-without-target warning',
    ]);
    const power = { initialLearningRate: 0.1, power: -0.5, offset: 10 };
    expect(severities(new PowerDecayWithOffset(power))).toEqual(['rate-before-offset error']);
    expect(severities(new PowerDecayWithOffset({ ...power, preOffsetLearningRate: 0.2 }))).toEqual([
      'rate-before-offset warning',
    ]);
  });

  test('say what to do', () => {
    const messageOf = (schedule: LearningRateSchedule, steps: number) =>
      diagnose(schedule, { steps }).map(({ message, remedy }) => `${message} ${remedy}`);
    const mirrored = { initialLearningRate: 0.1, decaySteps: 900, offset: 300 };
    expect(messageOf(new CosineDecayWithOffset(mirrored), 1200)).toEqual([
      "The rate at step 0 is 0.075, and 0.1 only from step 300 on, before the offset 300 of CosineDecayWithOffset. Give beforeOffset 'hold', which keeps the first rate.",
    ]);
    expect(diagnose(new CosineDecayWithOffset({ ...mirrored, beforeOffset: 'hold' }), { steps: 1200 })).toEqual([]);
    expect(messageOf(torchCosine(1000), 1500)).toEqual([
      'The rate falls to 0 at step 1000 and then rises again, to 0.04984. End the run there, or hold the rate with new Clamp({ schedule, to: 1000 }).',
    ]);
    expect(diagnose(new Clamp({ schedule: torchCosine(1000), to: 1000 }), { steps: 1001 })).toEqual([]);
  });
});

describe('families', () => {
  const peak = fc.double({ min: 1e-6, max: 10, noNaN: true });
  const low = fc.double({ min: 1e-3, max: 0.3, noNaN: true });
  const warmup = fc.integer({ min: 1, max: 100_000 });
  const decay = fc.integer({ min: 20, max: 500_000 });
  const few = { numRuns: 30 };
  const options = fc.record({ peak, low, warmup, decay });
  type Options = typeof options extends fc.Arbitrary<infer T> ? T : never;

  const families: Record<string, (options: Options) => LearningRateSchedule> = {
    Keras: ({ peak, low, warmup, decay }) =>
      new CosineDecay({ initialLearningRate: low * peak, warmupTarget: peak, warmupSteps: warmup, decaySteps: decay }),
    'Model Garden': ({ peak, low, warmup, decay }) =>
      new LinearWarmup({
        afterWarmupLrSched: new PolynomialDecayWithOffset({
          initialLearningRate: peak,
          endLearningRate: low * peak,
          decaySteps: decay,
          offset: warmup,
        }),
        warmupSteps: warmup,
        warmupLearningRate: low * peak,
      }),
    Optax: ({ peak, low, warmup, decay }) =>
      withWarmup(cosine(decay, peak, low * peak), { steps: warmup, from: low * peak }),
    transformers: ({ peak, low, warmup, decay }) =>
      sequence([line(warmup, low * peak, peak), new PingPong({ schedule: cosine(decay, peak), steps: decay })], {
        boundaries: [warmup],
      }),
    'warmup, stable, decay': ({ peak, low, warmup, decay }) =>
      sequence([line(warmup, low * peak, peak), peak, line(decay - Math.floor(decay / 2), peak, low * peak)], {
        boundaries: [warmup, warmup + Math.floor(decay / 2)],
      }),
    stairs: ({ peak, low, warmup, decay }) =>
      withWarmup(new PiecewiseConstantDecay({ boundaries: [Math.floor(decay / 2)], values: [peak, low * peak] }), {
        steps: warmup,
        from: low * peak,
      }),
  };

  test.each(Object.entries(families))('%s: a warmup and a decay to its end are clean', (_, family) => {
    fc.assert(
      fc.property(options, (options) => {
        expect(diagnose(family(options), { steps: options.warmup + options.decay })).toEqual([]);
      }),
      few,
    );
  });

  test.each(Object.entries(families))('%s: a run that ends half-way does so', (_, family) => {
    fc.assert(
      fc.property(options, (options) => {
        const steps = options.warmup + Math.floor(options.decay / 3);
        expect(diagnose(family(options), { steps }).map(shortly)).toEqual([`run-too-short ${steps}`]);
      }),
      few,
    );
  });

  test('restarts to the end of a cycle are clean', () => {
    const restarts = fc.record({
      peak,
      low,
      length: fc.integer({ min: 100, max: 10_000 }),
      growth: fc.integer({ min: 1, max: 3 }),
      cycles: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(restarts, ({ peak, low, length, growth, cycles }) => {
        const steps = Array.from({ length: cycles }, (_, k) => length * growth ** k).reduce((a, b) => a + b);
        const schedules = [
          new CosineDecayRestarts({ initialLearningRate: peak, firstDecaySteps: length, tMul: growth, alpha: low }),
          new Cycles({ schedule: cosine(length, peak, low * peak), firstSteps: length, lengthMultiplier: growth }),
        ];
        for (const schedule of schedules) expect(diagnose(schedule, { steps })).toEqual([]);
      }),
      few,
    );
  });

  test('a jump is found wherever it is', () => {
    const jump = fc.record({
      warmup,
      decay,
      factor: fc.oneof(fc.double({ min: 0.1, max: 0.99, noNaN: true }), fc.double({ min: 1.01, max: 10, noNaN: true })),
    });
    fc.assert(
      fc.property(jump, ({ warmup, decay, factor }) => {
        // One step of a warmup explains a difference of that size.
        fc.pre(Math.abs(factor - 1) > 2 / warmup);
        const schedule = sequence([line(warmup, 0.001, 0.1), cosine(decay, 0.1 * factor)], { boundaries: [warmup] });
        expect(diagnose(schedule, { steps: warmup + decay }).map(shortly)).toEqual([`jump ${warmup}`]);
      }),
      few,
    );
  });

  test('a rise after the end is found wherever it is', () => {
    fc.assert(
      fc.property(options, fc.double({ min: 1.1, max: 4, noNaN: true }), ({ peak, low, warmup, decay }, overrun) => {
        const schedule = families['transformers']?.({ peak, low, warmup, decay }) as LearningRateSchedule;
        const [finding, ...others] = diagnose(schedule, { steps: warmup + Math.ceil(decay * overrun) });
        expect(others).toEqual([]);
        expect(finding?.code).toBe('rise-after-end');
        expect(Math.abs((finding?.step ?? 0) - warmup - decay)).toBeLessThanOrEqual(1);
      }),
      few,
    );
  });
});

describe('any schedule', () => {
  const steps = fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(2 ** 18, 10 ** 9, Number.MAX_SAFE_INTEGER));

  test.each(rows.map((row) => [row.type.className, row] as const))('%s', (_, row) => {
    fc.assert(
      fc.property(fc.oneof(schedulesOf(row, sane), schedulesOf(row, wild)), steps, (schedule, steps) => {
        expectWellFormed(diagnose(schedule, { steps }), steps);
      }),
      { numRuns: 30, examples: examplesOf(row).map((schedule) => [schedule, 1000]) },
    );
  });

  test('of blocks', () => {
    fc.assert(
      fc.property(blocks, steps, (schedule, steps) => {
        expectWellFormed(diagnose(schedule, { steps }), steps);
      }),
      { numRuns: 200 },
    );
  });

  test('is diagnosed alike whether its steps are all read or not', () => {
    // A product with many constants is worth so many steps fewer that it is sampled.
    const ones = Array.from({ length: 1000 }, () => 1);
    for (const [name, schedule, steps, expected] of faults) {
      if (steps < 5000 || steps > 1e6 || schedule instanceof Custom) continue;
      const heavy = new Product({ schedules: [schedule, ...ones] });
      expect(diagnose(heavy, { steps }).map(shortly), name).toEqual(expected);
    }
  });

  test('ends for a run of any length, which is not walked step by step', () => {
    for (const [, schedule] of [...clean, ...faults]) expect(() => diagnose(schedule, { steps: 1e12 })).not.toThrow();
  });
});

describe('errors', () => {
  const schedule = new Constant({ value: 0.1 });
  const call = diagnose as (schedule: unknown, options: unknown) => unknown;

  test.each([
    [
      0.1,
      TypeError,
      'diagnose: schedule must be a schedule, received 0.1; for a constant rate, pass new Constant({ value: 0.1 }).',
    ],
    [undefined, TypeError, 'diagnose: schedule must be a schedule, received undefined.'],
    [() => 0.1, TypeError, 'diagnose: schedule must be a schedule, received a function.'],
    [{}, TypeError, 'diagnose: schedule must be a schedule, received an object.'],
  ])('schedule %o', (wrong, type, message) => {
    expectError(() => call(wrong, { steps: 10 }), type, message);
  });

  test.each([
    [undefined, TypeError, 'diagnose requires an object of options, received undefined.'],
    [1000, TypeError, 'diagnose requires an object of options, received 1000.'],
    [{}, TypeError, 'diagnose: steps must be a whole number of at least 1, received undefined.'],
    [{ steps: '1000' }, TypeError, 'diagnose: steps must be a whole number of at least 1, received "1000".'],
    [{ steps: 0 }, RangeError, 'diagnose: steps must be a whole number of at least 1, received 0.'],
    [{ steps: -1 }, RangeError, 'diagnose: steps must be a whole number of at least 1, received -1.'],
    [{ steps: 1.5 }, RangeError, 'diagnose: steps must be a whole number of at least 1, received 1.5.'],
    [{ steps: Number.NaN }, RangeError, 'diagnose: steps must be a whole number of at least 1, received NaN.'],
    [
      { steps: Number.POSITIVE_INFINITY },
      RangeError,
      'diagnose: steps must be a whole number of at least 1, received Infinity.',
    ],
    [{ steps: 2 ** 53 }, RangeError, 'diagnose: steps must be at most 2^53 − 1, received 9007199254740992.'],
    [{ step: 10 }, TypeError, 'diagnose has no option "step": did you mean steps?'],
  ])('options %o', (wrong, type, message) => {
    expectError(() => call(schedule, wrong), type, message);
  });
});
