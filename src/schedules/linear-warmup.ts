import type { Arithmetic } from '../arithmetic/arithmetic.js';
import { float32 } from '../arithmetic/float32.js';
import { finite, notNegative, type OptionTable, textOrNull } from '../options.js';
import { LearningRateSchedule, scheduleOrNumber } from '../schedule.js';

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
export class LinearWarmup extends LearningRateSchedule {
  static override readonly className: string = 'LinearWarmup';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = {
    afterWarmupLrSched: [scheduleOrNumber],
    warmupSteps: [notNegative],
    warmupLearningRate: [finite],
    name: [textOrNull, null, 'savedName'],
  };

  declare private readonly target: number;
  declare private readonly targetSingle: number;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `warmupSteps` ≥ 0.
   */
  constructor(options: LinearWarmupOptions) {
    super(options);
    const after = this.afterWarmupLrSched;
    this.target = typeof after === 'number' ? after : after.at(this.warmupSteps);
    this.targetSingle = typeof after === 'number' ? after : float32.apply(after, this.warmupSteps);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { afterWarmupLrSched: after, warmupSteps, warmupLearningRate } = this;
    const end = m.constant(this.target, this.targetSingle);
    const climb = m.add(warmupLearningRate, m.mul(m.div(step, warmupSteps), m.sub(end, warmupLearningRate)));
    return m.ifLess(step, warmupSteps, climb, typeof after === 'number' ? after : m.apply(after, step));
  }

  override get horizon(): number {
    const after = this.afterWarmupLrSched;
    return Math.max(this.warmupSteps, typeof after === 'number' ? 0 : after.horizon);
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    const { afterWarmupLrSched: after, warmupSteps } = this;
    if (typeof after === 'number') rates.fill(after);
    else after.fill(rates, start);
    const warmups = Math.min(rates.length, Math.floor(warmupSteps - start) + 1);
    for (let i = 0; i < warmups; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
