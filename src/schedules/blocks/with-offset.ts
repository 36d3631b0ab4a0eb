import type { LearningRateSchedule } from '../../schedule.js';
import { Shift, type ShiftOptions } from './shift.js';

/**
 * A schedule, or a number for a constant rate, that starts later: rate(t) = schedule(t − offset).
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * withOffset(decay, { offset: 1000 })(1050); // 0.05
 * ```
 *
 * Options and errors are those of {@link Shift}.
 */
export function withOffset(schedule: LearningRateSchedule | number, options: Omit<ShiftOptions, 'schedule'>): Shift {
  return new Shift({ ...options, schedule });
}
