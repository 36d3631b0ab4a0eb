import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from './ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** Power of what is left of the way, as Optax's `exponent`. Default 1. */
  exponent: { is: 'number', above: 0, default: 1 },
  /** Power of the completed fraction, as timm's `k_decay`. Default 1. */
  timePower: { is: 'number', above: 0, default: 1 },
});

export interface CosineRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface CosineRamp extends Kept<typeof table> {}

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
 *
 * @throws {RangeError} unless `steps` > 0, `exponent` > 0 and `timePower` > 0.
 */
export class CosineRamp extends Ramp<CosineRampOptions> {
  static override readonly className: string = 'CosineRamp';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    const bent = this.timePower === 1 ? fraction : m.pow(fraction, this.timePower);
    const cosine = m.mul(0.5, m.add(1, m.cosPi(bent)));
    return this.exponent === 1 ? cosine : m.pow(cosine, this.exponent);
  }
}
