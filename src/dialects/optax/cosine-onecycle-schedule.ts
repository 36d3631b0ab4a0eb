import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { interpolated } from './piecewise-interpolate-schedule.js';

export const table = {
  /** Length in steps. */
  transitionSteps: { is: 'steps', above: 0 },
  /** Highest rate. */
  peakValue: { is: 'rate' },
  /** Part of the length after which the rate is highest. Default 0.3. */
  pctStart: { is: 'fraction', atLeast: 0, default: 0.3 },
  /** Highest rate divided by the first. Default 25. */
  divFactor: { is: 'number', above: 0, default: 25 },
  /** First rate divided by the last. Default 10000. */
  finalDivFactor: { is: 'number', above: 0, default: 1e4 },
} as const satisfies OptionTable;

export interface CosineOnecycleScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The one-cycle policy in two half-cosines: up to the peak, down to the last rate.
 *
 * With T = transitionSteps, rounded down: peakValue / divFactor at step 0, peakValue at ⌊pctStart · transitionSteps⌋,
 * peakValue / (divFactor · finalDivFactor) at T, half-cosines between.
 *
 * - at step 0: peakValue / divFactor; peakValue where ⌊pctStart · transitionSteps⌋ is 0
 * - at the peak: one step later than PyTorch's `OneCycleLR`
 * - at the last step: the last rate at step T, just above it at T − 1
 * - past the end: the last rate
 * - with `pctStart` 1 there is no peak: the rate falls to peakValue / (divFactor² · finalDivFactor)
 *
 * ```ts
 * const schedule = cosineOnecycleSchedule({ transitionSteps: 100, peakValue: 1 });
 * schedule(0); // 0.04
 * schedule(30); // 1
 * schedule(65); // 0.500002
 * schedule(100); // 0.000004
 * ```
 *
 * Source: `optax.cosine_onecycle_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `transitionSteps`, `divFactor` and `finalDivFactor` are positive, and for a negative part.
 */
export function cosineOnecycleSchedule(options: CosineOnecycleScheduleOptions): LearningRateSchedule {
  const { transitionSteps, peakValue, pctStart, divFactor, finalDivFactor } = readOptions(
    'cosineOnecycleSchedule',
    table,
    options,
  );
  const scales = new Map([
    [Math.trunc(pctStart * transitionSteps), divFactor],
    [Math.trunc(transitionSteps), 1 / (divFactor * finalDivFactor)],
  ]);
  return madeBy(
    'optax',
    'cosine_onecycle_schedule',
    options,
    interpolated(
      CosineRamp,
      peakValue / divFactor,
      [...scales].sort(([a], [b]) => a - b),
    ),
  );
}
