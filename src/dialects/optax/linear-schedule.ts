import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { delayed } from './delayed.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Rate at the end and after. */
  endValue: { is: 'rate' },
  /** Length of the way in steps; 0 or less keeps the rate at `initValue` for ever. */
  transitionSteps: { is: 'steps' },
  /** Steps before it starts; less than 0 counts as 0. Default 0. */
  transitionBegin: { is: 'steps', default: 0 },
} as const satisfies OptionTable;

export interface LinearScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight line from one rate to another.
 *
 * With B = transitionBegin, T = transitionSteps and p = min(max(t − B, 0), T) / T:
 * rate(t) = (initValue − endValue) · (1 − p) + endValue.
 *
 * - at step 0: `initValue`, up to step B
 * - at the last step: `endValue` at step B + T, one step above it at B + T − 1
 * - past the end: `endValue`; without a length (T ≤ 0), `initValue` throughout
 *
 * ```ts
 * const schedule = linearSchedule({ initValue: 0, endValue: 0.1, transitionSteps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * Source: `optax.linear_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for one that is not finite.
 */
export function linearSchedule(options: LinearScheduleOptions): LearningRateSchedule {
  const { initValue, endValue, transitionSteps, transitionBegin } = readOptions('linearSchedule', table, options);
  if (transitionSteps <= 0) return madeBy('optax', 'linear_schedule', options, new Constant({ value: initValue }));
  return madeBy(
    'optax',
    'linear_schedule',
    options,
    delayed(new LinearRamp({ from: initValue, to: endValue, steps: transitionSteps }), transitionBegin),
  );
}
