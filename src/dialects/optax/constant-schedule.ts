import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';

export const table = {
  /** The rate. */
  value: { is: 'rate' },
} as const satisfies OptionTable;

export interface ConstantScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * One rate for ever: rate(t) = value.
 *
 * ```ts
 * const schedule = constantSchedule({ value: 0.1 });
 * schedule(1000); // 0.1
 * ```
 *
 * Source: `optax.constant_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `value` is finite.
 */
export function constantSchedule(options: ConstantScheduleOptions): LearningRateSchedule {
  const { value } = readOptions('constantSchedule', table, options);
  return madeBy('optax', 'constant_schedule', options, new Constant({ value }));
}
