import { type Engine, engine, type TensorLike } from '../arithmetic/tensor-engine.js';

/** A `tf.Variable`. */
export interface VariableLike extends TensorLike {
  readonly isDisposed: boolean;
  assign(value: TensorLike): void;
  clone(): TensorLike;
  dispose(): void;
}

/** The part of the engine that training needs beyond what schedules of tensors do. */
export interface TrainingEngine extends Engine {
  readonly registeredVariables: Readonly<Record<string, VariableLike>>;
  makeTensor(values: Float32Array, shape: number[], dtype: 'float32'): TensorLike;
  keep<T extends TensorLike>(tensor: T): T;
}

export const trainingEngine = () => engine() as TrainingEngine;

/** A float32 scalar; the caller disposes it, or makes it inside `tidy`. */
export const scalar = (value: number) => trainingEngine().makeTensor(Float32Array.of(value), [], 'float32');

export const multiply = (a: TensorLike, b: TensorLike) => trainingEngine().runKernel('Multiply', { a, b });
