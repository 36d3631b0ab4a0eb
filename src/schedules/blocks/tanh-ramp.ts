import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface TanhRampOptions {
  /** Rate at step 0 and before. */
  readonly from: number;
  /** Rate at the end and after. */
  readonly to: number;
  /** Length in steps. */
  readonly steps: number;
  /** Where on the tangent it starts; the lower, the closer to `from`. Default −7, as timm. */
  readonly lower?: number;
  /** Where on the tangent it ends; the higher, the closer to `to`. Default 3, as timm. */
  readonly upper?: number;
}

export interface TanhRamp extends Readonly<Required<TanhRampOptions>> {}

/**
 * A hyperbolic tangent from about one rate to about another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = ½(1 − tanh(lower · (1 − p) + upper · p)),
 * rate(t) = from · left + to · (1 − left).
 *
 * `|█████████████████▇▇▆▅▄▃▂▁▁              |`
 *
 * ```ts
 * const schedule = new TanhRamp({ from: 0.1, to: 0, steps: 100, lower: -6, upper: 3 });
 * schedule(50); // 0.0952574126822433
 * ```
 *
 * Source: Hsueh et al., Stochastic Gradient Descent with Hyperbolic-Tangent Decay, WACV 2019.
 */
export class TanhRamp extends LearningRateSchedule {
  static override readonly className: string = 'TanhRamp';
  static override readonly options: OptionTable = {
    from: [finite],
    to: [finite],
    steps: [positive],
    lower: [finite, -7],
    upper: [finite, 3],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0. */
  constructor(options: TanhRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const place = m.add(m.mul(this.lower, m.sub(1, fraction)), m.mul(this.upper, fraction));
    const left = m.mul(0.5, m.sub(1, m.tanh(place)));
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
