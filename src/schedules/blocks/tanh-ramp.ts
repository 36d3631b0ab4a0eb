import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from './ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** Where on the tangent it starts; the lower, the closer to `from`. Default −7, as timm. */
  lower: { is: 'number', default: -7 },
  /** Where on the tangent it ends; the higher, the closer to `to`. Default 3, as timm. */
  upper: { is: 'number', default: 3 },
});

export interface TanhRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface TanhRamp extends Kept<typeof table> {}

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
 *
 * @throws {RangeError} unless `steps` > 0.
 */
export class TanhRamp extends Ramp<TanhRampOptions> {
  static override readonly className: string = 'TanhRamp';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    const place = m.add(m.mul(this.lower, m.sub(1, fraction)), m.mul(this.upper, fraction));
    return m.mul(0.5, m.sub(1, m.tanh(place)));
  }
}
