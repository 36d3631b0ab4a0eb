import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from './ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** Ratio of the logarithm's arguments at the end and at the start; not 1. */
  base: { is: 'number', above: 0, not: 1 },
});

export interface LogarithmicRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface LogarithmicRamp extends Kept<typeof table> {}

/**
 * A logarithm from one rate to another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = 1 − log(1 + p · (base − 1)) / log(base),
 * rate(t) = from · left + to · (1 − left).
 *
 * `| ▂▃▃▄▄▅▅▅▅▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇███████████████|`
 *
 * ```ts
 * const schedule = new LogarithmicRamp({ from: 0, to: 0.1, steps: 99, base: 100 });
 * schedule(9); // 0.05
 * ```
 *
 * @throws {RangeError} unless `steps` > 0, and for a `base` that is not positive or is 1.
 */
export class LogarithmicRamp extends Ramp<LogarithmicRampOptions> {
  static override readonly className: string = 'LogarithmicRamp';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    const climbed = m.div(m.log(m.add(1, m.mul(fraction, this.base - 1))), Math.log(this.base));
    return m.sub(1, climbed);
  }
}
