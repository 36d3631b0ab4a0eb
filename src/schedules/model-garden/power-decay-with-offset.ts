import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface PowerDecayWithOffsetOptions {
  /** Rate one step after the offset. */
  readonly initialLearningRate: number;
  /** Power of the step after the offset; it decays if negative. Default 1. */
  readonly power?: number;
  /** The last step that has `preOffsetLearningRate`. Default 0. */
  readonly offset?: number;
  /** Rate up to and including the offset, and the highest rate after it. Default 1e6. */
  readonly preOffsetLearningRate?: number;
  /** Model Garden's name of the schedule. Default `'PowerDecayWithOffset'`. */
  readonly name?: string | null;
}

export interface PowerDecayWithOffset extends Readonly<Required<Omit<PowerDecayWithOffsetOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    power: [finite, 1],
    offset: [finite, 0],
    preOffsetLearningRate: [finite, 1e6],
    name: [textOrNull, 'PowerDecayWithOffset', 'savedName'],
  };

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} for NaN and infinities. */
  constructor(options: PowerDecayWithOffsetOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, power, offset, preOffsetLearningRate } = this;
    const decay = m.mul(m.pow(m.max(m.sub(step, offset), 1), power), initialLearningRate);
    return m.ifLess(offset, step, m.min(decay, preOffsetLearningRate), preOffsetLearningRate);
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
