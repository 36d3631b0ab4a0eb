import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, ramp } from './ramp.js';

export interface LinearRampOptions extends Needed<typeof ramp>, Optional<typeof ramp> {}

export interface LinearRamp extends Kept<typeof ramp> {}

/**
 * A straight line from one rate to another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = 1 − p,
 * rate(t) = from · left + to · (1 − left).
 *
 * `|  ▁▁▁▁▂▂▂▂▃▃▃▃▄▄▄▅▅▅▅▆▆▆▆▇▇▇▇███████████|`
 *
 * ```ts
 * const schedule = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * @throws {RangeError} unless `steps` > 0.
 */
export class LinearRamp extends Ramp<LinearRampOptions> {
  static override readonly className: string = 'LinearRamp';
  static override readonly options: OptionTable = ramp;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    return m.sub(1, fraction);
  }
}
