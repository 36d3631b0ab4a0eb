import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** Steps subtracted before the schedule sees the step. */
  offset: { is: 'steps' },
  /**
   * The rate before the offset: the schedule's first (`'hold'`), or what it makes of negative steps (`'extrapolate'`).
   * Default `'hold'`: only the classes of Model Garden that have an offset extrapolate by default, as they do in TensorFlow.
   */
  beforeOffset: { is: 'choice', of: ['extrapolate', 'hold'], default: 'hold' },
} as const satisfies OptionTable;

export interface ShiftOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Shift extends Kept<typeof table> {}

/**
 * A schedule that starts later: rate(t) = schedule(t − offset).
 *
 * `|██████████████▇▇▆▆▅▅▄▃▃▂▂▁▁             |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Shift({ schedule: decay, offset: 1000 });
 * schedule(1050); // 0.05
 * ```
 *
 * @throws {RangeError} unless `offset` is finite.
 */
export class Shift extends Retimed<ShiftOptions> {
  static override readonly className: string = 'Shift';
  static override readonly options: OptionTable = table;

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    const clock = m.sub(step, this.offset);
    return this.beforeOffset === 'hold' ? m.max(clock, 0) : clock;
  }

  override get horizon(): number {
    return Math.max(0, this.schedule.horizon + this.offset);
  }
}
