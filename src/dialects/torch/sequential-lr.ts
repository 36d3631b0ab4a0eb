import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { schedules } from '../../schedules/blocks/schedule-option.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ownRate } from './options.js';

export const table = {
  /** The schedules in turn, or numbers for constant rates; each has its own `baseLr`, PyTorch's all have the optimizer's. */
  schedulers: schedules,
  /** The steps at which the next one takes over; one fewer than there are schedulers. */
  milestones: { is: 'steps', whole: true, atLeast: 0, list: 'any', mayBeEmpty: true },
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
 * @throws {RangeError} for an empty list, milestones that are no whole numbers ≥ 0, or fall so that a scheduler begins between two, and unless there is one
 * milestone fewer than schedulers.
 */
export function sequentialLR(options: SequentialLROptions): LearningRateSchedule {
  const { schedulers, milestones } = readOptions('sequentialLR', table, options);
  if (milestones.length !== schedulers.length - 1) {
    throw new OptionRangeError({
      owner: 'sequentialLR',
      option: 'milestones',
      requires: `one fewer than the ${schedulers.length} {schedulers}`,
      received: milestones,
    });
  }
  const turns = turnsOf(milestones);
  const used = turns.map(({ index }) => schedulers[index] as LearningRateSchedule);
  const boundaries = turns.slice(1).map(({ start }) => start);
  return madeBy('torch', 'SequentialLR', options, new Sequence({ schedules: used, boundaries }));
}

interface Turn {
  /** Which scheduler has the turn, and the step from which it does. */
  readonly index: number;
  readonly start: number;
}

/**
 * Whose turn it is, as PyTorch looks it up: by a search that takes the milestones for sorted. Where they fall, it passes
 * over schedulers; one that would begin other than at its milestone goes on from a rate that PyTorch leaves to chance.
 */
function turnsOf(milestones: readonly number[]): Turn[] {
  const turns: Turn[] = [];
  for (const start of [...new Set([0, ...milestones])].sort((a, b) => a - b)) {
    const index = bisectRight(milestones, start);
    if (index === turns.at(-1)?.index) continue;
    if (index > 0 && milestones[index - 1] !== start) {
      throw new OptionRangeError({
        owner: 'sequentialLR',
        option: 'milestones',
        requires: 'such that each scheduler begins at its milestone, which where they fall not all do',
        received: milestones,
        help: 'sort them',
      });
    }
    turns.push({ index, start });
  }
  return turns;
}

/** Python's `bisect_right`, also of a list that is not sorted. */
function bisectRight(list: readonly number[], value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (value < (list[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
