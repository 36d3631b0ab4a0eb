import type { Arithmetic } from '../arithmetic/arithmetic.js';
import type { OptionTable } from '../options.js';
import { LearningRateSchedule } from '../schedule.js';
import { schedules } from './schedule-option.js';

export interface ProductOptions {
  /** One or more schedules, or numbers for constant rates. */
  readonly schedules: readonly (LearningRateSchedule | number)[];
}

export interface Product {
  readonly schedules: readonly LearningRateSchedule[];
}

/**
 * Schedules multiplied: rate(t) = schedules[0](t) · schedules[1](t) · ….
 *
 * `|  ▁▁▁▂▂▂▃▃▃▃▃▄▄▄▄▄▄▄▄▄▄▃▃▃▃▃▂▂▂▂▂▁▁▁▁▁  |`
 *
 * ```ts
 * const climb = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * const schedule = new Product({ schedules: [climb, new ExponentialDecay({ initialLearningRate: 1, decaySteps: 50, decayRate: 0.5 })] });
 * schedule(50); // 0.025
 * ```
 */
export class Product extends LearningRateSchedule {
  static override readonly className: string = 'Product';
  static override readonly options: OptionTable = {
    schedules: [schedules],
  };

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for an empty list. */
  constructor(options: ProductOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    const [first, ...others] = this.schedules as [LearningRateSchedule, ...LearningRateSchedule[]];
    return others.reduce<T | number>((rate, schedule) => m.mul(rate, m.apply(schedule, step)), m.apply(first, step));
  }

  override get horizon(): number {
    return Math.max(...this.schedules.map((schedule) => schedule.horizon));
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
