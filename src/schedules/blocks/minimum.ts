import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined } from './combined.js';

/**
 * The lowest of several schedules at each step: rate(t) = min(schedules[0](t), schedules[1](t), …).
 *
 * `|  ▁▁▂▂▂▃▃▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄|`
 *
 * ```ts
 * const climb = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * const schedule = new Minimum({ schedules: [climb, 0.08] });
 * schedule(50); // 0.05
 * schedule(100); // 0.08
 * ```
 */
export class Minimum extends Combined {
  static override readonly className: string = 'Minimum';

  override combine<T>(m: Arithmetic<T>, a: T | number, b: T | number): T {
    return m.min(a, b);
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
