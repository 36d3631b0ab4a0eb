import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { climb, warmupTable } from './options.js';

export const table = {
  /** The rate after the warmup, DeepSpeed's `warmup_max_lr`, which is that of the optimizer if it is left out. */
  warmupMaxLr: { is: 'rate', atLeast: 0 },
  /** The rate at the start. Default 0. */
  warmupMinLr: { is: 'rate', atLeast: 0, default: 0 },
  ...warmupTable,
} as const satisfies OptionTable;

export interface WarmupLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A warmup, then a constant rate.
 *
 * With k = max(0, t − 1), since the first two updates are made before the scheduler counts, and n the warmup:
 * rate(t) = min + (max − min) · ln(k + 1) / ln(n), with `'linear'` … · k / n, for k < n; then max.
 *
 * ```ts
 * const schedule = warmupLR({ warmupMaxLr: 0.1, warmupNumSteps: 100, warmupType: 'linear' });
 * schedule(1); // 0
 * schedule(51); // 0.05
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.WarmupLR`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value out of range.
 */
export function warmupLR(options: WarmupLROptions): LearningRateSchedule {
  const read = readOptions('warmupLR', table, options);
  return madeBy(
    'deepspeed',
    'WarmupLR',
    options,
    new Shift({ schedule: climb(read.warmupMinLr, read.warmupMaxLr, read).ramp, offset: 1 }),
  );
}
