import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Ramp, rampTable } from '../blocks/ramp.js';

const table = /* @__PURE__ */ rampTable({
  /** How long the rate stays high: 0 for a straight line, close to 1 for a fall at the very end. Default 0.5. */
  beta: { is: 'number', below: 1, default: 0.5 },
});

export interface RexOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Rex extends Kept<typeof table> {}

/**
 * The reflected exponential: a decay that falls late; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = (1 − p) / (1 − beta + beta · (1 − p)),
 * rate(t) = from · left + to · (1 − left).
 *
 * ```ts
 * const schedule = new Rex({ from: 0.3, to: 0, steps: 100, beta: 0.8 });
 * schedule(50); // 0.25
 * ```
 *
 * Source: Chen, Wolfe & Kyrillidis, REX: Revisiting Budgeted Training with an Improved Schedule, MLSys 2022, where beta is ½.
 *
 * @throws {RangeError} unless `steps` > 0 and `beta` < 1.
 */
export class Rex extends Ramp<RexOptions> {
  static override readonly className: string = 'Rex';
  static override readonly options: OptionTable = table;

  override left<T>(m: Arithmetic<T>, fraction: T): T {
    const rest = m.sub(1, fraction);
    return m.div(rest, m.add(m.sub(1, this.beta), m.mul(this.beta, rest)));
  }
}
