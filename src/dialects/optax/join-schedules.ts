import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { schedules } from '../../schedules/blocks/schedule-option.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** The schedules in turn, or numbers for constant rates. */
  schedules: schedules,
  /** The steps at which the next one takes over; one fewer than there are schedules. */
  boundaries: { is: 'steps', list: 'any', mayBeEmpty: true },
} as const satisfies OptionTable;

export interface JoinSchedulesOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Schedules one after the other, each on a clock of its own: rate(t) = schedules[i](t − boundaries[i − 1]), with i the
 * last one whose boundary is ≤ t.
 *
 * - at step 0: the first schedule's rate at 0, unless a boundary is there
 * - at a boundary: already the next schedule, at its step 0
 * - past the end: the last schedule goes on
 * - boundaries need not rise: one that a later one equals or precedes has no effect
 *
 * ```ts
 * const warmup = linearSchedule({ initValue: 0, endValue: 0.1, transitionSteps: 100 });
 * const decay = cosineDecaySchedule({ initValue: 0.1, decaySteps: 900 });
 * const schedule = joinSchedules({ schedules: [warmup, decay], boundaries: [100] });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * ```
 *
 * Source: `optax.join_schedules`, Optax 0.2.8, which ignores schedules and boundaries without a partner.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for an empty list, and unless there is one boundary fewer than schedules.
 */
export function joinSchedules(options: JoinSchedulesOptions): LearningRateSchedule {
  const { schedules, boundaries } = readOptions('joinSchedules', table, options);
  if (boundaries.length !== schedules.length - 1) {
    throw new OptionRangeError({
      owner: 'joinSchedules',
      option: 'boundaries',
      requires: `one fewer than the ${schedules.length} {schedules}`,
      received: boundaries,
    });
  }
  const [first, ...others] = schedules as [LearningRateSchedule, ...LearningRateSchedule[]];
  const turns = others
    .map((schedule, i) => ({ schedule, boundary: boundaries[i] as number }))
    .filter(({ boundary }, i) => boundaries.slice(i + 1).every((later) => later > boundary));
  return madeBy(
    'optax',
    'join_schedules',
    options,
    new Sequence({
      schedules: [first, ...turns.map(({ schedule }) => schedule)],
      boundaries: turns.map(({ boundary }) => boundary),
    }),
  );
}
