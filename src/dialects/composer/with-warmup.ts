import { readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { stairs } from './plain.js';
import { type ComposerOptions, oneBehind, shared, Times, timeRule, times, wholeRun } from './time.js';

export interface WarmupOptions extends ComposerOptions {
  /** Length of the warmup. */
  readonly tWarmup: string | number;
  /** Whether `scaleScheduleRatio` scales the warmup, too. Default false. */
  readonly scaleWarmup?: boolean;
}
const warmed = {
  ...shared,
  tWarmup: timeRule,
  scaleWarmup: { is: 'flag', default: false },
} as const satisfies OptionTable;

type Read<O> = { readonly [K in keyof O]-?: Exclude<O[K], undefined> };

function read<O extends WarmupOptions>(name: string, table: OptionTable, options: O) {
  const checked = readOptions(name, table, options) as unknown as Read<O>;
  const run = new Times(name, checked as unknown as Required<ComposerOptions>);
  const { tWarmup, scaleWarmup, scaleScheduleRatio } = checked as unknown as Read<WarmupOptions>;
  const warmup = run.convert('tWarmup', tWarmup, 1);
  const steps = run.inBatches(warmup);
  // A scaled warmup climbs faster, but is over when it would have been.
  const climb = scaleWarmup ? run.inBatches(run.convert('tWarmup', tWarmup, scaleScheduleRatio)) : steps;
  const ratio = scaleScheduleRatio;
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

export interface MultiStepWithWarmupSchedulerOptions extends WarmupOptions {
  /** Times of the decays, from the start of the run; they act only after the warmup. */
  readonly milestones: readonly (string | number)[];
  /** What the rate is multiplied by. Default 0.1. */
  readonly gamma?: number;
}
export const multiStepTable = {
  ...warmed,
  milestones: times,
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

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
  return warmUp(o.baseLr, o, main);
}

export interface DecayWithWarmupOptions extends WarmupOptions {
  /** When the decay is over: at least as late as the run. Default `'1dur'`. */
  readonly tMax?: string | number;
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
  if (end.unit !== unit) run.refuse('tMax', `a time in the unit of tWarmup, ${String(tWarmup)}`, tMax);
  run.requireWholeRun('tMax', tMax);
  const length = run.inBatches(end) - steps;
  return length > 0 ? new Shift({ schedule: ramp(length), offset: steps }) : new Constant({ value: start });
}

export interface ConstantWithWarmupSchedulerOptions extends DecayWithWarmupOptions {
  /** Part of the rate. Default 1. */
  readonly alpha?: number;
}
export const constantTable = {
  ...warmed,
  tMax: wholeRun,
  alpha: { is: 'fraction', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

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
  return warmUp(
    value,
    o,
    decayUntil(o, value, () => new Constant({ value })),
  );
}

export interface LinearWithWarmupSchedulerOptions extends DecayWithWarmupOptions {
  /** Part of the rate after the warmup. Default 1. */
  readonly alphaI?: number;
  /** Part of the rate at the end. Default 0. */
  readonly alphaF?: number;
}
export const linearTable = {
  ...warmed,
  tMax: wholeRun,
  alphaI: { is: 'fraction', atLeast: 0, default: 1 },
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

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
  return warmUp(
    from,
    o,
    decayUntil(o, from, (steps) => new LinearRamp({ from, to, steps })),
  );
}

export interface CosineAnnealingWithWarmupSchedulerOptions extends DecayWithWarmupOptions {
  /** Part of the rate at the end. Default 0. */
  readonly alphaF?: number;
}
export const cosineTable = {
  ...warmed,
  tMax: wholeRun,
  alphaF: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

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
  return warmUp(
    from,
    o,
    decayUntil(o, from, (steps) => new CosineRamp({ from, to, steps })),
  );
}

export interface PolynomialWithWarmupSchedulerOptions extends CosineAnnealingWithWarmupSchedulerOptions {
  /** Power of what is left of the way. Default 2. */
  readonly power?: number;
}
export const polynomialTable = {
  ...cosineTable,
  power: { is: 'number', atLeast: 0, default: 2 },
} as const satisfies OptionTable;

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
  return warmUp(
    from,
    o,
    decayUntil(o, from, (steps) => new PolynomialRamp({ from, to, steps, power: o.power })),
  );
}
