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
  /** What the bare exponential would have come down to at the end; not 1. Default 0.1. */
  ratio: { is: 'number', above: 0, not: 1, default: 0.1 },
} as const satisfies OptionTable;

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
 */
export class ExponentialRamp extends LearningRateSchedule {
  static override readonly className: string = 'ExponentialRamp';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0, and for a `ratio` that is not positive or is 1. */
  constructor(options: ExponentialRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const left = m.div(m.sub(m.pow(this.ratio, fraction), this.ratio), 1 - this.ratio);
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }
}
