import { CosineDecay, deserialize, type LearningRateSchedule, Power, Product } from 'lr-schedules';
import * as torch from 'lr-schedules/torch';
import { afterAll, describe, expect, test } from 'vitest';
import { expectError } from '../refusal.js';
import { expectEveryForm } from './every-form.js';
import { describeRecord, largest, type PeerRecord, peerRecords, toName, toOptions } from './golden-peers.js';

type Build = (options: unknown) => LearningRateSchedule;
const functions = torch as unknown as Record<string, Build>;
const call = (name: string, options: unknown) => (functions[name] as Build)(options);

const build = ({ name, base_lr: baseLr, args }: PeerRecord) => {
  const make = (peerName: string, options: object) => call(toName(peerName), { baseLr, ...options });
  return make(name, toOptions(args, make));
};

/** PyTorch's one cycle goes on for one step after its last, and then fails; ours stays as it is. */
const lengthOf = ({ name, args, values }: PeerRecord) =>
  name === 'OneCycleLR'
    ? Number(args['total_steps'] ?? Number(args['epochs']) * Number(args['steps_per_epoch']))
    : values.length;

const records = peerRecords('torch');
const titled = records.map((record) => [describeRecord(record), record] as const);

describe('numbers of PyTorch', () => {
  const passed = { schedules: 0, values: 0, momenta: 0, held: 0 };

  test.each(titled)('%s', (_, record) => {
    const schedule = build(record);
    const length = lengthOf(record);
    const values = record.values.slice(0, length);
    for (const [step, rate] of values.entries()) {
      expect(Math.abs(schedule(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-9 * largest(values));
    }
    for (let step = length; step < record.values.length; step++) {
      expect(schedule(step)).toBe(schedule(length - 1));
      passed.held++;
    }
    if (record.momentum) {
      const momentum = call(record.name === 'CyclicLR' ? 'cyclicMomentum' : 'oneCycleMomentum', toOptions(record.args));
      for (const [step, expected] of record.momentum.entries()) {
        expect(Math.abs(momentum(step) - expected), `momentum of step ${step}`).toBeLessThanOrEqual(1e-12);
      }
      passed.momenta += record.momentum.length;
    }
    passed.schedules++;
    passed.values += values.length;
  });

  afterAll(() =>
    console.log(
      `PyTorch: ${passed.schedules} of ${records.length} schedules, ${passed.values} values, ${passed.momenta} momenta; ` +
        `${passed.held} values after the last step held`,
    ),
  );
});

describe('one curve in every form', () => {
  test.each(titled)('%s', async (_, record) => {
    await expectEveryForm(build(record), record.values.length);
    if (record.momentum) {
      const name = record.name === 'CyclicLR' ? 'cyclicMomentum' : 'oneCycleMomentum';
      await expectEveryForm(call(name, toOptions(record.args)), record.values.length);
    }
  });
});

test('the table has every function but two that take functions, and the momenta', () => {
  const names = new Set(records.map(({ name }) => toName(name)));
  const others = ['cyclicMomentum', 'lambdaLR', 'multiplicativeLR', 'oneCycleMomentum'];
  expect([...names, ...others].sort()).toEqual(Object.keys(torch).sort());
});

const baseLr = 0.1;
const oneCycle = { maxLr: 0.1, totalSteps: 20, pctStart: 0.25 };

describe('peculiarities', () => {
  test('the optimizer, its counter and null are in the options as in the signatures', () => {
    const given = {
      ...oneCycle,
      epochs: null,
      stepsPerEpoch: null,
      annealStrategy: 'cos',
      cycleMomentum: true,
      baseMomentum: 0.85,
      maxMomentum: 0.95,
      divFactor: 25,
      finalDivFactor: 1e4,
      threePhase: false,
      lastEpoch: -1,
      baseLr: 0.5,
    } as const;
    expect(JSON.stringify(torch.oneCycleLR(given))).toBe(JSON.stringify(torch.oneCycleLR(oneCycle)));
    const cyclic = { baseLr: 0.01, maxLr: 0.1, stepSizeDown: null, scaleFn: null, scaleMode: 'iterations' } as const;
    expect(JSON.stringify(torch.cyclicLR(cyclic))).toBe(JSON.stringify(torch.cyclicLR({ baseLr: 0.01, maxLr: 0.1 })));
  });

  test('cosine annealing climbs again past its end', () => {
    const schedule = torch.cosineAnnealingLR({ baseLr, tMax: 10, etaMin: 0.02 });
    expect([0, 10, 15, 20].map((step) => schedule(step))).toEqual([0.1, 0.02, 0.060000000000000005, 0.1]);
  });

  test('milestones may be in any order, listed twice, and 0', () => {
    const schedule = torch.multiStepLR({ baseLr: 1, milestones: [5, 0, 3, 3], gamma: 0.5 });
    expect([0, 2, 3, 5].map((step) => schedule(step))).toEqual([0.5, 0.5, 0.125, 0.0625]);
    expect(torch.multiStepLR({ baseLr: 1, milestones: [] }).horizon).toBe(0);
  });

  test('one cycle has the same length however it is given, and stays where it ends', () => {
    const schedule = torch.oneCycleLR(oneCycle);
    const inEpochs = torch.oneCycleLR({ maxLr: 0.1, pctStart: 0.25, epochs: 4, stepsPerEpoch: 5 });
    expect(inEpochs.values(25)).toEqual(schedule.values(25));
    expect(schedule(19)).toBe(0.1 / 25 / 1e4);
    for (const step of [20, 21, 1000]) expect(schedule(step)).toBe(schedule(19));
    expect(schedule.horizon).toBe(19);
    const cut = torch.oneCycleLR({ ...oneCycle, pctStart: 0.6, threePhase: true, annealStrategy: 'linear' });
    expect(cut(19)).toBeGreaterThan(0.004);
    expect(cut(20)).toBe(cut(19));
    expect(torch.oneCycleLR({ ...oneCycle, pctStart: 1 })(19)).toBe(0.1);
  });

  test('rate and momentum share one clock', () => {
    for (const threePhase of [false, true]) {
      const options = { ...oneCycle, threePhase, totalSteps: 21, pctStart: 11 / 21 };
      const rate = torch.oneCycleLR(options);
      const momentum = torch.oneCycleMomentum(options);
      expect([0, 10, 20].map((step) => momentum(step))).toEqual([0.95, 0.85, 0.95]);
      expect(rate(10)).toBe(0.1);
      expect(momentum(1000)).toBe(momentum(20));
    }
    const cyclic = { baseLr: 0, maxLr: 0.1, stepSizeUp: 4 } as const;
    expect([0, 4, 8].map((step) => torch.cyclicMomentum(cyclic)(step))).toEqual([0.9, 0.8, 0.9]);
  });

  test('cycles without a way down', () => {
    const schedule = torch.cyclicLR({ baseLr: 0, maxLr: 1, stepSizeUp: 4, stepSizeDown: 0 });
    expect([...schedule.values(6)]).toEqual([0, 0.25, 0.5, 0.75, 0, 0.25]);
  });

  test('a lambda is a schedule or a number', () => {
    const schedule = torch.lambdaLR({ baseLr, lrLambda: new Power({ factor: 1, power: -0.5 }) });
    expect(schedule(3)).toBe(0.05);
    expect(deserialize(JSON.parse(JSON.stringify(schedule)))(3)).toBe(0.05);
    expect(torch.lambdaLR({ baseLr, lrLambda: 0.5 })(7)).toBe(0.05);
    expect(torch.multiplicativeLR({ baseLr, lrLambda: 0.5 })(2)).toBe(0.025);
  });

  test('a sequence takes any schedules, and drops those that have no step', () => {
    const schedule = torch.sequentialLR({
      schedulers: [
        torch.exponentialLR({ baseLr, gamma: 0.5 }),
        0.3,
        new CosineDecay({ initialLearningRate: 1, decaySteps: 2 }),
      ],
      milestones: [2, 2],
    });
    expect([...schedule.values(5)]).toEqual([0.1, 0.05, 1, 0.5, 0]);
  });
});

describe('chains', () => {
  const base = { baseLr };
  const warmup = torch.linearLR({ ...base, startFactor: 0.5, totalIters: 4 });
  const half = torch.constantLR({ ...base, factor: 0.5, totalIters: 4 });
  const decay = torch.exponentialLR({ ...base, gamma: 0.9 });
  const cosine = torch.cosineAnnealingLR({ ...base, tMax: 10 });
  const cosineTo = torch.cosineAnnealingLR({ ...base, tMax: 10, etaMin: 0.01 });
  const restarts = torch.cosineAnnealingWarmRestarts({ ...base, t0: 5 });
  const chain = (...schedulers: LearningRateSchedule[]) => torch.chainedScheduler({ baseLr, schedulers });

  test('what multiplies the rate is a product', () => {
    const schedule = chain(warmup, decay);
    expect(schedule).toBeInstanceOf(Product);
    expect(schedule(0)).toBe(0.05);
    expect(schedule(10)).toBeCloseTo(0.1 * 0.9 ** 10, 15);
    expect(chain(warmup)).toBe(warmup);
  });

  test('what sets the rate overrides what is before it, and what is after it acts for one step', () => {
    expect(chain(half, restarts)).toBe(restarts);
    const schedule = chain(restarts, half);
    const factors = Array.from(schedule.values(10), (rate, step) => rate / restarts(step));
    for (const [step, factor] of factors.entries())
      expect(factor).toBeCloseTo(step === 0 ? 0.5 : step === 4 ? 2 : 1, 12);
    expect(chain(restarts, decay)(100)).toBeCloseTo(0.9 * restarts(100), 15);
  });

  test('a cosine to 0 with a warmup is a product, and afterwards the cosine alone', () => {
    expect(chain(warmup, cosine)).toBeInstanceOf(Product);
    const unfinished = chain(torch.linearLR({ ...base, endFactor: 0.5, startFactor: 0.1 }), cosine);
    expect(unfinished(5)).toBeCloseTo(0.025, 15);
    expect(unfinished(15)).toBe(cosine(15));
  });

  test('a cosine to a rate above 0 forgets the others where it gets there', () => {
    const schedule = chain(warmup, cosineTo);
    expect(schedule(4)).not.toBeCloseTo(cosineTo(4), 4);
    expect(schedule(10)).toBeCloseTo(0.01, 15);
    for (const step of [10, 11, 15, 25, 100]) expect(schedule(step)).toBe(cosineTo(step));
  });

  test('with factors that never end it repeats', () => {
    for (const schedule of [chain(cosineTo, decay), chain(decay, cosineTo)]) {
      for (let step = 10; step < 40; step++) expect(schedule(step + 20)).toBe(schedule(step));
    }
    const stairs = chain(cosine, torch.stepLR({ ...base, stepSize: 8 }));
    for (let step = 10; step < 60; step++) expect(stairs(step + 40)).toBe(stairs(step));
  });

  test.each<[schedulers: LearningRateSchedule[], kind: typeof TypeError | typeof RangeError, message: RegExp]>([
    [
      [cosine, cosineTo],
      RangeError,
      /schedulers must be without a cosineAnnealingLR after another,.*: there is one at index 1; take/,
    ],
    [
      [restarts, half, cosine],
      RangeError,
      /a cosineAnnealingLR after a schedule that sets the rate,.*: there is one at index 2; /,
    ],
    [
      [half, torch.sequentialLR({ schedulers: [half, decay], milestones: [3] })],
      TypeError,
      /schedulers must be made by other functions .*: the one at index 1 is a Sequence; /,
    ],
    [
      [chain(warmup, decay), half],
      TypeError,
      /schedulers must be made by other functions .*: the one at index 0 is a Product; /,
    ],
    [
      [torch.cosineAnnealingLR({ ...base, tMax: 2000, etaMin: 0.01 }), decay],
      RangeError,
      /schedulers must be such that the chain repeats within 4096 steps .*6000 steps.*: give cosineAnnealingLR an etaMin of 0/,
    ],
    [[], RangeError, /schedulers must be a list of one or more schedules/],
  ])('refused: %#', (schedulers, kind, message) => {
    expect(() => chain(...schedulers)).toThrow(kind);
    expect(() => chain(...schedulers)).toThrow(message);
  });
});

describe('errors', () => {
  const positiveFraction = 'must be a number greater than 0 and at most 1';
  test.each<
    [what: string, name: string, options: unknown, kind: typeof TypeError | typeof RangeError, message: string | RegExp]
  >([
    ['missing', 'stepLR', { baseLr }, TypeError, ': stepSize must be a positive number, received undefined.'],
    ['missing', 'stepLR', { stepSize: 3 }, TypeError, ': baseLr must be a number of at least 0, received undefined.'],
    ['unknown', 'stepLR', { baseLr, step_sise: 3 }, TypeError, ' has no option "step_sise": did you mean stepSize?'],
    ['no options', 'stepLR', undefined, TypeError, ' requires an object of options, received undefined.'],
    [
      'a text',
      'exponentialLR',
      { baseLr, gamma: '0.9' },
      TypeError,
      ': gamma must be a finite number, received "0.9".',
    ],
    [
      'not finite',
      'exponentialLR',
      { baseLr, gamma: Number.NaN },
      RangeError,
      ': gamma must be a finite number, received NaN.',
    ],
    [
      'a negative rate',
      'exponentialLR',
      { baseLr: -1, gamma: 1 },
      RangeError,
      ': baseLr must be a number of at least 0, received -1.',
    ],
    ['modulo 0', 'stepLR', { baseLr, stepSize: 0 }, RangeError, ': stepSize must be a positive number, received 0.'],
    [
      'null where Python has no None',
      'stepLR',
      { baseLr, stepSize: 3, gamma: null },
      TypeError,
      ': gamma must be a finite number, received null.',
    ],
    [
      'a counter',
      'stepLR',
      { baseLr, stepSize: 3, lastEpoch: 9 },
      RangeError,
      ': lastEpoch must be -1 (a schedule has no counter: to resume, call it with the step that the run has reached), received 9.',
    ],
    [
      'no list',
      'multiStepLR',
      { baseLr, milestones: 3 },
      TypeError,
      ': milestones must be a list of numbers of at least 0, received 3.',
    ],
    [
      'above 1',
      'constantLR',
      { baseLr, factor: 2 },
      RangeError,
      new RegExp(`: factor ${positiveFraction} .*, received 2.$`),
    ],
    [
      'divided by 0',
      'constantLR',
      { baseLr, factor: 0 },
      RangeError,
      new RegExp(`: factor ${positiveFraction} .*, received 0.$`),
    ],
    [
      'divided by 0',
      'linearLR',
      { baseLr, startFactor: 0 },
      RangeError,
      new RegExp(`: startFactor ${positiveFraction} .*, received 0.$`),
    ],
    [
      'above 1',
      'linearLR',
      { baseLr, endFactor: 1.5 },
      RangeError,
      ': endFactor must be a number from 0 to 1, received 1.5.',
    ],
    [
      '0 to a negative power',
      'polynomialLR',
      { baseLr, power: -1 },
      RangeError,
      ': power must be a number of at least 0, received -1.',
    ],
    ['modulo 0', 'cosineAnnealingLR', { baseLr, tMax: 0 }, RangeError, ': tMax must be a positive number, received 0.'],
    [
      'not whole',
      'cosineAnnealingWarmRestarts',
      { baseLr, t0: 5, tMult: 1.5 },
      RangeError,
      ': tMult must be a whole number of at least 1, received 1.5.',
    ],
    [
      'an unknown mode',
      'cyclicLR',
      { baseLr, maxLr: 1, mode: 'square' },
      TypeError,
      `: mode must be 'triangular' or 'triangular2' or 'exp_range', received "square".`,
    ],
    [
      'divided by 0',
      'cyclicLR',
      { baseLr, maxLr: 1, stepSizeUp: 0 },
      RangeError,
      ': stepSizeUp must be a positive number, received 0.',
    ],
    [
      'a function',
      'cyclicLR',
      { baseLr, maxLr: 1, scaleFn: Math.sqrt },
      TypeError,
      /: scaleFn must be null \(a function can be neither saved nor printed: .*\), received the function sqrt\.$/,
    ],
    [
      'a constant momentum',
      'cyclicMomentum',
      { baseLr, maxLr: 1, cycleMomentum: false },
      RangeError,
      ': cycleMomentum must be true for the momentum to move, received false.',
    ],
    [
      'a constant momentum',
      'oneCycleMomentum',
      { ...oneCycle, cycleMomentum: false },
      RangeError,
      ': cycleMomentum must be true for the momentum to move, received false.',
    ],
    ['no length', 'oneCycleLR', { maxLr: 1 }, RangeError, ' requires totalSteps, or epochs and stepsPerEpoch.'],
    [
      'half a length',
      'oneCycleMomentum',
      { maxLr: 1, epochs: 3 },
      RangeError,
      ' requires totalSteps, or epochs and stepsPerEpoch.',
    ],
    [
      'not whole',
      'oneCycleLR',
      { maxLr: 1, totalSteps: 2.5 },
      RangeError,
      ': totalSteps must be a whole number of at least 1 or null, received 2.5.',
    ],
    [
      'divided by 0',
      'oneCycleLR',
      { maxLr: 1, totalSteps: 10, pctStart: 0.1 },
      RangeError,
      ': pctStart must be other than 1 / totalSteps, with which PyTorch divides by 0, received 0.1: take a little more.',
    ],
    [
      'divided by 0',
      'oneCycleLR',
      { ...oneCycle, divFactor: 0 },
      RangeError,
      ': divFactor must be a positive number, received 0.',
    ],
    [
      'an unknown way',
      'oneCycleLR',
      { ...oneCycle, annealStrategy: 'cosine' },
      TypeError,
      `: annealStrategy must be 'cos' or 'linear', received "cosine".`,
    ],
    [
      'too few milestones',
      'sequentialLR',
      { schedulers: [1, 2], milestones: [] },
      RangeError,
      ': milestones must be one fewer than the 2 schedulers, received [].',
    ],
    [
      'nothing',
      'sequentialLR',
      { schedulers: [], milestones: [] },
      RangeError,
      /: schedulers must be a list of one or more schedules/,
    ],
    [
      'a function',
      'lambdaLR',
      { baseLr, lrLambda: Math.sqrt },
      TypeError,
      /: lrLambda must be a schedule or a finite number \(a function can be neither saved nor printed: .*\), received the function sqrt\.$/,
    ],
    [
      'a function',
      'multiplicativeLR',
      { baseLr, lrLambda: () => 1 },
      TypeError,
      /: lrLambda must be a finite number \(factors that change .*\), received the function lrLambda\.$/,
    ],
    [
      'a schedule',
      'multiplicativeLR',
      { baseLr, lrLambda: torch.exponentialLR({ baseLr, gamma: 1 }) },
      TypeError,
      /: lrLambda must be a finite number \(.*\), received the function ExponentialDecay\.$/,
    ],
    [
      'no rate to divide by',
      'chainedScheduler',
      { baseLr: 0, schedulers: [1] },
      RangeError,
      ': baseLr must be a positive number, received 0.',
    ],
  ])('%s: %s', (_, name, options, kind, message) => {
    expect(() => call(name, options)).toThrow(kind);
    if (typeof message === 'string') expectError(() => call(name, options), kind, name + message);
    else {
      expect(() => call(name, options)).toThrow(message);
      expect(() => call(name, options)).toThrow(new RegExp(`^${name}[: ]`));
    }
  });
});
