import { finite, flag, type OptionTable, type Rule, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { shared, type TimmOptions, withStart } from './options.js';

export interface MultiStepLRSchedulerOptions extends TimmOptions {
  /** The milestones, each at least the one before: the rate decays one step earlier. One that is listed twice counts twice. */
  readonly decayT: readonly number[];
  /** What the rate is multiplied by at a milestone. Default 1. */
  readonly decayRate?: number;
  /** Whether the schedule starts when the warmup is over; otherwise the warmup hides its first steps. Default true. */
  readonly warmupPrefix?: boolean;
}

const notFalling: Rule = {
  requires: 'a list of finite numbers, none less than the one before',
  kind: (value) => Array.isArray(value) && value.every((step) => typeof step === 'number'),
  range: (value: number[]) =>
    value.every((step, i) => Number.isFinite(step) && (i === 0 || step >= (value[i - 1] as number))),
};
export const table: OptionTable = {
  ...shared,
  decayT: [notFalling],
  decayRate: [finite, 1],
  warmupPrefix: [flag, true],
};

/**
 * A decay one step before each milestone, after a warmup: rate(t) = baseLr · decayRate^(number of milestones ≤ t + 1).
 *
 * The warmup climbs from `warmupLrInit` to `baseLr` in `warmupT` steps; then t starts at 0 or, without `warmupPrefix`,
 * goes on.
 *
 * - at step 0: `baseLr`, even with a milestone of 1 or less; or with a warmup `warmupLrInit`
 * - at the milestone less one: already the new rate; PyTorch and Optax change at the milestone, Keras a step later
 * - past the last milestone: the rate stays
 *
 * ```ts
 * const schedule = multiStepLRScheduler({ baseLr: 1, decayT: [30, 60], decayRate: 0.5 });
 * schedule(28); // 1
 * schedule(29); // 0.5
 * schedule(59); // 0.25
 * ```
 *
 * Source: `timm.scheduler.MultiStepLRScheduler`, timm 1.0.31.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a rate or a warmup < 0, for milestones that fall, unless all are finite, and for noise.
 */
export function multiStepLRScheduler(options: MultiStepLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('multiStepLRScheduler', table, options) as unknown as Required<MultiStepLRSchedulerOptions>;
  const { baseLr, decayT, decayRate } = read;
  const milestones = [...new Set(decayT)];
  const decays = milestones.map((milestone) => decayT.lastIndexOf(milestone) + 1);
  const schedule = new Sequence({
    schedules: [baseLr, ...decays.map((n) => baseLr * decayRate ** n)],
    boundaries: milestones.map((milestone) => milestone - 1),
  });
  return withStart(schedule, read, read.warmupPrefix);
}
