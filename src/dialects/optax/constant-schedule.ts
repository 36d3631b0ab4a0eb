import { finite, type OptionTable, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';

export interface ConstantScheduleOptions {
  /** The rate. */
  readonly value: number;
}

export const table: OptionTable = { value: [finite] };

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
  const { value } = readOptions('constantSchedule', table, options) as unknown as Required<ConstantScheduleOptions>;
  return new Constant({ value });
}
