import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** The rate where the bracket is 1. */
  factor: { is: 'number' },
  /** Power of the bracket; it decays if negative. */
  power: { is: 'number' },
  /** Steps that count as one unit of time. Default 1. */
  steps: { is: 'steps', above: 0, default: 1 },
  /** Time at step 0. Default 1, so that step 0 has the rate `factor`. */
  shift: { is: 'steps', default: 1 },
} as const satisfies OptionTable;

export interface PowerOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Power extends Kept<typeof table> {}

/**
 * A power of time, for ever: rate(t) = factor · (shift + t / steps)^power.
 *
 * `|█▆▅▄▄▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁|`
 *
 * ```ts
 * const schedule = new Power({ factor: 0.1, power: -0.5 });
 * schedule(3); // 0.05
 * ```
 */
export class Power extends LearningRateSchedule {
  static override readonly className: string = 'Power';
  static override readonly options: OptionTable = table;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `steps` > 0, and `shift` ≥ 0 or `power` is whole.
   */
  constructor(options: PowerOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    return m.mul(this.factor, m.pow(m.add(this.shift, m.div(step, this.steps)), this.power));
  }
}
