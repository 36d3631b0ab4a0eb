import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** What the rate is multiplied by. */
  factor: { is: 'number' },
} as const satisfies OptionTable;

export interface ScaleOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Scale extends Kept<typeof table> {}

/**
 * A schedule times a constant: rate(t) = factor · schedule(t).
 *
 * `|▄▄▄▄▄▃▃▃▃▂▂▂▁▁▁▁                        |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const weightDecay = new Scale({ schedule: decay, factor: 0.01 });
 * weightDecay(50); // 0.0005
 * ```
 */
export class Scale extends LearningRateSchedule {
  static override readonly className: string = 'Scale';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `factor` is finite. */
  constructor(options: ScaleOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    return m.mul(this.factor, m.apply(this.schedule, step));
  }

  override get horizon(): number {
    return this.factor === 0 ? 0 : this.schedule.horizon;
  }
}
