import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined } from './combined.js';

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
export class Product extends Combined {
  static override readonly className: string = 'Product';

  override combine<T>(m: Arithmetic<T>, a: T | number, b: T | number): T {
    return m.mul(a, b);
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
