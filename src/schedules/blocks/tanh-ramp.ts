import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0 and before. */
  from: { is: 'rate' },
  /** Rate at the end and after. */
  to: { is: 'rate' },
  /** Length in steps. */
  steps: { is: 'steps', above: 0 },
  /** Where on the tangent it starts; the lower, the closer to `from`. Default −7, as timm. */
  lower: { is: 'number', default: -7 },
  /** Where on the tangent it ends; the higher, the closer to `to`. Default 3, as timm. */
  upper: { is: 'number', default: 3 },
} as const satisfies OptionTable;

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
 */
export class TanhRamp extends LearningRateSchedule {
  static override readonly className: string = 'TanhRamp';
  static override readonly options: OptionTable = table;

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
}
