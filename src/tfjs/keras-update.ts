import type { TensorLike } from '../arithmetic/tensor-engine.js';
import { multiply, scalar, trainingEngine, type VariableLike } from './engine.js';
import { nextLearningRate } from './learning-rate.js';
import type { OptimizerLike } from './optimizer.js';

/** What Keras's optimizers do around an update, and TensorFlow.js's do not. */
export interface KerasUpdate {
  /** Largest norm of each gradient. */
  readonly clipnorm?: number;
  /** Largest norm of all gradients together. */
  readonly globalClipnorm?: number;
  /** Largest element of a gradient. */
  readonly clipvalue?: number;
  /** Share of each weight, times the rate, by which it shrinks before the update. */
  readonly weightDecay?: number;
}

type NamedTensor = { readonly name: string; readonly tensor: TensorLike | null };
type Gradients = readonly NamedTensor[] | Readonly<Record<string, TensorLike | null>>;

const updates = new WeakMap<OptimizerLike, KerasUpdate>();

/** What `withKerasUpdate` added to an optimizer. */
export const kerasUpdateOf = (optimizer: OptimizerLike) => updates.get(optimizer);

/** What a model's metadata say of it; what is no number above 0 is left out. */
export function readKerasUpdate(saved: unknown): KerasUpdate {
  const { clipnorm, globalClipnorm, clipvalue, weightDecay } = (saved ?? {}) as Readonly<Record<string, unknown>>;
  const settings = Object.entries({ clipnorm, globalClipnorm, clipvalue, weightDecay });
  return Object.fromEntries(settings.filter(([, value]) => typeof value === 'number' && value > 0));
}

/** A function that sets a weight to what its constraint makes of it. */
export type Constrain = () => void;

/**
 * Clips gradients, lets weights decay and constrains them as Keras does: clipped first, then the weights shrink, then the
 * update, then the constraints.
 */
export function withKerasUpdate(optimizer: OptimizerLike, update: KerasUpdate, constrain: readonly Constrain[]): void {
  if (updates.has(optimizer) || (Object.keys(update).length === 0 && constrain.length === 0)) return;
  const apply: OptimizerLike['applyGradients'] = optimizer.applyGradients;
  optimizer.applyGradients = function (this: OptimizerLike, gradients: never) {
    trainingEngine().tidy(() => {
      const clipped = clip(gradients, update);
      const { weightDecay } = update;
      // Before anything has changed: the rate may be refused.
      const shrink = weightDecay && scalar(1 - weightDecay * nextLearningRate(optimizer));
      if (shrink) {
        for (const name of namesOf(clipped)) {
          const variable = trainingEngine().registeredVariables[name] as VariableLike;
          variable.assign(multiply(variable, shrink));
        }
      }
      apply.call(this, clipped as never);
      for (const one of constrain) one();
    });
  };
  updates.set(optimizer, update);
}

const namesOf = (gradients: Gradients): string[] =>
  Array.isArray(gradients) ? gradients.map(({ name }: NamedTensor) => name) : Object.keys(gradients);

function clip(gradients: Gradients, { clipnorm, globalClipnorm, clipvalue }: KerasUpdate): Gradients {
  if (clipvalue !== undefined) {
    return mapGradients(gradients, (gradient) =>
      trainingEngine().runKernel('ClipByValue', { x: gradient }, { clipValueMin: -clipvalue, clipValueMax: clipvalue }),
    );
  }
  if (clipnorm !== undefined) {
    return mapGradients(gradients, (gradient) => multiply(gradient, factor(clipnorm, [gradient])));
  }
  if (globalClipnorm !== undefined) {
    const all: TensorLike[] = [];
    mapGradients(gradients, (gradient) => {
      all.push(gradient);
      return gradient;
    });
    const shared = factor(globalClipnorm, all);
    return mapGradients(gradients, (gradient) => multiply(gradient, shared));
  }
  return gradients;
}

/** What brings the norm of tensors down to `largest`; 1 if it is not larger. */
function factor(largest: number, tensors: readonly TensorLike[]): TensorLike {
  const run = (kernel: string, inputs: Record<string, TensorLike>, attributes?: object) =>
    trainingEngine().runKernel(kernel, inputs, attributes as never);
  const squares = tensors.map((tensor) => {
    const flat = run(
      'Reshape',
      { x: tensor },
      { shape: [tensor.shape.reduce((product, length) => product * length, 1)] },
    );
    return run('Sum', { x: multiply(flat, flat) }, { axis: [0] });
  });
  const norm = run('Sqrt', { x: squares.reduce((a, b) => run('Add', { a, b })) });
  return run('RealDiv', { a: scalar(largest), b: run('Maximum', { a: norm, b: scalar(largest) }) });
}

function mapGradients(gradients: Gradients, map: (gradient: TensorLike) => TensorLike): Gradients {
  // A variable that the loss does not depend on has no gradient.
  const mapped = (gradient: TensorLike | null) => gradient && map(gradient);
  return Array.isArray(gradients)
    ? gradients.map(({ name, tensor }: NamedTensor) => ({ name, tensor: mapped(tensor) }))
    : Object.fromEntries(Object.entries(gradients).map(([name, tensor]) => [name, mapped(tensor)]));
}
