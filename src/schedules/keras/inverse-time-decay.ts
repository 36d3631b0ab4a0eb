import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, flag, type OptionTable, positive, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface InverseTimeDecayOptions {
  /** Rate at step 0. */
  readonly initialLearningRate: number;
  /** Steps that count as one unit of time. */
  readonly decaySteps: number;
  /** Decay per unit of time. */
  readonly decayRate: number;
  /** Whether to decay in stairs of `decaySteps` instead of smoothly. Default false. */
  readonly staircase?: boolean;
  /** Keras's name of the schedule. Default `'InverseTimeDecay'`. */
  readonly name?: string | null;
}

export interface InverseTimeDecay extends Readonly<Required<Omit<InverseTimeDecayOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    decaySteps: [positive],
    decayRate: [finite],
    staircase: [flag, false],
    name: [textOrNull, 'InverseTimeDecay', 'savedName'],
  };

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} unless `decaySteps` > 0. */
  constructor(options: InverseTimeDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const time = this.staircase ? m.floorDiv(step, this.decaySteps) : m.div(step, this.decaySteps);
    return m.div(this.initialLearningRate, m.add(1, m.mul(this.decayRate, time)));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
