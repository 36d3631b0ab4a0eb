import type { TensorLike } from '../arithmetic/tensor-engine.js';
import { multiply, scalar, trainingEngine, type VariableLike } from './engine.js';
import { type OptimizerLike, writeRate } from './optimizer.js';

type NamedTensor = { readonly name: string; readonly tensor: TensorLike | null };
type Gradients = readonly NamedTensor[] | Readonly<Record<string, TensorLike | null>>;

/** `tf.train.momentum`; RMSProp has a momentum too, but gathers rate × gradient, as Keras does, all by itself. */
type MomentumOptimizer = OptimizerLike & { readonly accumulations: readonly { readonly variable: VariableLike }[] };

const isMomentumOptimizer = (optimizer: OptimizerLike): optimizer is MomentumOptimizer => 'accumulations' in optimizer;

/**
 * An update of Keras's SGD, v ← μ·v − rate·g and w ← w + v, by the optimizer's v ← μ·v + g and w ← w − rate·v: the
 * gradients are multiplied by the rate, and the optimizer's own rate is 1 meanwhile.
 */
export function withKerasMomentum(
  optimizer: OptimizerLike,
  gradients: Gradients,
  rate: number,
  apply: (gradients: never) => void,
): void {
  if (!isMomentumOptimizer(optimizer)) {
    writeRate(optimizer, rate);
    apply(gradients as never);
    return;
  }
  writeRate(optimizer, 1);
  try {
    trainingEngine().tidy(() => apply(scaled(gradients, scalar(rate)) as never));
  } finally {
    // So that between updates, and in a saved model, the optimizer's rate is the rate.
    writeRate(optimizer, rate);
  }
}

/** Turns what was gathered with the rate inside into what `tf.train.momentum` gathers, for a seamless constant rate. */
export function leaveKerasMomentum(optimizer: OptimizerLike, rate: number): void {
  if (!isMomentumOptimizer(optimizer)) return;
  trainingEngine().tidy(() => {
    for (const { variable } of optimizer.accumulations) variable.assign(multiply(variable, scalar(1 / rate)));
  });
}

function scaled(gradients: Gradients, rate: TensorLike): Gradients {
  // A variable that the loss does not depend on has no gradient.
  const scale = (gradient: TensorLike | null) => gradient && multiply(gradient, rate);
  return Array.isArray(gradients)
    ? gradients.map(({ name, tensor }: NamedTensor) => ({ name, tensor: scale(tensor) }))
    : Object.fromEntries(Object.entries(gradients).map(([name, tensor]) => [name, scale(tensor)]));
}
