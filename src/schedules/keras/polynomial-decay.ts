import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, flag, type OptionTable, positive, textOrNull } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface PolynomialDecayOptions {
  /** Rate at step 0. */
  readonly initialLearningRate: number;
  /** Length of the decay in steps. */
  readonly decaySteps: number;
  /** Rate at the end. Default 0.0001. */
  readonly endLearningRate?: number;
  /** Power of the remaining fraction; 1 is a straight line. Default 1. */
  readonly power?: number;
  /** Whether to stretch the decay to the next multiple of `decaySteps` each time it ends. Default false. */
  readonly cycle?: boolean;
  /** Keras's name of the schedule. Default `'PolynomialDecay'`. */
  readonly name?: string | null;
}

export interface PolynomialDecay extends Readonly<Required<Omit<PolynomialDecayOptions, 'name'>>> {}

/**
 * Polynomial decay from one rate to another; it stays at its last value, or stretches with `cycle`.
 *
 * With I, E the initial and the end rate and T = decaySteps: rate(t) = (I − E) · (1 − min(t, T) / T)^power + E.
 * With `cycle`, T is decaySteps · max(1, ⌈t / decaySteps⌉) and nothing is clamped: the rate never returns to I.
 *
 * ```ts
 * const schedule = new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 1000, endLearningRate: 0, power: 2 });
 * schedule(500); // 0.025
 * ```
 *
 * Source: `keras.optimizers.schedules.PolynomialDecay`. Mind the default: `endLearningRate` is not 0.
 */
export class PolynomialDecay extends LearningRateSchedule {
  static override readonly className: string = 'PolynomialDecay';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = {
    initialLearningRate: [finite],
    decaySteps: [positive],
    endLearningRate: [finite, 0.0001],
    power: [finite, 1],
    cycle: [flag, false],
    name: [textOrNull, 'PolynomialDecay', 'savedName'],
  };

  /** @throws {TypeError} for an option that is missing, unknown or no number. @throws {RangeError} unless `decaySteps` > 0. */
  constructor(options: PolynomialDecayOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, decaySteps, endLearningRate, power } = this;
    const fraction = this.cycle
      ? m.div(step, m.mul(decaySteps, this.cycles(m, step)))
      : m.div(m.min(step, decaySteps), decaySteps);
    return m.add(m.mul(m.sub(initialLearningRate, endLearningRate), m.pow(m.sub(1, fraction), power)), endLearningRate);
  }

  /** Cycles that the stretched decay covers: ⌈step / decaySteps⌉, but 1 at step 0. */
  private cycles<T>(m: Arithmetic<T>, step: T): T {
    const ceiling = m.sub(0, m.floorDiv(m.sub(0, step), this.decaySteps));
    return m.ifLess(step, 0, ceiling, m.max(ceiling, 1));
  }

  override get horizon(): number {
    return this.cycle ? Number.POSITIVE_INFINITY : this.decaySteps;
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
