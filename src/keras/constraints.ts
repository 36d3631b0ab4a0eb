import type { TensorLike } from '../arithmetic/tensor-engine.js';
import type { VariableLike } from '../tfjs/engine.js';
import type { Constrain } from '../tfjs/keras-update.js';
import type { BuiltModel, MadeWeight } from './build.js';
import type { Tensor } from './ops.js';

/** Keras constrains the weights that it trains after each update; TensorFlow.js never. */
export function constraintsOf(weights: readonly MadeWeight[], model: BuiltModel): Constrain[] {
  const trained = new Set(model.trainableWeights);
  return weights.flatMap(({ weight, constraint }) => {
    if (!constraint || !trained.has(weight)) return [];
    const variable = weight.read() as VariableLike;
    return [() => variable.assign(constraint.apply(variable as unknown as Tensor) as TensorLike)];
  });
}
