import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';

export const table = {
  /** Rate at step 0. */
  init: { is: 'rate' },
  /** Rate at the end and after. */
  end: { is: 'rate' },
  /** Length in steps. */
  steps: { is: 'steps', whole: true, atLeast: 1 },
} as const satisfies OptionTable;

export interface LinearScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight line: rate(t) = init + (end − init) · min(t, steps) / steps.
 *
 * - at step 0: `init`
 * - at the last step, `steps`, and past it: `end`
 *
 * ```ts
 * const schedule = linearSchedule({ init: 0, end: 0.1, steps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * Source: `mlx.optimizers.linear_schedule`, MLX 0.32.4, which computes in float32.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `steps` is a whole number ≥ 1.
 */
export function linearSchedule(options: LinearScheduleOptions): LearningRateSchedule {
  const { init, end, steps } = readOptions('linearSchedule', table, options);
  return madeBy('mlx', 'linear_schedule', options, new LinearRamp({ from: init, to: end, steps }));
}
