import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, flag, type OptionTable, positive, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface ExponentialDecayOptions {
  /** Rate at step 0. */
  readonly initialLearningRate: number;
  /** Steps after which the rate has been multiplied by `decayRate` once. */
  readonly decaySteps: number;
  /** Factor per `decaySteps`. */
  readonly decayRate: number;
  /** Whether to decay in stairs of `decaySteps` instead of smoothly. Default false. */
  readonly staircase?: boolean;
  /** Keras's name of the schedule. Default `'ExponentialDecay'`. */
  readonly name?: string | null;
}

export interface ExponentialDecay extends Readonly<Required<Omit<ExponentialDecayOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    decaySteps: [positive],
    decayRate: [finite],
    staircase: [flag, false],
    name: [textOrNull, 'ExponentialDecay', 'savedName'],
  };

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} unless `decaySteps` > 0. */
  constructor(options: ExponentialDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const decays = this.staircase ? m.floorDiv(step, this.decaySteps) : m.div(step, this.decaySteps);
    return m.mul(this.initialLearningRate, m.pow(this.decayRate, decays));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
