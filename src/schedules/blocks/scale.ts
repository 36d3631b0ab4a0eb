import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';
import { schedule } from './schedule-option.js';

export interface ScaleOptions {
  /** The schedule. */
  readonly schedule: LearningRateSchedule | number;
  /** What the rate is multiplied by. */
  readonly factor: number;
}

export interface Scale extends Readonly<Required<Omit<ScaleOptions, 'schedule'>>> {
  readonly schedule: LearningRateSchedule;
}

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
  static override readonly options: OptionTable = {
    schedule: [schedule],
    factor: [finite],
  };

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

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
