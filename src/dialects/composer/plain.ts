import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { type ComposerOptions, oneBehind, shared, Times, time, times, wholeRun } from './time.js';

/** The checked options of a function, and its run's times. */
function read<const T extends typeof shared>(name: string, table: T, options: ComposerOptions) {
  const read = readOptions(name, table, options);
  return { ...read, run: new Times(name, read) };
}

/** A ramp that is over at once where it has no length. */
const orEnd = (steps: number, end: number, ramp: (steps: number) => LearningRateSchedule) =>
  steps > 0 ? ramp(steps) : new Constant({ value: end });

export const stepTable = {
  ...shared,
  /** Time between two decays. */
  stepSize: time,
  /** What the rate is multiplied by. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface StepSchedulerOptions extends Needed<typeof stepTable>, Optional<typeof stepTable> {}

/**
 * A decay every `stepSize`: baseLr · gamma^⌊t / stepSize⌋.
 *
 * ```ts
 * const schedule = stepScheduler({ baseLr: 0.1, maxDuration: '300ba', stepSize: '100ba' });
 * schedule(101); // 0.01
 * ```
 *
 * Source: `composer.optim.StepScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function stepScheduler(options: StepSchedulerOptions): LearningRateSchedule {
  const { baseLr, stepSize, gamma, run } = read('stepScheduler', stepTable, options);
  const decaySteps = run.steps('stepSize', stepSize);
  if (decaySteps <= 0) run.refuse('stepSize', 'a time above 0', stepSize);
  return madeBy(
    'composer',
    'StepScheduler',
    options,
    oneBehind(new ExponentialDecay({ initialLearningRate: baseLr, decaySteps, decayRate: gamma, staircase: true })),
  );
}

export const multiStepTable = {
  ...shared,
  /** Times of the decays. */
  milestones: times,
  /** What the rate is multiplied by. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface MultiStepSchedulerOptions extends Needed<typeof multiStepTable>, Optional<typeof multiStepTable> {}

/**
 * A decay at each milestone: baseLr · gamma^(number of milestones ≤ t).
 *
 * ```ts
 * const schedule = multiStepScheduler({ baseLr: 0.1, maxDuration: '300ba', milestones: ['100ba'] });
 * schedule(101); // 0.01
 * ```
 *
 * Source: `composer.optim.MultiStepScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function multiStepScheduler(options: MultiStepSchedulerOptions): LearningRateSchedule {
  const { baseLr, milestones, gamma, run } = read('multiStepScheduler', multiStepTable, options);
  return madeBy(
    'composer',
    'MultiStepScheduler',
    options,
    oneBehind(
      stairs(
        baseLr,
        gamma,
        milestones.map((milestone) => run.steps('milestones', milestone)),
      ),
    ),
  );
}

/** The rate after each milestone, in whatever order they are given. */
export function stairs(baseLr: number, gamma: number, milestones: readonly number[]): LearningRateSchedule {
  const sorted = [...milestones].sort((a, b) => a - b);
  const boundaries = [...new Set(sorted)];
  const rates = boundaries.map((boundary) => baseLr * gamma ** (sorted.lastIndexOf(boundary) + 1));
  return sequence([baseLr, ...rates], { boundaries });
}

export const constantTable = {
  ...shared,
  /** Part of the rate. Default 1. */
  alpha: { is: 'fraction', atLeast: 0, default: 1 },
  /** How long. Default `'1dur'`. */
  tMax: wholeRun,
} as const satisfies OptionTable;

export interface ConstantSchedulerOptions extends Needed<typeof constantTable>, Optional<typeof constantTable> {}

/**
 * A part of the rate until `tMax`, then the whole of it.
 *
 * ```ts
 * const schedule = constantScheduler({ baseLr: 0.1, maxDuration: '300ba', alpha: 0.5, tMax: '100ba' });
 * schedule(50); // 0.05
 * schedule(101); // 0.1
 * ```
 *
 * Source: `composer.optim.ConstantScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function constantScheduler(options: ConstantSchedulerOptions): LearningRateSchedule {
  const { baseLr, alpha, tMax, run } = read('constantScheduler', constantTable, options);
  return madeBy(
    'composer',
    'ConstantScheduler',
    options,
    oneBehind(sequence([baseLr * alpha, baseLr], { boundaries: [run.steps('tMax', tMax)] })),
  );
}

export const linearTable = {
  ...shared,
  /** Part of the rate at the start. Default 1. */
  alphaI: { is: 'fraction', atLeast: 0, default: 1 },
  /** Part of the rate at the end, and after. Default 0. */
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
  /** How long. Default `'1dur'`. */
  tMax: wholeRun,
} as const satisfies OptionTable;

export interface LinearSchedulerOptions extends Needed<typeof linearTable>, Optional<typeof linearTable> {}

/**
 * A line from one part of the rate to another.
 *
 * ```ts
 * const schedule = linearScheduler({ baseLr: 0.1, maxDuration: '100ba' });
 * schedule(51); // 0.05
 * ```
 *
 * Source: `composer.optim.LinearScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function linearScheduler(options: LinearSchedulerOptions): LearningRateSchedule {
  const { baseLr, alphaI, alphaF, tMax, run } = read('linearScheduler', linearTable, options);
  const [from, to] = [baseLr * alphaI, baseLr * alphaF];
  return madeBy(
    'composer',
    'LinearScheduler',
    options,
    oneBehind(orEnd(run.steps('tMax', tMax), to, (steps) => new LinearRamp({ from, to, steps }))),
  );
}

export const exponentialTable = {
  ...shared,
  /** What the rate is multiplied by in a period. */
  gamma: { is: 'number', atLeast: 0 },
  /** The period. Default `'1ep'`. */
  decayPeriod: { ...time, default: '1ep' },
} as const satisfies OptionTable;

export interface ExponentialSchedulerOptions
  extends Needed<typeof exponentialTable>,
    Optional<typeof exponentialTable> {}

/**
 * A decay that never stops: baseLr · gamma^(t / decayPeriod).
 *
 * ```ts
 * const schedule = exponentialScheduler({ baseLr: 0.1, maxDuration: '300ba', gamma: 0.1, decayPeriod: '100ba' });
 * schedule(101); // 0.01
 * ```
 *
 * Source: `composer.optim.ExponentialScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function exponentialScheduler(options: ExponentialSchedulerOptions): LearningRateSchedule {
  const { baseLr, gamma, decayPeriod, run } = read('exponentialScheduler', exponentialTable, options);
  const decaySteps = run.steps('decayPeriod', decayPeriod);
  if (decaySteps <= 0) run.refuse('decayPeriod', 'a time above 0', decayPeriod);
  return madeBy(
    'composer',
    'ExponentialScheduler',
    options,
    oneBehind(new ExponentialDecay({ initialLearningRate: baseLr, decaySteps, decayRate: gamma })),
  );
}

export const cosineTable = {
  ...shared,
  /** How long. Default `'1dur'`. */
  tMax: wholeRun,
  /** Part of the rate at the end, and after. Default 0. */
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface CosineAnnealingSchedulerOptions extends Needed<typeof cosineTable>, Optional<typeof cosineTable> {}

/**
 * Half a cosine down to a part of the rate.
 *
 * ```ts
 * const schedule = cosineAnnealingScheduler({ baseLr: 0.1, maxDuration: '100ba' });
 * schedule(51); // 0.05
 * ```
 *
 * Source: `composer.optim.CosineAnnealingScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function cosineAnnealingScheduler(options: CosineAnnealingSchedulerOptions): LearningRateSchedule {
  const { baseLr, alphaF, tMax, run } = read('cosineAnnealingScheduler', cosineTable, options);
  const to = baseLr * alphaF;
  return madeBy(
    'composer',
    'CosineAnnealingScheduler',
    options,
    oneBehind(orEnd(run.steps('tMax', tMax), to, (steps) => new CosineRamp({ from: baseLr, to, steps }))),
  );
}

export const polynomialTable = {
  ...cosineTable,
  /** Power of what is left of the way. */
  power: { is: 'number', atLeast: 0 },
} as const satisfies OptionTable;

export interface PolynomialSchedulerOptions extends Needed<typeof polynomialTable>, Optional<typeof polynomialTable> {}

/**
 * A power of what is left of the way, down to a part of the rate.
 *
 * ```ts
 * const schedule = polynomialScheduler({ baseLr: 0.1, maxDuration: '100ba', power: 2 });
 * schedule(51); // 0.025
 * ```
 *
 * Source: `composer.optim.PolynomialScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function polynomialScheduler(options: PolynomialSchedulerOptions): LearningRateSchedule {
  const { baseLr, alphaF, tMax, power, run } = read('polynomialScheduler', polynomialTable, options);
  const to = baseLr * alphaF;
  return madeBy(
    'composer',
    'PolynomialScheduler',
    options,
    oneBehind(orEnd(run.steps('tMax', tMax), to, (steps) => new PolynomialRamp({ from: baseLr, to, steps, power }))),
  );
}

export const restartsTable = {
  ...shared,
  /** Length of the first cycle. */
  t0: time,
  /** Each cycle is this many times as long as the one before, rounded down. Default 1. */
  tMult: { is: 'number', atLeast: 0, default: 1 },
  /** Part of the rate at the end of a cycle. Default 0. */
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface CosineAnnealingWarmRestartsSchedulerOptions
  extends Needed<typeof restartsTable>,
    Optional<typeof restartsTable> {}

/** More cycles than any run has. */
const MOST_CYCLES = 10_000;

/**
 * Half a cosine down to a part of the rate, over and over.
 *
 * ```ts
 * const schedule = cosineAnnealingWarmRestartsScheduler({ baseLr: 0.1, maxDuration: '700ba', t0: '100ba', tMult: 2 });
 * schedule(51); // 0.05
 * schedule(201); // 0.05
 * ```
 *
 * Source: `composer.optim.CosineAnnealingWarmRestartsScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option, and for cycles that shrink to nothing within the run.
 */
export function cosineAnnealingWarmRestartsScheduler(
  options: CosineAnnealingWarmRestartsSchedulerOptions,
): LearningRateSchedule {
  const { baseLr, alphaF, t0, tMult, run } = read('cosineAnnealingWarmRestartsScheduler', restartsTable, options);
  const first = run.convert('t0', t0, options.scaleScheduleRatio ?? 1);
  const ramp = (steps: number) => new CosineRamp({ from: baseLr, to: baseLr * alphaF, steps });
  if (first.value === 0) run.refuse('t0', 'a time above 0', t0);
  const own = run.inBatches(first);
  if (tMult === 1)
    return madeBy(
      'composer',
      'CosineAnnealingWarmRestartsScheduler',
      options,
      oneBehind(new Loop({ schedule: ramp(own), steps: own })),
    );
  const unit = own / first.value;
  const lengths = [first.value];
  // One more than the run has, so that its last batch is in none that stops.
  for (let end = own; end <= run.batches && lengths.length < MOST_CYCLES; ) {
    const length = Math.trunc((lengths.at(-1) as number) * tMult);
    if (length === 0) run.refuse('tMult', 'a factor with which no cycle of the run shrinks to nothing', tMult);
    lengths.push(length);
    end += length * unit;
  }
  if (lengths.length === MOST_CYCLES)
    run.refuse('t0', `a time with which there are fewer than ${MOST_CYCLES} cycles`, t0);
  const boundaries: number[] = [];
  for (const length of lengths.slice(0, -1)) boundaries.push((boundaries.at(-1) ?? 0) + length * unit);
  return madeBy(
    'composer',
    'CosineAnnealingWarmRestartsScheduler',
    options,
    oneBehind(
      sequence(
        lengths.map((length) => ramp(length * unit)),
        { boundaries },
      ),
    ),
  );
}
