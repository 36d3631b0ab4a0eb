import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { schedules } from '../../schedules/blocks/schedule-option.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ownRate } from './options.js';

export const table = {
  /** The schedules in turn, or numbers for constant rates; each has its own `baseLr`, PyTorch's all have the optimizer's. */
  schedulers: schedules,
  /** The steps at which the next one takes over; one fewer than there are schedulers. */
  milestones: { is: 'steps', whole: true, atLeast: 0, list: 'not-falling', mayBeEmpty: true },
  ...ownRate,
} as const satisfies OptionTable;

export interface SequentialLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * One schedule after the other: rate(t) = schedulers[i](t − milestones[i−1]), i being how many milestones are ≤ t.
 *
 * - at step 0: the first schedule's first rate; the second's, if the first milestone is 0
 * - at a milestone: already the next schedule, at its step 0; of equal milestones the last counts
 * - past the end: as the last schedule
 *
 * PyTorch's schedulers share one optimizer, so that a few act otherwise inside its `SequentialLR` than alone, which a
 * schedule here never does: one with `totalIters` 0 jumps to the optimizer's rate or fails, unless it is the first;
 * `MultiplicativeLR` goes on from the rate it finds; `OneCycleLR` and `CyclicLR` change the base rate of those made after
 * them; another `SequentialLR`, or a `ChainedScheduler`, starts with its second step or fails.
 *
 * ```ts
 * const warmup = linearLR({ baseLr: 0.1, startFactor: 0.01, totalIters: 10 });
 * const decay = cosineAnnealingLR({ baseLr: 0.1, tMax: 90 });
 * const schedule = sequentialLR({ schedulers: [warmup, decay], milestones: [10] });
 * schedule(0); // 0.001
 * schedule(10); // 0.1
 * schedule(55); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.SequentialLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for an empty list, milestones that fall or are no whole numbers ≥ 0, and unless there is one
 * milestone fewer than schedulers.
 */
export function sequentialLR(options: SequentialLROptions): LearningRateSchedule {
  const { schedulers, milestones } = readOptions('sequentialLR', table, options);
  if (milestones.length !== schedulers.length - 1) {
    throw new RangeError(
      `sequentialLR: milestones must be one fewer than the ${schedulers.length} schedulers, received ${milestones.length}.`,
    );
  }
  // A scheduler whose milestone is also the next one's has no step of its own, nor has the first if the next starts at 0.
  const used = schedulers.filter((_, i) => (milestones[i - 1] ?? 0) !== milestones[i]);
  const boundaries = [...new Set(milestones)].filter((milestone) => milestone > 0);
  return new Sequence({ schedules: used, boundaries });
}
