import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from './ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** What the bare exponential would have come down to at the end; not 1. Default 0.1. */
  ratio: { is: 'number', above: 0, not: 1, default: 0.1 },
});

export interface ExponentialRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface ExponentialRamp extends Kept<typeof table> {}

/**
 * An exponential from one rate to another, both reached; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = (ratio^p − ratio) / (1 − ratio),
 * rate(t) = from · left + to · (1 − left).
 *
 * `|█▇▇▆▆▅▅▄▄▄▃▃▃▂▂▂▂▂▁▁▁▁▁▁▁               |`
 *
 * ```ts
 * const schedule = new ExponentialRamp({ from: 0.1, to: 0, steps: 100, ratio: 0.25 });
 * schedule(50); // 0.03333333333333333
 * ```
 *
 * @throws {RangeError} unless `steps` > 0, and for a `ratio` that is not positive or is 1.
 */
export class ExponentialRamp extends Ramp<ExponentialRampOptions> {
  static override readonly className: string = 'ExponentialRamp';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    return m.div(m.sub(m.pow(this.ratio, fraction), this.ratio), 1 - this.ratio);
  }
}
