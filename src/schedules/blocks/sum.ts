import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined, type CombinedOptions } from './combined.js';

/**
 * Schedules added up: rate(t) = schedules[0](t) + schedules[1](t) + ….
 *
 * `|████████▇▇▆▅▅▄▄▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂|`
 *
 * ```ts
 * const climb = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * const schedule = new Sum({ schedules: [climb, 0.01] });
 * schedule(50); // 0.060000000000000005
 * ```
 */
export class Sum extends Combined {
  static override readonly className: string = 'Sum';

  override combine<T>(m: Arithmetic<T>, a: T | number, b: T | number): T {
    return m.add(a, b);
  }
}

/**
 * Schedules, or numbers for constant rates, added up.
 *
 * ```ts
 * sum(new LinearRamp({ from: 0, to: 0.1, steps: 100 }), 0.01)(0); // 0.01
 * ```
 *
 * Options and errors are those of {@link Sum}.
 */
export const sum = (...schedules: CombinedOptions['schedules']): Sum => new Sum({ schedules });
