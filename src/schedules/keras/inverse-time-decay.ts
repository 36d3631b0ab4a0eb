import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0. */
  initialLearningRate: { is: 'rate' },
  /** Steps that count as one unit of time. */
  decaySteps: { is: 'steps', above: 0 },
  /** Decay per unit of time. */
  decayRate: { is: 'number' },
  /** Whether to decay in stairs of `decaySteps` instead of smoothly. Default false. */
  staircase: { is: 'flag', default: false },
  /** Keras's name of the schedule. Default `'InverseTimeDecay'`. */
  name: { is: 'name', default: 'InverseTimeDecay' },
} as const satisfies OptionTable;

export interface InverseTimeDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface InverseTimeDecay extends Kept<typeof table> {}

/**
 * Inverse time decay: hyperbolic, for ever.
 *
 * rate(t) = initialLearningRate / (1 + decayRate · t / decaySteps), the quotient rounded down with `staircase`.
 *
 * ```ts
 * const schedule = new InverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 });
 * schedule(2000); // 0.05
 * ```
 *
 * Source: `keras.optimizers.schedules.InverseTimeDecay`.
 */
export class InverseTimeDecay extends LearningRateSchedule {
  static override readonly className: string = 'InverseTimeDecay';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} unless `decaySteps` > 0. */
  constructor(options: InverseTimeDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const time = this.staircase ? m.floorDiv(step, this.decaySteps) : m.div(step, this.decaySteps);
    return m.div(this.initialLearningRate, m.add(1, m.mul(this.decayRate, time)));
  }
}
