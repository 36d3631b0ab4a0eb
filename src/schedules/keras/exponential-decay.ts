import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { OptionRangeError } from '../../errors.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0. */
  initialLearningRate: { is: 'rate' },
  /** Steps after which the rate has been multiplied by `decayRate` once. */
  decaySteps: { is: 'steps', above: 0 },
  /** Factor per `decaySteps`. Below 0 only in stairs: between them, its power is no number. */
  decayRate: { is: 'number' },
  /** Whether to decay in stairs of `decaySteps` instead of smoothly. Default false. */
  staircase: { is: 'flag', default: false },
  /** Keras's name of the schedule. Default `'ExponentialDecay'`. */
  name: { is: 'name', default: 'ExponentialDecay' },
} as const satisfies OptionTable;

export interface ExponentialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface ExponentialDecay extends Kept<typeof table> {}

/**
 * Exponential decay: a constant factor per `decaySteps`, for ever.
 *
 * rate(t) = initialLearningRate · decayRate^(t / decaySteps), the exponent rounded down with `staircase`.
 *
 * ```ts
 * const schedule = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 });
 * schedule(2000); // 0.025
 * ```
 *
 * Source: `keras.optimizers.schedules.ExponentialDecay`.
 */
export class ExponentialDecay extends LearningRateSchedule {
  static override readonly className: string = 'ExponentialDecay';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = table;

  /**
   * @throws {TypeError} for an option that is missing, unknown or no number.
   * @throws {RangeError} unless `decaySteps` > 0, and `decayRate` ≥ 0 or `staircase`.
   */
  constructor(options: ExponentialDecayOptions) {
    super(options);
    if (this.decayRate < 0 && !this.staircase) {
      throw new OptionRangeError({
        owner: this.className,
        option: 'decayRate',
        requires: 'at least 0 without {staircase}',
        received: this.decayRate,
      });
    }
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const decays = this.staircase ? m.floorDiv(step, this.decaySteps) : m.div(step, this.decaySteps);
    return m.mul(this.initialLearningRate, m.pow(this.decayRate, decays));
  }
}
