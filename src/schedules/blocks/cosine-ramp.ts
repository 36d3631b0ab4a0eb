import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface CosineRampOptions {
  /** Rate at step 0 and before. */
  readonly from: number;
  /** Rate at the end and after. */
  readonly to: number;
  /** Length in steps. */
  readonly steps: number;
  /** Power of what is left of the way, as Optax's `exponent`. Default 1. */
  readonly exponent?: number;
  /** Power of the completed fraction, as timm's `k_decay`. Default 1. */
  readonly timePower?: number;
}

export interface CosineRamp extends Readonly<Required<CosineRampOptions>> {}

/**
 * Half a cosine from one rate to another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = (½(1 + cos(π · p^timePower)))^exponent,
 * rate(t) = from · left + to · (1 − left).
 *
 * `|█████▇▇▇▇▆▆▆▅▅▄▄▄▃▃▂▂▂▁▁▁▁              |`
 *
 * ```ts
 * const schedule = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * schedule(50); // 0.05
 * ```
 */
export class CosineRamp extends LearningRateSchedule {
  static override readonly className: string = 'CosineRamp';
  static override readonly options: OptionTable = {
    from: [finite],
    to: [finite],
    steps: [positive],
    exponent: [positive, 1],
    timePower: [positive, 1],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0, `exponent` > 0 and `timePower` > 0. */
  constructor(options: CosineRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const bent = this.timePower === 1 ? fraction : m.pow(fraction, this.timePower);
    const cosine = m.mul(0.5, m.add(1, m.cosPi(bent)));
    const left = this.exponent === 1 ? cosine : m.pow(cosine, this.exponent);
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
