import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { type OptionTable, positive } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Retimed } from './retimed.js';
import { schedule } from './schedule-option.js';

export interface LoopOptions {
  /** The schedule. */
  readonly schedule: LearningRateSchedule | number;
  /** Steps after which it starts over. */
  readonly steps: number;
}

export interface Loop extends Readonly<Required<Omit<LoopOptions, 'schedule'>>> {
  readonly schedule: LearningRateSchedule;
}

/**
 * A schedule that starts over and over: rate(t) = schedule(t mod steps).
 *
 * `|████▇▇▆▆▅▅▄▃▃▂▂▁▁   ████▇▇▆▆▅▅▄▃▃▂▂▁▁   |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Loop({ schedule: decay, steps: 100 });
 * schedule(150); // 0.05
 * schedule(200); // 0.1
 * ```
 */
export class Loop extends Retimed {
  static override readonly className: string = 'Loop';
  static override readonly options: OptionTable = {
    schedule: [schedule],
    steps: [positive],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0. */
  constructor(options: LoopOptions) {
    super(options);
  }

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.sub(step, m.mul(m.floorDiv(step, this.steps), this.steps));
  }

  override get horizon(): number {
    return this.schedule.horizon === 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  override at(step: number): number {
    return this.schedule.at(this.clock(this.float64, step));
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.schedule.at(this.clock(this.float64, start + i));
  }
}
