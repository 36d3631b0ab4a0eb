import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface CosineDecayRestartsOptions {
  /** Rate at step 0. */
  readonly initialLearningRate: number;
  /** Length of the first cycle in steps. */
  readonly firstDecaySteps: number;
  /** Each cycle is this many times as long as the one before. Default 2. */
  readonly tMul?: number;
  /** Each cycle starts this many times as high as the one before. Default 1. */
  readonly mMul?: number;
  /** The rate at the end of a cycle, as a fraction of the initial rate (not a rate). Default 0. */
  readonly alpha?: number;
  /** Keras's name of the schedule. Default `'SGDRDecay'`. */
  readonly name?: string | null;
}

export interface CosineDecayRestarts extends Readonly<Required<Omit<CosineDecayRestartsOptions, 'name'>>> {}

/**
 * Cosine decay with warm restarts, for ever: cycle k is firstDecaySteps · tMul^k steps long.
 *
 * With I the initial rate, a = alpha, k the cycle of step t and p how far t is through it, from 0 to 1:
 * rate(t) = I · ((1 − a) · ½ · mMul^k · (1 + cos(πp)) + a).
 *
 * Restarts are found by adding up the lengths of the cycles: exact, where Keras's float32 logarithm puts some of them
 * a step late. With `tMul` below 1 the cycles end at firstDecaySteps / (1 − tMul), and the rate stays at its floor.
 *
 * ```ts
 * const schedule = new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100 });
 * schedule(50); // 0.05
 * schedule(100); // 0.1
 * schedule(200); // 0.05
 * ```
 *
 * Source: `keras.optimizers.schedules.CosineDecayRestarts`; Loshchilov & Hutter, SGDR, ICLR 2017.
 */
export class CosineDecayRestarts extends LearningRateSchedule {
  static override readonly className: string = 'CosineDecayRestarts';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    firstDecaySteps: [positive],
    tMul: [positive, 2],
    mMul: [finite, 1],
    alpha: [finite, 0],
    name: [textOrNull, 'SGDRDecay', 'savedName'],
  };

  /**
   * @throws {TypeError} for an option that is missing, unknown or no number.
   * @throws {RangeError} unless `firstDecaySteps` > 0 and `tMul` > 0.
   */
  constructor(options: CosineDecayRestartsOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this;
    const { phase, scale } = m.cycle(step, firstDecaySteps, tMul, mMul);
    const cosine = m.mul(m.mul(0.5, scale), m.add(1, m.cosPi(m.min(phase, 1))));
    return m.mul(initialLearningRate, m.add(m.mul(m.sub(1, alpha), cosine), alpha));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
