import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Warmup } from './warmup.js';

const table = {
  /** The schedule, or constant rate, that the warmup leads to. It runs on the same clock: the warmup hides its first steps. */
  afterWarmupLrSched: { is: 'schedule' },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', atLeast: 0 },
  /** Rate at step 0. */
  warmupLearningRate: { is: 'rate' },
  /** Model Garden's name of the schedule. Default null. */
  name: { is: 'name', default: null },
} as const satisfies OptionTable;

export interface LinearWarmupOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface LinearWarmup extends Kept<typeof table> {}

/**
 * A straight line from `warmupLearningRate` to what another schedule has at the end of the warmup, then that schedule.
 *
 * With f the schedule after the warmup, a = warmupLearningRate and W = warmupSteps:
 * rate(t) = a + t / W · (f(W) − a) for t < W, else f(t). The clock does not restart: give f an offset of W to see all of it.
 *
 * ```ts
 * const decay = new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 900, offset: 100 });
 * const schedule = new LinearWarmup({ afterWarmupLrSched: decay, warmupSteps: 100, warmupLearningRate: 0 });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * ```
 *
 * Source: `tfm.optimization.LinearWarmup`.
 */
export class LinearWarmup extends Warmup {
  static override readonly className: string = 'LinearWarmup';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `warmupSteps` ≥ 0.
   */
  constructor(options: LinearWarmupOptions) {
    super(options);
  }

  override climb<T>(m: Arithmetic<T>, step: T, end: T | number): T {
    const { warmupSteps, warmupLearningRate } = this;
    return m.add(warmupLearningRate, m.mul(m.div(step, warmupSteps), m.sub(end, warmupLearningRate)));
  }
}
