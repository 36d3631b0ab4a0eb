import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from './ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** Power of what is left of the way. Default 1. */
  power: { is: 'number', above: 0, default: 1 },
  /** Power of the completed fraction: with `power` 1, one minus a power. Default 1. */
  timePower: { is: 'number', above: 0, default: 1 },
});

export interface PolynomialRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PolynomialRamp extends Kept<typeof table> {}

/**
 * A power curve from one rate to another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = (1 − p^timePower)^power,
 * rate(t) = from · left + to · (1 − left).
 *
 * `|█▇▇▆▆▆▅▅▄▄▄▃▃▃▂▂▂▂▁▁▁▁▁                 |`
 *
 * ```ts
 * const schedule = new PolynomialRamp({ from: 0.1, to: 0, steps: 100, power: 2 });
 * schedule(50); // 0.025
 * const steepFirst = new PolynomialRamp({ from: 0.1, to: 0, steps: 100, timePower: 0.5 }); // one minus square root
 * steepFirst(25); // 0.05
 * ```
 *
 * @throws {RangeError} unless `steps` > 0, `power` > 0 and `timePower` > 0.
 */
export class PolynomialRamp extends Ramp<PolynomialRampOptions> {
  static override readonly className: string = 'PolynomialRamp';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    const bent = this.timePower === 1 ? fraction : m.pow(fraction, this.timePower);
    return this.power === 1 ? m.sub(1, bent) : m.pow(m.sub(1, bent), this.power);
  }
}
