import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** The schedules in turn, or numbers for constant rates. */
  schedules: { is: 'schedule', list: 'any' },
  /** The steps at which the next one takes over, rising; one fewer than there are schedules. */
  boundaries: { is: 'steps', list: 'rising', mayBeEmpty: true },
} as const satisfies OptionTable;

export interface JoinSchedulesOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * One schedule after the other, each with a clock of its own: rate(t) = schedules[i](t − boundaries[i−1]), i being how many
 * boundaries are ≤ t.
 *
 * - at a boundary: already the next schedule, at its step 0
 * - past the end: as the last schedule
 *
 * ```ts
 * const warmup = linearSchedule({ init: 0, end: 0.1, steps: 10 });
 * const decay = cosineDecay({ init: 0.1, decaySteps: 100 });
 * const schedule = joinSchedules({ schedules: [warmup, decay], boundaries: [10] });
 * schedule(5); // 0.05
 * schedule(60); // 0.05
 * ```
 *
 * Source: `mlx.optimizers.join_schedules`, MLX 0.32.4, which computes in float32.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for an empty list, boundaries that do not rise, and unless there is one boundary fewer than schedules.
 */
export function joinSchedules(options: JoinSchedulesOptions): LearningRateSchedule {
  const { schedules, boundaries } = readOptions('joinSchedules', table, options);
  if (boundaries.length !== schedules.length - 1) {
    throw new OptionRangeError({
      owner: 'joinSchedules',
      option: 'boundaries',
      requires: `one fewer than the ${schedules.length} {schedules}`,
      received: boundaries.length,
    });
  }
  return madeBy('mlx', 'join_schedules', options, new Sequence({ schedules, boundaries }));
}
