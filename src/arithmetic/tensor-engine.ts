/** What every TensorFlow.js tensor and variable has; any copy and build of the library fits. */
export interface TensorLike {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): ArrayLike<unknown>;
}

/** The tensor type that comes out when `S` goes in: a variable gives a plain tensor. */
export type TensorOf<S extends TensorLike> = S extends { assign(value: infer T): void } ? T : S;

/** The part of TensorFlow.js's engine that is used here. */
export interface Engine {
  runKernel(name: string, inputs: Record<string, TensorLike>, attributes?: Record<string, unknown>): TensorLike;
  tidy<T>(f: () => T): T;
}

/** Whether `value` is a tensor or variable of some copy of TensorFlow.js. */
export function isTensor(value: unknown): value is TensorLike {
  const tensor = value as Partial<TensorLike> | null;
  return typeof tensor?.dataSync === 'function' && typeof tensor.dtype === 'string' && Array.isArray(tensor.shape);
}

/**
 * The engine that all copies of TensorFlow.js on a page share through the global object. Taking it from there needs no
 * import of TensorFlow.js and no chained tensor methods, which `@tensorflow/tfjs-core` alone does not have.
 */
export function engine(): Engine {
  const shared = (globalThis as { _tfengine?: Engine })._tfengine;
  if (!shared) {
    throw new TypeError(
      'A tensor needs TensorFlow.js 2 or later in the same page or process: import @tensorflow/tfjs, or @tensorflow/tfjs-core with a backend.',
    );
  }
  return shared;
}
