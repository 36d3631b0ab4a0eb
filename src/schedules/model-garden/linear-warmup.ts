import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, notNegative, type OptionTable, textOrNull } from '../../options.js';
import { type LearningRateSchedule, scheduleOrNumber } from '../../schedule.js';
import { Warmup } from './warmup.js';

export interface LinearWarmupOptions {
  /** The schedule, or constant rate, that the warmup leads to. It runs on the same clock: the warmup hides its first steps. */
  readonly afterWarmupLrSched: LearningRateSchedule | number;
  /** Length of the warmup in steps. */
  readonly warmupSteps: number;
  /** Rate at step 0. */
  readonly warmupLearningRate: number;
  /** Model Garden's name of the schedule. Default null. */
  readonly name?: string | null;
}

export interface LinearWarmup extends Readonly<Required<Omit<LinearWarmupOptions, 'name'>>> {}

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
  static override readonly options: OptionTable = {
    afterWarmupLrSched: [scheduleOrNumber],
    warmupSteps: [notNegative],
    warmupLearningRate: [finite],
    name: [textOrNull, null, 'savedName'],
  };

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

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
}
