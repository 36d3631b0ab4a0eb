import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../blocks/linear-ramp.js';
import { LogarithmicRamp } from '../blocks/logarithmic-ramp.js';
import { Sequence } from '../blocks/sequence.js';

export const table = {
  /** Highest rate, DeepSpeed's `warmup_max_lr`. */
  peak: { is: 'rate' },
  /** Length of the warmup in steps, DeepSpeed's `warmup_num_steps`; less than 2 counts as 2. */
  warmupSteps: { is: 'steps', above: 0 },
  /** Rate at step 0, DeepSpeed's `warmup_min_lr`. Default 0. */
  from: { is: 'rate', default: 0 },
  /** The step at which a straight line is back at `from`, DeepSpeed's `total_num_steps`; null to stay at `peak`. Default null. */
  totalSteps: { is: 'steps', above: 0, default: null },
} as const satisfies OptionTable;

export interface LogarithmicWarmupOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A logarithmic warmup, steep at first, then a constant rate or a linear decay.
 *
 * With W = warmupSteps and N = totalSteps, rate(t) is
 *
 * - from + (peak − from) · ln(t + 1) / ln W for t < W, which is `peak` at step W − 1
 * - `peak` for t ≥ W; with `totalSteps`, from + (peak − from) · max(0, (N − t) / (N − W))
 *
 * ```ts
 * const schedule = logarithmicWarmup({ peak: 0.1, warmupSteps: 100, totalSteps: 1100 });
 * schedule(0); // 0
 * schedule(9); // 0.05
 * schedule(99); // 0.1
 * schedule(600); // 0.05
 * ```
 *
 * Source: DeepSpeed's `WarmupLR`, and with `totalSteps` its `WarmupDecayLR`, whose `warmup_type` is `'log'` by default.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `warmupSteps` > 0, and `totalSteps` is null or more than `warmupSteps`.
 */
export function logarithmicWarmup(options: LogarithmicWarmupOptions): LearningRateSchedule {
  const { peak, warmupSteps, from, totalSteps } = readOptions('logarithmicWarmup', table, options);
  const end = Math.max(2, warmupSteps);
  const warmup = new LogarithmicRamp({ from, to: peak, steps: end - 1, base: end });
  if (totalSteps === null) return warmup;
  if (totalSteps <= end) {
    throw new RangeError(
      `logarithmicWarmup: totalSteps must be more than the ${end} steps of the warmup, received ${totalSteps}.`,
    );
  }
  const decay = new LinearRamp({ from: peak, to: from, steps: totalSteps - end });
  return new Sequence({ schedules: [warmup, decay], boundaries: [end] });
}
