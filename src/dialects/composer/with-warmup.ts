import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { stairs } from './plain.js';
import { oneBehind, shared, Times, time, times, wholeRun } from './time.js';

const warmed = {
  ...shared,
  /** Length of the warmup. */
  tWarmup: time,
  /** Whether `scaleScheduleRatio` scales the warmup, too. Default false. */
  scaleWarmup: { is: 'flag', default: false },
} as const satisfies OptionTable;

/** What every function with a warmup takes. */
export interface WarmupOptions extends Needed<typeof warmed>, Optional<typeof warmed> {}

function read<const T extends typeof warmed>(name: string, table: T, options: WarmupOptions) {
  const checked = readOptions(name, table, options);
  const { tWarmup, scaleWarmup, scaleScheduleRatio: ratio }: Read<typeof warmed> = checked;
  const run = new Times(name, checked);
  const warmup = run.convert('tWarmup', tWarmup, 1);
  const steps = run.inBatches(warmup);
  // A scaled warmup climbs faster, but is over when it would have been.
  const climb = scaleWarmup ? run.inBatches(run.convert('tWarmup', tWarmup, ratio)) : steps;
  return { ...checked, run, unit: warmup.unit, steps, climb, ratio };
}

interface Warmup {
  readonly steps: number;
  readonly climb: number;
}

/** A climb from 0, and what follows it on the clock of the run. */
function warmUp(peak: number, { steps, climb }: Warmup, main: LearningRateSchedule): LearningRateSchedule {
  if (steps === 0) return oneBehind(main);
  const ramp = climb > 0 ? new LinearRamp({ from: 0, to: peak, steps: climb }) : new Constant({ value: peak });
  return oneBehind(new Sequence({ schedules: [ramp, main], boundaries: [steps], clock: 'shared' }));
}

export const multiStepTable = {
  ...warmed,
  /** Times of the decays, from the start of the run; they act only after the warmup. */
  milestones: times,
  /** What the rate is multiplied by. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface MultiStepWithWarmupSchedulerOptions
  extends Needed<typeof multiStepTable>,
    Optional<typeof multiStepTable> {}

/**
 * A warmup, then a decay at each milestone.
 *
 * ```ts
 * const schedule = multiStepWithWarmupScheduler({ baseLr: 0.1, maxDuration: '300ba', tWarmup: '10ba', milestones: ['100ba'] });
 * schedule(6); // 0.05
 * schedule(101); // 0.01
 * ```
 *
 * Source: `composer.optim.MultiStepWithWarmupScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function multiStepWithWarmupScheduler(options: MultiStepWithWarmupSchedulerOptions): LearningRateSchedule {
  const o = read('multiStepWithWarmupScheduler', multiStepTable, options);
  const main = stairs(
    o.baseLr,
    o.gamma,
    o.milestones.map((milestone) => o.run.steps('milestones', milestone)),
  );
  return madeBy('composer', 'MultiStepWithWarmupScheduler', options, warmUp(o.baseLr, o, main));
}

interface DecayRead extends Warmup {
  readonly run: Times;
  readonly unit: string;
  readonly ratio: number;
  readonly tWarmup: string | number;
  readonly tMax: string | number;
}

/** What follows the warmup until `tMax`, which is checked as Composer does. */
function decayUntil(
  { run, unit, ratio, tWarmup, tMax, steps }: DecayRead,
  start: number,
  ramp: (steps: number) => LearningRateSchedule,
): LearningRateSchedule {
  const end = run.convert('tMax', tMax, ratio);
  if (end.unit !== unit) run.refuse('tMax', `a time in the unit of {tWarmup}, ${String(tWarmup)}`, tMax);
  run.requireWholeRun('tMax', tMax);
  const length = run.inBatches(end) - steps;
  return length > 0 ? new Shift({ schedule: ramp(length), offset: steps }) : new Constant({ value: start });
}

export const constantTable = {
  ...warmed,
  /** When the decay is over: at least as late as the run. Default `'1dur'`. */
  tMax: wholeRun,
  /** Part of the rate. Default 1. */
  alpha: { is: 'fraction', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

export interface ConstantWithWarmupSchedulerOptions
  extends Needed<typeof constantTable>,
    Optional<typeof constantTable> {}

/**
 * A warmup, then a constant part of the rate.
 *
 * ```ts
 * const schedule = constantWithWarmupScheduler({ baseLr: 0.1, maxDuration: '300ba', tWarmup: '10ba' });
 * schedule(6); // 0.05
 * ```
 *
 * Source: `composer.optim.ConstantWithWarmupScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 */
export function constantWithWarmupScheduler(options: ConstantWithWarmupSchedulerOptions): LearningRateSchedule {
  const o = read('constantWithWarmupScheduler', constantTable, options);
  const value = o.baseLr * o.alpha;
  return madeBy(
    'composer',
    'ConstantWithWarmupScheduler',
    options,
    warmUp(
      value,
      o,
      decayUntil(o, value, () => new Constant({ value })),
    ),
  );
}

export const linearTable = {
  ...warmed,
  /** When the decay is over: at least as late as the run. Default `'1dur'`. */
  tMax: wholeRun,
  /** Part of the rate after the warmup. Default 1. */
  alphaI: { is: 'fraction', atLeast: 0, default: 1 },
  /** Part of the rate at the end. Default 0. */
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface LinearWithWarmupSchedulerOptions extends Needed<typeof linearTable>, Optional<typeof linearTable> {}

/**
 * A warmup, then a line to a part of the rate.
 *
 * ```ts
 * const schedule = linearWithWarmupScheduler({ baseLr: 0.1, maxDuration: '110ba', tWarmup: '10ba' });
 * schedule(61); // 0.05
 * ```
 *
 * Source: `composer.optim.LinearWithWarmupScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option, and for a `tMax` before the end of the run.
 */
export function linearWithWarmupScheduler(options: LinearWithWarmupSchedulerOptions): LearningRateSchedule {
  const o = read('linearWithWarmupScheduler', linearTable, options);
  const [from, to] = [o.baseLr * o.alphaI, o.baseLr * o.alphaF];
  return madeBy(
    'composer',
    'LinearWithWarmupScheduler',
    options,
    warmUp(
      from,
      o,
      decayUntil(o, from, (steps) => new LinearRamp({ from, to, steps })),
    ),
  );
}

export const cosineTable = {
  ...warmed,
  /** When the decay is over: at least as late as the run. Default `'1dur'`. */
  tMax: wholeRun,
  /** Part of the rate at the end. Default 0. */
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface CosineAnnealingWithWarmupSchedulerOptions
  extends Needed<typeof cosineTable>,
    Optional<typeof cosineTable> {}

/**
 * A warmup, then half a cosine down to a part of the rate.
 *
 * ```ts
 * const schedule = cosineAnnealingWithWarmupScheduler({ baseLr: 0.1, maxDuration: '110ba', tWarmup: '10ba' });
 * schedule(61); // 0.05
 * ```
 *
 * Source: `composer.optim.CosineAnnealingWithWarmupScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option, and for a `tMax` before the end of the run.
 */
export function cosineAnnealingWithWarmupScheduler(
  options: CosineAnnealingWithWarmupSchedulerOptions,
): LearningRateSchedule {
  const o = read('cosineAnnealingWithWarmupScheduler', cosineTable, options);
  const [from, to] = [o.baseLr, o.baseLr * o.alphaF];
  return madeBy(
    'composer',
    'CosineAnnealingWithWarmupScheduler',
    options,
    warmUp(
      from,
      o,
      decayUntil(o, from, (steps) => new CosineRamp({ from, to, steps })),
    ),
  );
}

export const polynomialTable = {
  ...cosineTable,
  /** Power of what is left of the way. Default 2. */
  power: { is: 'number', atLeast: 0, default: 2 },
} as const satisfies OptionTable;

export interface PolynomialWithWarmupSchedulerOptions
  extends Needed<typeof polynomialTable>,
    Optional<typeof polynomialTable> {}

/**
 * A warmup, then a power of what is left of the way, down to a part of the rate.
 *
 * ```ts
 * const schedule = polynomialWithWarmupScheduler({ baseLr: 0.1, maxDuration: '110ba', tWarmup: '10ba' });
 * schedule(61); // 0.025
 * ```
 *
 * Source: `composer.optim.PolynomialWithWarmupScheduler`, mosaicml 0.32.1.
 *
 * @throws {TypeError | RangeError} for a wrong option, and for a `tMax` before the end of the run.
 */
export function polynomialWithWarmupScheduler(options: PolynomialWithWarmupSchedulerOptions): LearningRateSchedule {
  const o = read('polynomialWithWarmupScheduler', polynomialTable, options);
  const [from, to] = [o.baseLr, o.baseLr * o.alphaF];
  return madeBy(
    'composer',
    'PolynomialWithWarmupScheduler',
    options,
    warmUp(
      from,
      o,
      decayUntil(o, from, (steps) => new PolynomialRamp({ from, to, steps, power: o.power })),
    ),
  );
}
