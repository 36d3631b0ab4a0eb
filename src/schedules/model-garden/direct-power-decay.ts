import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface DirectPowerDecayOptions {
  /** Rate at steps 0 and 1. */
  readonly initialLearningRate: number;
  /** Power of the step; it decays if negative. Default 1. */
  readonly power?: number;
  /** Model Garden's name of the schedule. Default `'DirectPowerDecay'`. */
  readonly name?: string | null;
}

export interface DirectPowerDecay extends Readonly<Required<Omit<DirectPowerDecayOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    power: [finite, 1],
    name: [textOrNull, 'DirectPowerDecay', 'savedName'],
  };

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} for NaN and infinities. */
  constructor(options: DirectPowerDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    return m.mul(this.initialLearningRate, m.pow(m.max(step, 1), this.power));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
