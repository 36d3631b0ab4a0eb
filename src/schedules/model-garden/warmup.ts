import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { float32 } from '../../arithmetic/float32.js';
import { LearningRateSchedule } from '../../schedule.js';

/** A climb to what another schedule has at the end of the warmup, then that schedule, whose clock has been running. */
export abstract class Warmup extends LearningRateSchedule {
  declare readonly afterWarmupLrSched: LearningRateSchedule | number;
  declare readonly warmupSteps: number;

  /** The rate that the climb ends at, in float64 and in float32. */
  declare private readonly target: number;
  declare private readonly targetSingle: number;

  constructor(options: object) {
    super(options);
    const after = this.afterWarmupLrSched;
    this.target = typeof after === 'number' ? after : after.at(this.warmupSteps);
    this.targetSingle = typeof after === 'number' ? after : float32.apply(after, this.warmupSteps);
  }

  /** The rate during the warmup, which ends at `end`. */
  abstract climb<T>(m: Arithmetic<T>, step: T, end: T | number): T;

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { afterWarmupLrSched: after, warmupSteps } = this;
    const climb = this.climb(m, step, m.constant(this.target, this.targetSingle));
    return m.ifLess(step, warmupSteps, climb, typeof after === 'number' ? after : m.apply(after, step));
  }

  override get horizon(): number {
    const after = this.afterWarmupLrSched;
    return Math.max(this.warmupSteps, typeof after === 'number' ? 0 : after.horizon);
  }

  override fill(rates: Float64Array, start: number): void {
    const { afterWarmupLrSched: after, warmupSteps } = this;
    if (typeof after === 'number') rates.fill(after);
    else after.fill(rates, start);
    const warmups = Math.min(rates.length, Math.floor(warmupSteps - start) + 1);
    for (let i = 0; i < warmups; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
