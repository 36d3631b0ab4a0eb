import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined, type CombinedOptions } from './combined.js';

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
}

/**
 * The highest of schedules, or of numbers for constant rates, at each step.
 *
 * ```ts
 * maximum(new LinearRamp({ from: 0, to: 0.1, steps: 100 }), 0.05)(0); // 0.05
 * ```
 *
 * Options and errors are those of {@link Maximum}.
 */
export const maximum = (...schedules: CombinedOptions['schedules']): Maximum => new Maximum({ schedules });
