import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Retimed } from './retimed.js';
import { schedule } from './schedule-option.js';

export interface ClampOptions {
  /** The schedule. */
  readonly schedule: LearningRateSchedule | number;
  /** The first step the schedule sees. Default 0. */
  readonly from?: number;
  /** The last step the schedule sees. */
  readonly to: number;
}

export interface Clamp extends Readonly<Required<Omit<ClampOptions, 'schedule'>>> {
  readonly schedule: LearningRateSchedule;
}

/**
 * A schedule whose step stays within bounds: rate(t) = schedule(min(max(t, from), to)).
 *
 * `|▇▇▇▇▇▇▆▆▅▅▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃|`
 *
 * ```ts
 * const schedule = new Clamp({ schedule: new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 0.5 }), to: 3 });
 * schedule(2); // 0.25
 * schedule(1000); // 0.125
 * ```
 */
export class Clamp extends Retimed {
  static override readonly className: string = 'Clamp';
  static override readonly options: OptionTable = {
    schedule: [schedule],
    from: [finite, 0],
    to: [finite],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `from` ≤ `to`. */
  constructor(options: ClampOptions) {
    super(options);
    if (this.from > this.to) {
      throw new RangeError(`${this.className}: to must be at least from (${this.from}), received ${this.to}.`);
    }
  }

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.min(m.max(step, this.from), this.to);
  }

  override get horizon(): number {
    return Math.max(0, Math.min(this.schedule.horizon, this.to));
  }

  override at(step: number): number {
    return this.schedule.at(this.clock(this.float64, step));
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.schedule.at(this.clock(this.float64, start + i));
  }
}
