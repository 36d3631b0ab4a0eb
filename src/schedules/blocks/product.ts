import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { Combined, type CombinedOptions } from './combined.js';

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
}

/**
 * Schedules, or numbers for constant rates, multiplied.
 *
 * ```ts
 * product(new LinearRamp({ from: 0, to: 0.1, steps: 100 }), 0.5)(100); // 0.05
 * ```
 *
 * Options and errors are those of {@link Product}.
 */
export const product = (...schedules: CombinedOptions['schedules']): Product => new Product({ schedules });
