import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { delayed } from './delayed.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Rate at the end and after. */
  endValue: { is: 'rate' },
  /** Power of what is left of the way; 1 is a straight line, 0 keeps `initValue` for ever. */
  power: { is: 'number', atLeast: 0 },
  /** Length of the way in steps; 0 or less keeps the rate at `initValue` for ever. */
  transitionSteps: { is: 'steps' },
  /** Steps before it starts; less than 0 counts as 0. Default 0. */
  transitionBegin: { is: 'steps', default: 0 },
} as const satisfies OptionTable;

export interface PolynomialScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power curve from one rate to another.
 *
 * With B = transitionBegin, T = transitionSteps and p = min(max(t − B, 0), T) / T:
 * rate(t) = (initValue − endValue) · (1 − p)^power + endValue.
 *
 * - at step 0: `initValue`, up to step B
 * - at the last step: `endValue` at step B + T, not yet at B + T − 1
 * - past the end: `endValue`; without a length (T ≤ 0) or a power (0), `initValue` throughout
 *
 * ```ts
 * const schedule = polynomialSchedule({ initValue: 0.1, endValue: 0, power: 2, transitionSteps: 100 });
 * schedule(50); // 0.025
 * ```
 *
 * Source: `optax.polynomial_schedule`, Optax 0.2.8; a negative power, infinite at its end, is an error here.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `power` ≥ 0, and for an option that is not finite.
 */
export function polynomialSchedule(options: PolynomialScheduleOptions): LearningRateSchedule {
  const { initValue, endValue, power, transitionSteps, transitionBegin } = readOptions(
    'polynomialSchedule',
    table,
    options,
  );
  if (transitionSteps <= 0 || power === 0)
    return madeBy('optax', 'polynomial_schedule', options, new Constant({ value: initValue }));
  const ramp = new PolynomialRamp({ from: initValue, to: endValue, steps: transitionSteps, power });
  return madeBy('optax', 'polynomial_schedule', options, delayed(ramp, transitionBegin));
}
