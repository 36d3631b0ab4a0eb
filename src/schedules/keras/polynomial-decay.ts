import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0. */
  initialLearningRate: { is: 'rate' },
  /** Length of the decay in steps. */
  decaySteps: { is: 'steps', above: 0 },
  /** Rate at the end. Default 0.0001. */
  endLearningRate: { is: 'rate', default: 0.0001 },
  /** Power of the remaining fraction; 1 is a straight line. Default 1. */
  power: { is: 'number', default: 1 },
  /** Whether to stretch the decay to the next multiple of `decaySteps` each time it ends. Default false. */
  cycle: { is: 'flag', default: false },
  /** Keras's name of the schedule. Default `'PolynomialDecay'`. */
  name: { is: 'name', default: 'PolynomialDecay' },
} as const satisfies OptionTable;

export interface PolynomialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PolynomialDecay extends Kept<typeof table> {}

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
  static override readonly options: OptionTable = table;

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
}
