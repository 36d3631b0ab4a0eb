import type { Arithmetic, CycleRow } from '../../arithmetic/arithmetic.js';
import { cycleRow, endOfCycles } from '../../arithmetic/cycles.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0. */
  initialLearningRate: { is: 'rate' },
  /** Length of the first cycle in steps. */
  firstDecaySteps: { is: 'steps', above: 0 },
  /** Each cycle is this many times as long as the one before. Default 2. */
  tMul: { is: 'number', above: 0, default: 2 },
  /** Each cycle starts this many times as high as the one before. Default 1. */
  mMul: { is: 'number', default: 1 },
  /** The rate at the end of a cycle, as a fraction of the initial rate (not a rate). Default 0. */
  alpha: { is: 'fraction', default: 0 },
  /** Keras's name of the schedule. Default `'SGDRDecay'`. */
  name: { is: 'name', default: 'SGDRDecay' },
} as const satisfies OptionTable;

export interface CosineDecayRestartsOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface CosineDecayRestarts extends Kept<typeof table> {}

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
  static override readonly options: OptionTable = table;

  declare private readonly cycles: CycleRow;

  /**
   * @throws {TypeError} for an option that is missing, unknown or no number.
   * @throws {RangeError} unless `firstDecaySteps` > 0 and `tMul` > 0.
   */
  constructor(options: CosineDecayRestartsOptions) {
    super(options);
    this.cycles = cycleRow(this.firstDecaySteps, this.tMul, this.mMul);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, alpha } = this;
    const { phase, scale } = m.cycle(step, this.cycles);
    const cosine = m.mul(m.mul(0.5, scale), m.add(1, m.cosPi(m.min(phase, 1))));
    return m.mul(initialLearningRate, m.add(m.mul(m.sub(1, alpha), cosine), alpha));
  }

  override get horizon(): number {
    return endOfCycles(this.firstDecaySteps, this.tMul);
  }
}
