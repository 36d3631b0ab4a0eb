import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
} as const satisfies OptionTable;

export interface WarmupPolicyOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A warmup, then the base rate.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else baseLr.
 *
 * ```ts
 * const schedule = warmupPolicy({ baseLr: 0.1, warmupSteps: 9, maxSteps: 100 });
 * schedule(4); // 0.05
 * schedule(50); // 0.1
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.WarmupPolicy`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function warmupPolicy(options: WarmupPolicyOptions): LearningRateSchedule {
  const read = readOptions('warmupPolicy', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('warmupPolicy', read);
  return madeBy('nemo', 'WarmupPolicy', options, inPolicy({ baseLr, minLr, maxSteps, warmup }, baseLr));
}
