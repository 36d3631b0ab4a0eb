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
  /** Ratio of the logarithm's arguments at the end and at the start; not 1. */
  base: { is: 'number', above: 0, not: 1 },
} as const satisfies OptionTable;

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
 */
export class LogarithmicRamp extends LearningRateSchedule {
  static override readonly className: string = 'LogarithmicRamp';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0, and for a `base` that is not positive or is 1. */
  constructor(options: LogarithmicRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const climbed = m.div(m.log(m.add(1, m.mul(fraction, this.base - 1))), Math.log(this.base));
    const left = m.sub(1, climbed);
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }
}
