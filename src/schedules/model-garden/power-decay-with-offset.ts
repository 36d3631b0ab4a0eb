import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate one step after the offset. */
  initialLearningRate: { is: 'rate' },
  /** Power of the step after the offset; it decays if negative. Default 1. */
  power: { is: 'number', default: 1 },
  /** The last step that has `preOffsetLearningRate`. Default 0. */
  offset: { is: 'steps', default: 0 },
  /** Rate up to and including the offset, and the highest rate after it. Default 1e6. */
  preOffsetLearningRate: { is: 'rate', default: 1e6 },
  /** Model Garden's name of the schedule. Default `'PowerDecayWithOffset'`. */
  name: { is: 'name', default: 'PowerDecayWithOffset' },
} as const satisfies OptionTable;

export interface PowerDecayWithOffsetOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PowerDecayWithOffset extends Kept<typeof table> {}

/**
 * A constant rate up to an offset, then a power of the steps since, never above that constant.
 *
 * With P = preOffsetLearningRate: rate(t) = P for t ≤ offset, else min(P, initialLearningRate · max(t − offset, 1)^power).
 *
 * ```ts
 * const schedule = new PowerDecayWithOffset({
 *   initialLearningRate: 0.1, power: -0.5, offset: 1000, preOffsetLearningRate: 0.05,
 * });
 * schedule(1000); // 0.05
 * schedule(1100); // 0.01
 * ```
 *
 * Source: `tfm.optimization.PowerDecayWithOffset`. Mind the default: up to the offset, the rate is a million.
 */
export class PowerDecayWithOffset extends LearningRateSchedule {
  static override readonly className: string = 'PowerDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} for NaN and infinities. */
  constructor(options: PowerDecayWithOffsetOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, power, offset, preOffsetLearningRate } = this;
    const decay = m.mul(m.pow(m.max(m.sub(step, offset), 1), power), initialLearningRate);
    return m.ifLess(offset, step, m.min(decay, preOffsetLearningRate), preOffsetLearningRate);
  }
}
