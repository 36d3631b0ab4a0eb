import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { interpolated } from './piecewise-interpolate-schedule.js';

export const table = {
  /** Length in steps. */
  transitionSteps: { is: 'steps', above: 0 },
  /** Highest rate. */
  peakValue: { is: 'rate' },
  /** Part of the length after which the rate is highest. Default 0.3. */
  pctStart: { is: 'fraction', atLeast: 0, default: 0.3 },
  /** Part of the length after which the rate is back where it started. Default 0.85. */
  pctFinal: { is: 'fraction', atLeast: 0, default: 0.85 },
  /** Highest rate divided by the first. Default 25. */
  divFactor: { is: 'number', above: 0, default: 25 },
  /** First rate divided by the last. Default 10000. */
  finalDivFactor: { is: 'number', above: 0, default: 1e4 },
} as const satisfies OptionTable;

export interface LinearOnecycleScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The one-cycle policy in three straight lines: up to the peak, back to the first rate, down to the last.
 *
 * With T = transitionSteps: peakValue / divFactor at step 0, peakValue at ⌊pctStart · T⌋, peakValue / divFactor at
 * ⌊pctFinal · T⌋, peakValue / (divFactor · finalDivFactor) at T, lines between.
 *
 * - at step 0: peakValue / divFactor; peakValue where ⌊pctStart · T⌋ is 0
 * - at the last step: the last rate at step T, one step above it at T − 1
 * - past the end: the last rate
 * - where two of the three steps are the same, only the later leg's factor counts, and the rates from there on are others:
 *   with ⌊pctStart · T⌋ = ⌊pctFinal · T⌋ there is no peak, but peakValue / divFactor² in its place
 *
 * ```ts
 * const schedule = linearOnecycleSchedule({ transitionSteps: 100, peakValue: 1 });
 * schedule(0); // 0.04
 * schedule(30); // 1
 * schedule(85); // 0.04
 * schedule(100); // 0.000004000000000000001
 * ```
 *
 * Source: `optax.linear_onecycle_schedule`, Optax 0.2.8, whose docstring is wrong about the last rate.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `transitionSteps`, `divFactor` and `finalDivFactor` are positive, and for a negative part.
 */
export function linearOnecycleSchedule(options: LinearOnecycleScheduleOptions): LearningRateSchedule {
  const { transitionSteps, peakValue, pctStart, pctFinal, divFactor, finalDivFactor } = readOptions(
    'linearOnecycleSchedule',
    table,
    options,
  );
  const scales = new Map([
    [Math.trunc(pctStart * transitionSteps), divFactor],
    [Math.trunc(pctFinal * transitionSteps), 1 / divFactor],
    [transitionSteps, 1 / finalDivFactor],
  ]);
  return madeBy(
    'optax',
    'linear_onecycle_schedule',
    options,
    interpolated(
      LinearRamp,
      peakValue / divFactor,
      [...scales].sort(([a], [b]) => a - b),
    ),
  );
}
