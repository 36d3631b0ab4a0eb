import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { linearSchedule } from './linear-schedule.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Rate at the end of the warmup and after. */
  peakValue: { is: 'rate' },
  /** Length of the warmup in steps; 0 or less keeps the rate at `initValue` for ever. */
  warmupSteps: { is: 'steps' },
} as const satisfies OptionTable;

export interface WarmupConstantScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then a constant rate: rate(t) = initValue + (peakValue − initValue) · min(t, W) / W with W = warmupSteps.
 *
 * - at step 0: `initValue`
 * - past the end of the warmup: `peakValue`; but without a warmup (W ≤ 0) `initValue` throughout, never the peak
 *
 * ```ts
 * const schedule = warmupConstantSchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 100 });
 * schedule(50); // 0.05
 * schedule(1000); // 0.1
 * ```
 *
 * Source: `optax.warmup_constant_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for one that is not finite.
 */
export function warmupConstantSchedule(options: WarmupConstantScheduleOptions): LearningRateSchedule {
  const { initValue, peakValue, warmupSteps } = readOptions('warmupConstantSchedule', table, options);
  return madeBy(
    'optax',
    'warmup_constant_schedule',
    options,
    linearSchedule({ initValue, endValue: peakValue, transitionSteps: warmupSteps }),
  );
}
