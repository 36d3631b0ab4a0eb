import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Rate at step 0: where the warmup starts, or where the decay does if there is no warmup. */
  initialLearningRate: { is: 'rate' },
  /** Length of the decay in steps, not counting the warmup. */
  decaySteps: { is: 'steps', above: 0 },
  /** The rate at the end, as a fraction of the rate the decay starts from (not a rate). Default 0. */
  alpha: { is: 'fraction', default: 0 },
  /** Keras's name of the schedule. Default `'CosineDecay'`. */
  name: { is: 'name', default: 'CosineDecay' },
  /** The rate that the warmup climbs to and the decay starts from; null for no warmup. Default null. */
  warmupTarget: { is: 'rate', default: null },
  /** Length of the warmup in steps; without `warmupTarget` it means nothing. Default 0. */
  warmupSteps: { is: 'steps', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface CosineDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface CosineDecay extends Kept<typeof table> {}

/**
 * Cosine decay with an optional linear warmup; it stays at its last value.
 *
 * With a = alpha, W = warmupSteps, T = decaySteps, and P = warmupTarget if there is one:
 *
 * - warmup, t < W: rate(t) = initialLearningRate + (P − initialLearningRate) · t / W
 * - decay: rate(t) = P · ((1 − a) · ½(1 + cos(π · min(t − W, T) / T)) + a)
 *
 * Without `warmupTarget`, P is `initialLearningRate` and W is 0.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * schedule(1000); // 0
 * ```
 *
 * Source: `keras.optimizers.schedules.CosineDecay`; Loshchilov & Hutter, SGDR, ICLR 2017.
 */
export class CosineDecay extends LearningRateSchedule {
  static override readonly className: string = 'CosineDecay';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = table;

  declare private readonly warmup: number;
  declare private readonly peak: number;
  declare private readonly end: number;
  declare private readonly decayed: number;
  declare private readonly climb: number;
  declare private readonly climbSingle: number;

  /**
   * @throws {TypeError} for an option that is missing, unknown or no number.
   * @throws {RangeError} unless `decaySteps` > 0 and `warmupSteps` ≥ 0.
   */
  constructor(options: CosineDecayOptions) {
    super(options);
    this.warmup = this.warmupTarget === null ? 0 : this.warmupSteps;
    this.peak = this.warmupTarget ?? this.initialLearningRate;
    this.end = this.decaySteps + this.warmup;
    this.decayed = 1 - this.alpha;
    this.climb = this.peak - this.initialLearningRate;
    this.climbSingle = Math.fround(Math.fround(this.peak) - Math.fround(this.initialLearningRate));
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { initialLearningRate, decaySteps, alpha, warmup, peak } = this;
    const clock = m.min(step, this.end);
    const cosine = m.mul(0.5, m.add(1, m.cosPi(m.div(m.sub(clock, warmup), decaySteps))));
    const decay = m.mul(peak, m.add(m.mul(this.decayed, cosine), alpha));
    if (this.warmupTarget === null) return decay;
    const climb = m.mul(m.constant(this.climb, this.climbSingle), m.div(clock, warmup));
    return m.ifLess(clock, warmup, m.add(climb, initialLearningRate), decay);
  }

  override get horizon(): number {
    return this.end;
  }
}
