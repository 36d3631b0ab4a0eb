import { CosineDecay } from '../keras/cosine-decay.js';
import { offsetClass } from './offset-class.js';

/**
 * Cosine decay, with its optional linear warmup, that starts at an offset: rate(t) = CosineDecay(t − offset).
 *
 * Before the offset the cosine mirrors and the warmup goes below its start, unless `beforeOffset` is `'hold'`.
 *
 * Options: those of {@link CosineDecay}, `offset` and `beforeOffset` ({@link OffsetOptions}).
 *
 * ```ts
 * const schedule = new CosineDecayWithOffset({
 *   offset: 250, beforeOffset: 'hold', initialLearningRate: 0, warmupTarget: 0.1, warmupSteps: 500, decaySteps: 5000,
 * });
 * schedule(0); // 0, as at step 250; without 'hold' it would be -0.05
 * schedule(500); // 0.05
 * schedule(750); // 0.1
 * ```
 *
 * Source: `tfm.optimization.CosineDecayWithOffset`.
 */
export class CosineDecayWithOffset extends /* @__PURE__ */ offsetClass(CosineDecay) {
  static override readonly className: string = 'CosineDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
}
