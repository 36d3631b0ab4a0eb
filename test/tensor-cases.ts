import type * as core from '@tensorflow/tfjs-core';
import {
  Clamp,
  Constant,
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  CosineRamp,
  Cycles,
  DampedCosine,
  DirectPowerDecay,
  ExponentialDecay,
  ExponentialDecayWithOffset,
  ExponentialRamp,
  InverseTimeDecay,
  type LearningRateSchedule,
  LinearRamp,
  LinearWarmup,
  LogarithmicRamp,
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
  Rex,
  Scale,
  Sequence,
  Shift,
  Staircase,
  StepCosineDecayWithOffset,
  Stretch,
  Sum,
  TanhRamp,
  withWarmup,
} from 'lr-schedules';

const STEPS = 4000;

const cosine = { initialLearningRate: 0.1, decaySteps: 3000, alpha: 0.01 };
const warmedUp = { initialLearningRate: 0.001, warmupTarget: 0.1, warmupSteps: 400, decaySteps: 3001 };
const restarts = { initialLearningRate: 0.1, firstDecaySteps: 150 };
const exponential = { initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.96 };
const stairs = { initialLearningRate: 0.1, decaySteps: 7, decayRate: 0.99, staircase: true };
const polynomial = { initialLearningRate: 0.1, decaySteps: 3000, endLearningRate: 0.001 };
const cycles = { ...polynomial, decaySteps: 130, cycle: true };
const pieces = { boundaries: [1000, 2000, 2500.5], values: [0.1, 0.05, 0.01, 0.001] };
const halfCosines = { boundaries: [0, 1000, 3000], values: [0.1, 0.05, 0] };

/**
 * Several configurations of every class of Keras and Model Garden but the warmups. Those with an offset stay within twice their rates before it:
 * extrapolated any further, these would be all that an error relative to the largest rate sees.
 */
const curves: readonly LearningRateSchedule[] = [
  new CosineDecay(cosine),
  new CosineDecay({ ...cosine, decaySteps: 777.5, alpha: 0 }),
  new CosineDecay(warmedUp),
  new CosineDecay({ ...warmedUp, alpha: 0.3, warmupSteps: 0.5 }),

  new CosineDecayWithOffset({ ...cosine, offset: 250 }),
  new CosineDecayWithOffset({ ...cosine, offset: -250 }),
  new CosineDecayWithOffset({ ...warmedUp, offset: 250 }),
  new CosineDecayWithOffset({ ...warmedUp, offset: 1000, beforeOffset: 'hold' }),

  new CosineDecayRestarts({ ...restarts, tMul: 1 }),
  new CosineDecayRestarts({ ...restarts, tMul: 1, mMul: 0.9, firstDecaySteps: 7 }),
  new CosineDecayRestarts({ ...restarts, alpha: 0.1 }),
  new CosineDecayRestarts({ ...restarts, tMul: 2, mMul: 0.7, firstDecaySteps: 1 }),
  new CosineDecayRestarts({ ...restarts, tMul: 3, mMul: 0.8 }),
  new CosineDecayRestarts({ ...restarts, tMul: 1.3, mMul: 0.9 }),
  new CosineDecayRestarts({ ...restarts, tMul: 0.5, alpha: 0.1 }),

  new ExponentialDecay(exponential),
  new ExponentialDecay({ ...exponential, decaySteps: 1000, decayRate: 0.1 }),
  new ExponentialDecay(stairs),
  new ExponentialDecay({ ...exponential, decaySteps: 10, decayRate: 0.999 }),
  new ExponentialDecay({ ...exponential, decaySteps: 1, decayRate: 0.999 }),
  new ExponentialDecay({ ...stairs, decaySteps: 100, decayRate: -0.5 }),

  new ExponentialDecayWithOffset({ ...exponential, offset: 250 }),
  new ExponentialDecayWithOffset({ ...exponential, offset: -250 }),
  new ExponentialDecayWithOffset({ ...stairs, offset: 250 }),
  new ExponentialDecayWithOffset({ ...stairs, offset: 1000, beforeOffset: 'hold' }),

  new InverseTimeDecay(exponential),
  new InverseTimeDecay({ ...exponential, decaySteps: 1000, decayRate: 0.5 }),
  new InverseTimeDecay(stairs),

  new PolynomialDecay(polynomial),
  new PolynomialDecay({ ...polynomial, power: 2 }),
  new PolynomialDecay({ ...polynomial, power: 0.5 }),
  new PolynomialDecay({ ...polynomial, power: 1.7 }),
  new PolynomialDecay(cycles),
  new PolynomialDecay({ ...cycles, power: 2, decaySteps: 7 }),
  new PolynomialDecay({ ...cycles, power: 0.9 }),

  new PolynomialDecayWithOffset({ ...polynomial, offset: 250 }),
  new PolynomialDecayWithOffset({ ...polynomial, offset: -250, power: 2 }),
  new PolynomialDecayWithOffset({ ...polynomial, offset: 1000, power: 0.5, beforeOffset: 'hold' }),
  new PolynomialDecayWithOffset({ ...cycles, offset: 250 }),
  new PolynomialDecayWithOffset({ ...cycles, offset: 250, power: 2 }),
  new PolynomialDecayWithOffset({ ...cycles, offset: 250, beforeOffset: 'hold' }),

  new PiecewiseConstantDecay(pieces),
  new PiecewiseConstantDecay({ boundaries: [0], values: [1, 0.5] }),

  new PiecewiseConstantDecayWithOffset({ ...pieces, offset: 250 }),
  new PiecewiseConstantDecayWithOffset({ ...pieces, offset: -250 }),
  new PiecewiseConstantDecayWithOffset({ ...pieces, offset: 1000, beforeOffset: 'hold' }),

  new StepCosineDecayWithOffset(halfCosines),
  new StepCosineDecayWithOffset({ ...halfCosines, offset: 250 }),
  new StepCosineDecayWithOffset({ ...halfCosines, offset: -250 }),
  new StepCosineDecayWithOffset({ boundaries: [100, 170, 1000, 4001], values: [0.1, 0.02, 0.08, 0.001] }),

  new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, preOffsetLearningRate: 0.05 }),
  new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, preOffsetLearningRate: 0.05, offset: 250 }),
  new PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.7, preOffsetLearningRate: 0.1, offset: -250 }),
  new PowerDecayWithOffset({ initialLearningRate: 0.1, offset: 250 }),

  new PowerAndLinearDecay({ initialLearningRate: 0.1, power: -0.5, totalDecaySteps: 3000 }),
  new PowerAndLinearDecay({ initialLearningRate: 0.1, power: -0.5, totalDecaySteps: 3000, offset: 250 }),
  new PowerAndLinearDecay({ initialLearningRate: 0.1, power: -1, totalDecaySteps: 3000, linearDecayFraction: 0 }),
  new PowerAndLinearDecay({ initialLearningRate: 0.1, totalDecaySteps: 3000, linearDecayFraction: 0.5, offset: -250 }),

  new DirectPowerDecay({ initialLearningRate: 0.1, power: -0.5 }),
  new DirectPowerDecay({ initialLearningRate: 0.1, power: -1.3 }),
  new DirectPowerDecay({ initialLearningRate: 0.1 }),
];

/** Of every class the first configuration, and a plain number. */
const innerSchedules: readonly (LearningRateSchedule | number)[] = [
  ...new Map(curves.toReversed().map((curve) => [curve.constructor, curve])).values(),
  0.1,
];

const warmups: readonly LearningRateSchedule[] = innerSchedules.flatMap((afterWarmupLrSched, i) => {
  const common = { afterWarmupLrSched, warmupSteps: 300 };
  return [
    new LinearWarmup({ ...common, warmupLearningRate: 0 }),
    new PolynomialWarmUp({ ...common, power: [1, 2, 0.5, 1.5][i % 4] as number }),
  ];
});

const ramp = { from: 0.1, to: 0.001, steps: 3000 };
const line = new LinearRamp({ from: 0.1, to: 0, steps: 210 });
const half = new CosineRamp(ramp);
const decay = new ExponentialDecay(exponential);

const blocks: readonly LearningRateSchedule[] = [
  new Constant({ value: 0.1 }),
  new LinearRamp(ramp),
  new LinearRamp({ from: -0.1, to: 0.3, steps: 0.5 }),
  new CosineRamp(ramp),
  new CosineRamp({ ...ramp, exponent: 1.5, timePower: 2 }),
  new PolynomialRamp({ ...ramp, power: 2, timePower: 0.5 }),
  new PolynomialRamp({ ...ramp, power: 1.3 }),
  new ExponentialRamp(ramp),
  new ExponentialRamp({ ...ramp, ratio: 1000 }),
  new LogarithmicRamp({ ...ramp, base: 100 }),
  new LogarithmicRamp({ ...ramp, base: 0.1 }),
  new TanhRamp(ramp),
  new TanhRamp({ ...ramp, lower: -3, upper: 3 }),
  new Rex(ramp),
  new Rex({ ...ramp, beta: 0.9 }),
  new DampedCosine({ peak: 0.1, cycleSteps: 700, decayRate: 0.8, floor: 0.001 }),
  new Power({ factor: 0.1, power: -0.5 }),
  new Power({ factor: 0.1, power: -0.7, steps: 100, shift: 2 }),

  new Shift({ schedule: half, offset: 250 }),
  new Shift({ schedule: decay, offset: 250, beforeOffset: 'extrapolate' }),
  new Clamp({ schedule: half, from: 100, to: 2000 }),
  new Staircase({ schedule: half, steps: 7 }),
  new Stretch({ schedule: half, steps: 1000, scheduleSteps: 1700 }),
  new Scale({ schedule: half, factor: -0.3 }),
  new Loop({ schedule: line, steps: 210 }),
  new Loop({ schedule: half, steps: 7.5 }),
  new PingPong({ schedule: line, steps: 210 }),
  new PingPong({ schedule: half, steps: 70 }),
  new Cycles({ schedule: line, firstSteps: 210 }),
  new Cycles({ schedule: line, firstSteps: 210, lengthMultiplier: 2, heightMultiplier: 0.7 }),
  new Cycles({ schedule: line, firstSteps: 210, lengthMultiplier: 3, limit: 2 }),
  new Sum({ schedules: [half, decay, 0.1] }),
  new Product({ schedules: [half, decay, 2] }),
  new Minimum({ schedules: [half, decay, 0.05] }),
  new Maximum({ schedules: [half, decay, 0.05] }),
  new Sequence({ schedules: [line, 0.05, half, decay], boundaries: [210, 400, 1000.5] }),
  new Sequence({ schedules: [line, 0.05, half], boundaries: [210, 400], clock: 'shared', side: 'left' }),
  withWarmup(half, { steps: 300 }),
  withWarmup(decay, { steps: 300, from: 0.001, clock: 'shared' }),
];

export interface TensorCase {
  readonly className: string;
  readonly label: string;
  readonly schedule: LearningRateSchedule;
  /** The largest error allowed, relative to the curve's largest rate. */
  readonly tolerance: number;
}

export const tensorCases: readonly TensorCase[] = [...curves, ...warmups, ...blocks].map((schedule) => {
  const { class_name: className, config } = schedule.toJSON();
  const label = `${className} ${JSON.stringify(config)}`;
  // The cosine is a polynomial of ours; powers are as exact as the backend makes them.
  return { className, label, schedule, tolerance: /Cosine/.test(label) ? 5e-7 : 1e-6 };
});

export const caseClasses: readonly string[] = [...new Set(tensorCases.map(({ className }) => className))];

/** How a case went on a backend. */
export interface Outcome {
  readonly className: string;
  readonly label: string;
  readonly tolerance: number;
  /** The largest difference from float64, relative to the curve's largest rate. */
  readonly error: number;
  /** What else is wrong, in words. */
  readonly problems: readonly string[];
}

type Tf = Pick<typeof core, 'backend' | 'memory' | 'range' | 'reshape' | 'scalar' | 'tidy' | 'variable'>;

/** Steps as tensors, each with the same steps as numbers. */
function stepTensors(tf: Tf): (readonly [core.Tensor, readonly number[]])[] {
  const all = Array.from({ length: STEPS }, (_, step) => step);
  const range = tf.range(0, STEPS, 1, 'int32');
  return [
    [range, all],
    [tf.reshape(tf.range(290, 310, 1, 'int32'), [4, 5]), all.slice(290, 310)],
    [tf.scalar(321, 'int32'), [321]],
    [tf.scalar(1234.5), [1234.5]],
    [tf.variable(tf.scalar(17, 'int32'), false), [17]],
  ];
}

/** The outcome of every case on the backend that `tf` uses now. The module knows no test runner: it runs in pages too. */
export async function runTensorCases(tf: Tf): Promise<Outcome[]> {
  const inputs = stepTensors(tf);
  const reads = countReads(tf.backend());
  const outcomes: Outcome[] = [];
  for (const { schedule, ...about } of tensorCases) {
    const largest = Math.max(...schedule.values(STEPS).map(Math.abs));
    const problems = new Set<string>();
    let error = 0;
    for (const [steps, numbers] of inputs) {
      const before = tf.memory().numTensors;
      const readBefore = reads.count;
      const rates = schedule(steps) as core.Tensor;
      if (tf.memory().numTensors !== before + 1) problems.add('leaks outside tidy');
      if (numbers.length === 1) tf.tidy(() => void schedule(steps));
      if (tf.memory().numTensors !== before + 1) problems.add('leaks inside tidy');
      if (reads.count !== readBefore) problems.add('reads back from the device');

      // On WebGPU, dataSync() gives zeros.
      const values = await rates.data();
      if (reads.count === readBefore) problems.add('its reads go unnoticed');
      if (rates.dtype !== 'float32') problems.add(`is ${rates.dtype}`);
      if (String(rates.shape) !== String(steps.shape)) problems.add(`[${steps.shape}] became [${rates.shape}]`);
      rates.dispose();
      if (tf.memory().numTensors !== before) problems.add('leaves a tensor behind');
      for (const [i, step] of numbers.entries()) {
        const difference = Math.abs((values[i] as number) - schedule(step)) / largest;
        error = Math.max(error, difference);
      }
    }
    outcomes.push({ ...about, error, problems: [...problems] });
  }
  reads.stop();
  for (const [steps] of inputs) steps.dispose();
  return outcomes;
}

/** Counts the reads of data from the device. */
function countReads(backend: core.KernelBackend) {
  const { read, readSync } = backend;
  const reads = { count: 0, stop: () => Object.assign(backend, { read, readSync }) };
  backend.read = (dataId) => {
    reads.count++;
    return read.call(backend, dataId);
  };
  backend.readSync = (dataId) => {
    reads.count++;
    return readSync.call(backend, dataId);
  };
  return reads;
}

/** The cases of a class that went wrong. */
export function failuresOf(outcomes: readonly Outcome[], name: string): readonly Outcome[] {
  const ofClass = outcomes.filter(({ className }) => className === name);
  // Said this way round, NaN fails too.
  return ofClass.filter(({ error, tolerance, problems }) => !(error <= tolerance) || problems.length > 0);
}

/** Of each class the largest error, to print. */
export function errorsByClass(outcomes: readonly Outcome[]): Record<string, string> {
  const errors = caseClasses.map((name) => {
    const ofClass = outcomes.filter(({ className }) => className === name);
    return [name, Math.max(...ofClass.map(({ error }) => error)).toExponential(1)];
  });
  return Object.fromEntries(errors);
}
