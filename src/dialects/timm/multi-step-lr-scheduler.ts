import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { shared, withStart } from './options.js';

export const table = {
  ...shared,
  /** The milestones, each at least the one before: the rate decays one step earlier. One that is listed twice counts twice. */
  decayT: { is: 'steps', list: 'not-falling', mayBeEmpty: true },
  /** What the rate is multiplied by at a milestone. Default 1. */
  decayRate: { is: 'number', default: 1 },
  /** Whether the schedule starts when the warmup is over; otherwise the warmup hides its first steps. Default true. */
  warmupPrefix: { is: 'flag', default: true },
} as const satisfies OptionTable;

export interface MultiStepLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

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
  const read = readOptions('multiStepLRScheduler', table, options);
  const { baseLr, decayT, decayRate } = read;
  const milestones = [...new Set(decayT)];
  const decays = milestones.map((milestone) => decayT.lastIndexOf(milestone) + 1);
  const schedule = new Sequence({
    schedules: [baseLr, ...decays.map((n) => baseLr * decayRate ** n)],
    boundaries: milestones.map((milestone) => milestone - 1),
  });
  return madeBy('timm', 'MultiStepLRScheduler', options, withStart(schedule, read, read.warmupPrefix));
}
