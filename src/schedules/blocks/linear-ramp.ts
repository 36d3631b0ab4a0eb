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
} as const satisfies OptionTable;

export interface LinearRampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface LinearRamp extends Kept<typeof table> {}

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
 */
export class LinearRamp extends LearningRateSchedule {
  static override readonly className: string = 'LinearRamp';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0. */
  constructor(options: LinearRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const left = m.sub(1, fraction);
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }
}
