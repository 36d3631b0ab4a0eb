import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface PowerOptions {
  /** The rate where the bracket is 1. */
  readonly factor: number;
  /** Power of the bracket; it decays if negative. */
  readonly power: number;
  /** Steps that count as one unit of time. Default 1. */
  readonly steps?: number;
  /** Time at step 0. Default 1, so that step 0 has the rate `factor`. */
  readonly shift?: number;
}

export interface Power extends Readonly<Required<PowerOptions>> {}

/**
 * A power of time, for ever: rate(t) = factor · (shift + t / steps)^power.
 *
 * `|█▆▅▄▄▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁|`
 *
 * ```ts
 * const schedule = new Power({ factor: 0.1, power: -0.5 });
 * schedule(3); // 0.05
 * ```
 */
export class Power extends LearningRateSchedule {
  static override readonly className: string = 'Power';
  static override readonly options: OptionTable = {
    factor: [finite],
    power: [finite],
    steps: [positive, 1],
    shift: [finite, 1],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0. */
  constructor(options: PowerOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    return m.mul(this.factor, m.pow(m.add(this.shift, m.div(step, this.steps)), this.power));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
