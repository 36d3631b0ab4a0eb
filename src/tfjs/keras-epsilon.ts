import type { OptimizerLike } from './optimizer.js';

type Adam = OptimizerLike & { epsilon: number };

const withEpsilon = new WeakSet<OptimizerLike>();

/** Whether `withKerasEpsilon` changed this optimizer. */
export const hasKerasEpsilon = (optimizer: OptimizerLike) => withEpsilon.has(optimizer);

/**
 * Makes TensorFlow.js's Adam add epsilon where Keras does. Keras divides by √v + ε, and corrects the bias of v in the
 * rate; TensorFlow.js divides by √(v / (1 − β₂ᵗ)) + ε. So ε / √(1 − β₂ᵗ) here is the same as ε there. It is set for the
 * update alone: in between, and in a saved model, epsilon is epsilon.
 *
 * @param start the iteration at which the optimizer's moments were empty.
 */
export function withKerasEpsilon(optimizer: OptimizerLike, beta2: number, start: number): void {
  if (withEpsilon.has(optimizer)) return;
  const adam = optimizer as Adam;
  const apply: OptimizerLike['applyGradients'] = adam.applyGradients;
  adam.applyGradients = function (this: OptimizerLike, gradients: never) {
    const { epsilon } = adam;
    const update = Math.max(1, adam.iterations - start + 1);
    adam.epsilon = epsilon / Math.sqrt(1 - beta2 ** update);
    try {
      apply.call(this, gradients);
    } finally {
      adam.epsilon = epsilon;
    }
  };
  withEpsilon.add(optimizer);
}
