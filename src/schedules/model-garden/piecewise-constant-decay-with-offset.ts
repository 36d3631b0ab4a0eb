import { PiecewiseConstantDecay } from '../keras/piecewise-constant-decay.js';
import { offsetClass } from './offset-class.js';

/**
 * Piecewise constant rates whose boundaries count from an offset: rate(t) = PiecewiseConstantDecay(t − offset).
 *
 * Options: those of {@link PiecewiseConstantDecay}, `offset` and `beforeOffset` ({@link OffsetOptions}).
 *
 * ```ts
 * const schedule = new PiecewiseConstantDecayWithOffset({ offset: 500, boundaries: [1000], values: [0.1, 0.01] });
 * schedule(1500); // 0.1
 * schedule(1501); // 0.01
 * ```
 *
 * Source: `tfm.optimization.PiecewiseConstantDecayWithOffset`.
 */
export class PiecewiseConstantDecayWithOffset extends /* @__PURE__ */ offsetClass(PiecewiseConstantDecay) {
  static override readonly className: string = 'PiecewiseConstantDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
}
