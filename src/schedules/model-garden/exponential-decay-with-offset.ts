import { ExponentialDecay } from '../keras/exponential-decay.js';
import { offsetClass } from './offset-class.js';

/**
 * Exponential decay that starts at an offset: rate(t) = ExponentialDecay(t − offset).
 *
 * Before the offset the rate is above its start, far above with a strong decay, unless `beforeOffset` is `'hold'`.
 *
 * Options: those of {@link ExponentialDecay}, `offset` and `beforeOffset` ({@link OffsetOptions}).
 *
 * ```ts
 * const schedule = new ExponentialDecayWithOffset({
 *   offset: 100, initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5, beforeOffset: 'hold',
 * });
 * schedule(0); // 0.1
 * schedule(2100); // 0.025
 * ```
 *
 * Source: `tfm.optimization.ExponentialDecayWithOffset`.
 */
export class ExponentialDecayWithOffset extends /* @__PURE__ */ offsetClass(ExponentialDecay) {
  static override readonly className: string = 'ExponentialDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
}
