import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at steps 0 and 1. */
  initialLearningRate: { is: 'rate' },
  /** Power of the step; it decays if negative. Default 1. */
  power: { is: 'number', default: 1 },
  /** Model Garden's name of the schedule. Default `'DirectPowerDecay'`. */
  name: { is: 'name', default: 'DirectPowerDecay' },
} as const satisfies OptionTable;

export interface DirectPowerDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface DirectPowerDecay extends Kept<typeof table> {}

/**
 * A power of the step, for ever: rate(t) = initialLearningRate · max(t, 1)^power.
 *
 * ```ts
 * const schedule = new DirectPowerDecay({ initialLearningRate: 0.1, power: -0.5 });
 * schedule(100); // 0.01
 * ```
 *
 * Source: `tfm.optimization.DirectPowerDecay`. Mind the default: `power` 1 makes the rate grow.
 */
export class DirectPowerDecay extends LearningRateSchedule {
  static override readonly className: string = 'DirectPowerDecay';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} for NaN and infinities. */
  constructor(options: DirectPowerDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    return m.mul(this.initialLearningRate, m.pow(m.max(step, 1), this.power));
  }
}
