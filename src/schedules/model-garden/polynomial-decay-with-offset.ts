import { PolynomialDecay } from '../keras/polynomial-decay.js';
import { offsetClass } from './offset-class.js';

/**
 * Polynomial decay that starts at an offset: rate(t) = PolynomialDecay(t − offset).
 *
 * Before the offset the rate is above its start, unless `beforeOffset` is `'hold'`; where upstream is infinite there, as with
 * `cycle`, it is the first rate.
 *
 * Options: those of {@link PolynomialDecay}, `offset` and `beforeOffset` ({@link OffsetOptions}).
 *
 * ```ts
 * const schedule = new PolynomialDecayWithOffset({
 *   offset: 500, initialLearningRate: 0.1, decaySteps: 1000, endLearningRate: 0, beforeOffset: 'hold',
 * });
 * schedule(0); // 0.1
 * schedule(1000); // 0.05
 * ```
 *
 * Source: `tfm.optimization.PolynomialDecayWithOffset`.
 */
export class PolynomialDecayWithOffset extends /* @__PURE__ */ offsetClass(PolynomialDecay) {
  static override readonly className: string = 'PolynomialDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
}
