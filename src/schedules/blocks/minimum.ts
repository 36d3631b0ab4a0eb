import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined, type CombinedOptions } from './combined.js';

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
}

/**
 * The lowest of schedules, or of numbers for constant rates, at each step.
 *
 * ```ts
 * minimum(new LinearRamp({ from: 0, to: 0.1, steps: 100 }), 0.05)(100); // 0.05
 * ```
 *
 * Options and errors are those of {@link Minimum}.
 */
export const minimum = (...schedules: CombinedOptions['schedules']): Minimum => new Minimum({ schedules });
