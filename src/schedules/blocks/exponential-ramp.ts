import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive, positiveButOne } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface ExponentialRampOptions {
  /** Rate at step 0 and before. */
  readonly from: number;
  /** Rate at the end and after. */
  readonly to: number;
  /** Length in steps. */
  readonly steps: number;
  /** What the bare exponential would have come down to at the end; not 1. Default 0.1. */
  readonly ratio?: number;
}

export interface ExponentialRamp extends Readonly<Required<ExponentialRampOptions>> {}

/**
 * An exponential from one rate to another, both reached; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = (ratio^p − ratio) / (1 − ratio),
 * rate(t) = from · left + to · (1 − left).
 *
 * `|█▇▇▆▆▅▅▄▄▄▃▃▃▂▂▂▂▂▁▁▁▁▁▁▁               |`
 *
 * ```ts
 * const schedule = new ExponentialRamp({ from: 0.1, to: 0, steps: 100, ratio: 0.25 });
 * schedule(50); // 0.03333333333333333
 * ```
 */
export class ExponentialRamp extends LearningRateSchedule {
  static override readonly className: string = 'ExponentialRamp';
  static override readonly options: OptionTable = {
    from: [finite],
    to: [finite],
    steps: [positive],
    ratio: [positiveButOne, 0.1],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0, and for a `ratio` that is not positive or is 1. */
  constructor(options: ExponentialRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const left = m.div(m.sub(m.pow(this.ratio, fraction), this.ratio), 1 - this.ratio);
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
