import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at the first two steps after the offset. */
  initialLearningRate: { is: 'rate' },
  /** Steps after the offset at which the linear tail reaches 0. */
  totalDecaySteps: { is: 'steps' },
  /** Power of the step; it decays if negative. Default 1. */
  power: { is: 'number', default: 1 },
  /** Length of the linear tail as a fraction of `totalDecaySteps`; 0 for no tail. Default 0.1. */
  linearDecayFraction: { is: 'fraction', default: 0.1 },
  /** Steps subtracted before the schedule sees the step. Default 0. */
  offset: { is: 'steps', default: 0 },
  /** Model Garden's name of the schedule. Default `'PowerAndLinearDecay'`. */
  name: { is: 'name', default: 'PowerAndLinearDecay' },
} as const satisfies OptionTable;

export interface PowerAndLinearDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PowerAndLinearDecay extends Kept<typeof table> {}

/**
 * A power of the step, brought to 0 by a linear tail.
 *
 * With s = t − offset, N = totalDecaySteps, q = linearDecayFraction:
 * rate(t) = initialLearningRate · max(s, 1)^power · max(0, min(1, (N − s) / (N · q))); without the last factor if q is 0.
 *
 * ```ts
 * const schedule = new PowerAndLinearDecay({ initialLearningRate: 0.1, totalDecaySteps: 1000, power: -0.5 });
 * schedule(100); // 0.01
 * schedule(1000); // 0
 * ```
 *
 * Source: `tfm.optimization.PowerAndLinearDecay`. Mind the default: `power` 1 makes the rate grow.
 */
export class PowerAndLinearDecay extends LearningRateSchedule {
  static override readonly className: string = 'PowerAndLinearDecay';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  declare private readonly tail: number;

  /**
   * @throws {TypeError} for an option that is missing, unknown or no number.
   * @throws {RangeError} for NaN and infinities.
   */
  constructor(options: PowerAndLinearDecayOptions) {
    super(options);
    this.tail = this.totalDecaySteps * this.linearDecayFraction;
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const clock = m.sub(step, this.offset);
    const power = m.mul(this.initialLearningRate, m.pow(m.max(clock, 1), this.power));
    if (this.tail <= 0) return power;
    return m.max(0, m.mul(power, m.min(1, m.div(m.sub(this.totalDecaySteps, clock), this.tail))));
  }

  override get horizon(): number {
    return this.tail > 0 ? Math.max(0, this.totalDecaySteps + this.offset) : Number.POSITIVE_INFINITY;
  }
}
