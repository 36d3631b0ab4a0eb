import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, notNegative, type OptionTable, textOrNull } from '../../options.js';
import { type LearningRateSchedule, scheduleOrNumber } from '../../schedule.js';
import { Warmup } from './warmup.js';

export interface PolynomialWarmUpOptions {
  /** The schedule, or constant rate, that the warmup leads to. It runs on the same clock: the warmup hides its first steps. */
  readonly afterWarmupLrSched: LearningRateSchedule | number;
  /** Length of the warmup in steps. */
  readonly warmupSteps: number;
  /** Power of the completed fraction; 1 is a straight line. Default 1. */
  readonly power?: number;
  /** Model Garden's name of the schedule. Default `'PolynomialWarmup'`. */
  readonly name?: string | null;
}

export interface PolynomialWarmUp extends Readonly<Required<Omit<PolynomialWarmUpOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    afterWarmupLrSched: [scheduleOrNumber],
    warmupSteps: [notNegative],
    power: [finite, 1],
    name: [textOrNull, 'PolynomialWarmup', 'savedName'],
  };

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

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
}
