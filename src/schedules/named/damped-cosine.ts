import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Highest rate, at step 0 and before. */
  peak: { is: 'rate' },
  /** Length in steps of a way down and up again. */
  cycleSteps: { is: 'steps', above: 0 },
  /** Each peak is this part as far above the floor as the one before. */
  decayRate: { is: 'fraction', above: 0, atMost: 1 },
  /** Lowest rate, in the middle of each cycle. Default 0. */
  floor: { is: 'rate', default: 0 },
} as const satisfies OptionTable;

export interface DampedCosineOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface DampedCosine extends Kept<typeof table> {}

/**
 * A cosine that goes down and up for ever, without a jump, and whose peaks decay exponentially.
 *
 * With c = max(t, 0) / cycleSteps: left = decayRate^c · ½(1 + cos(2π · c)), rate(t) = peak · left + floor · (1 − left).
 *
 * ```ts
 * const schedule = new DampedCosine({ peak: 0.1, cycleSteps: 100, decayRate: 0.5 });
 * schedule(50); // 0
 * schedule(100); // 0.05
 * schedule(200); // 0.025
 * ```
 *
 * Source: An, Wang, Zhang & Dai, Exponential Decay Sine Wave Learning Rate for Fast Deep Neural Network Training, VCIP 2017.
 */
export class DampedCosine extends LearningRateSchedule {
  static override readonly className: string = 'DampedCosine';
  static override readonly options: OptionTable = table;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `cycleSteps` > 0 and 0 < `decayRate` ≤ 1.
   */
  constructor(options: DampedCosineOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const clock = m.max(step, 0);
    // The phase by itself, which float32 has exactly for many more cycles than the quotient.
    const inCycle = m.sub(clock, m.mul(m.floorDiv(clock, this.cycleSteps), this.cycleSteps));
    const wave = m.mul(0.5, m.add(1, m.cosPi(m.div(m.mul(2, inCycle), this.cycleSteps))));
    const left = m.mul(m.pow(this.decayRate, m.div(clock, this.cycleSteps)), wave);
    return m.add(m.mul(this.peak, left), m.mul(this.floor, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.peak === this.floor ? 0 : Number.POSITIVE_INFINITY;
  }
}
