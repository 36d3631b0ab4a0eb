import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../blocks/linear-ramp.js';
import { LogarithmicRamp } from '../blocks/logarithmic-ramp.js';
import { Sequence } from '../blocks/sequence.js';
import { Shift } from '../blocks/shift.js';

export const table = {
  /** Highest rate, DeepSpeed's `warmup_max_lr`. */
  peak: { is: 'rate' },
  /** Length of the warmup in steps, DeepSpeed's `warmup_num_steps`; less than 2 counts as 2. */
  warmupSteps: { is: 'steps', above: 0 },
  /** Rate at steps 0 and 1, DeepSpeed's `warmup_min_lr`. Default 0. */
  from: { is: 'rate', default: 0 },
  /** Length in steps, one step after which a straight line is back at `from`, DeepSpeed's `total_num_steps`; null to stay at `peak`. Default null. */
  totalSteps: { is: 'steps', above: 0, default: null },
} as const satisfies OptionTable;

export interface LogarithmicWarmupOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A logarithmic warmup, steep at first, then a constant rate or a linear decay.
 *
 * With W = warmupSteps and N = totalSteps, rate(t) is, where DeepSpeed's clock is at k = t − 1,
 *
 * - from + (peak − from) · ln(k + 1) / ln W for k < W, which is `peak` at step W; `from` at step 0, too
 * - `peak` for k ≥ W; with `totalSteps`, from + (peak − from) · max(0, (N − k) / (N − W))
 *
 * ```ts
 * const schedule = logarithmicWarmup({ peak: 0.1, warmupSteps: 100, totalSteps: 1100 });
 * schedule(1); // 0
 * schedule(10); // 0.05
 * schedule(100); // 0.1
 * schedule(601); // 0.05
 * ```
 *
 * Source: DeepSpeed's `WarmupLR`, and with `totalSteps` its `WarmupDecayLR`, whose `warmup_type` is
 * `'log'` by default, DeepSpeed 0.19.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `warmupSteps` > 0, and `totalSteps` is null or more than `warmupSteps`.
 */
export function logarithmicWarmup(options: LogarithmicWarmupOptions): LearningRateSchedule {
  const { peak, warmupSteps, from, totalSteps } = readOptions('logarithmicWarmup', table, options);
  const end = Math.max(2, warmupSteps);
  const warmup = new LogarithmicRamp({ from, to: peak, steps: end - 1, base: end });
  const made = (schedule: LearningRateSchedule) =>
    madeBy('blocks', 'logarithmicWarmup', options, new Shift({ schedule, offset: 1 }));
  if (totalSteps === null) return made(warmup);
  if (totalSteps <= end) {
    throw new OptionRangeError({
      owner: 'logarithmicWarmup',
      option: 'totalSteps',
      requires: `more than the ${end} steps of the warmup`,
      received: totalSteps,
    });
  }
  const decay = new LinearRamp({ from: peak, to: from, steps: totalSteps - end });
  return made(new Sequence({ schedules: [warmup, decay], boundaries: [end] }));
}
