import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Warmup } from './warmup.js';

const table = {
  /** The schedule, or constant rate, that the warmup leads to. It runs on the same clock: the warmup hides its first steps. */
  afterWarmupLrSched: { is: 'schedule' },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', atLeast: 0 },
  /** Power of the completed fraction; 1 is a straight line. Default 1. */
  power: { is: 'number', default: 1 },
  /** Model Garden's name of the schedule. Default `'PolynomialWarmup'`. */
  name: { is: 'name', default: 'PolynomialWarmup' },
} as const satisfies OptionTable;

export interface PolynomialWarmUpOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PolynomialWarmUp extends Kept<typeof table> {}

/**
 * A power curve up to what another schedule has at the end of the warmup, then that schedule.
 *
 * With f the schedule after the warmup and W = warmupSteps: rate(t) = f(W) · (max(t, 1) / W)^power for t < W, else f(t).
 * Step 0 has the rate of step 1, so the first update is never lost. The clock does not restart.
 *
 * ```ts
 * const schedule = new PolynomialWarmUp({ afterWarmupLrSched: 0.1, warmupSteps: 100, power: 2 });
 * schedule(50); // 0.025
 * schedule(200); // 0.1
 * ```
 *
 * Source: `tfm.optimization.PolynomialWarmUp`.
 */
export class PolynomialWarmUp extends Warmup {
  static override readonly className: string = 'PolynomialWarmUp';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `warmupSteps` ≥ 0.
   */
  constructor(options: PolynomialWarmUpOptions) {
    super(options);
  }

  override climb<T>(m: Arithmetic<T>, step: T, end: T | number): T {
    return m.mul(end, m.pow(m.div(m.max(step, 1), this.warmupSteps), this.power));
  }
}
