import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined } from './combined.js';

/**
 * The highest of several schedules at each step: rate(t) = max(schedules[0](t), schedules[1](t), …).
 *
 * `|▄▄▄▄▄▄▄▄▄▄▄▄▅▅▆▆▆▇▇█████████████████████|`
 *
 * ```ts
 * const climb = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * const schedule = new Maximum({ schedules: [climb, 0.08] });
 * schedule(50); // 0.08
 * schedule(100); // 0.1
 * ```
 */
export class Maximum extends Combined {
  static override readonly className: string = 'Maximum';

  override combine<T>(m: Arithmetic<T>, a: T | number, b: T | number): T {
    return m.max(a, b);
  }

  override at(step: number): number {
    return this.evaluate(this.float64, step);
  }
  override fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }
}
