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
  /** Power of what is left of the way, as Optax's `exponent`. Default 1. */
  exponent: { is: 'number', above: 0, default: 1 },
  /** Power of the completed fraction, as timm's `k_decay`. Default 1. */
  timePower: { is: 'number', above: 0, default: 1 },
} as const satisfies OptionTable;

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
 */
export class CosineRamp extends LearningRateSchedule {
  static override readonly className: string = 'CosineRamp';
  static override readonly options: OptionTable = table;

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
}
