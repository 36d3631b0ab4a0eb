import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { from, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
} as const satisfies OptionTable;

export interface WarmupAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight fall after a warmup.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else minLr + (baseLr − minLr) · (M − t) / (M − W).
 *
 * ```ts
 * const schedule = warmupAnnealing({ baseLr: 0.1, maxSteps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.WarmupAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function warmupAnnealing(options: WarmupAnnealingOptions): LearningRateSchedule {
  const read = readOptions('warmupAnnealing', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('warmupAnnealing', read);
  const fall = new LinearRamp({ from: baseLr, to: minLr, steps: Math.max(1, maxSteps - warmup) });
  return madeBy('nemo', 'WarmupAnnealing', options, inPolicy({ baseLr, minLr, maxSteps, warmup }, from(warmup, fall)));
}
