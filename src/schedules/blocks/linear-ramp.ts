import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable, positive } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface LinearRampOptions {
  /** Rate at step 0 and before. */
  readonly from: number;
  /** Rate at the end and after. */
  readonly to: number;
  /** Length in steps. */
  readonly steps: number;
}

export interface LinearRamp extends Readonly<Required<LinearRampOptions>> {}

/**
 * A straight line from one rate to another; before and after it, the rate stays.
 *
 * With p = min(max(t, 0), steps) / steps: left = 1 − p,
 * rate(t) = from · left + to · (1 − left).
 *
 * `|  ▁▁▁▁▂▂▂▂▃▃▃▃▄▄▄▅▅▅▅▆▆▆▆▇▇▇▇███████████|`
 *
 * ```ts
 * const schedule = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * schedule(50); // 0.05
 * ```
 */
export class LinearRamp extends LearningRateSchedule {
  static override readonly className: string = 'LinearRamp';
  static override readonly options: OptionTable = {
    from: [finite],
    to: [finite],
    steps: [positive],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `steps` > 0. */
  constructor(options: LinearRampOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const fraction = m.div(m.min(m.max(step, 0), this.steps), this.steps);
    const left = m.sub(1, fraction);
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
