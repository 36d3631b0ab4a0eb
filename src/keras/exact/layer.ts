import type { JsonObject } from '../../formats/reading.js';
import type { Ops, Tensor } from '../ops.js';

/** A weight, as TensorFlow.js's layers keep it. */
interface Variable {
  read(): Tensor;
  write(value: Tensor): unknown;
}

/** What of a layer of TensorFlow.js its calls compute with; which of it there is, its class says. */
export interface Layer {
  readonly name: string;
  readonly trainable: boolean;
  activation: { apply(x: Tensor): Tensor; getClassName(): string };
  readonly kernel: Variable;
  readonly bias: Variable | null;
  readonly recurrentKernel: Variable;
  readonly depthwiseKernel: Variable;
  readonly pointwiseKernel: Variable;
  readonly gamma: Variable | null | undefined;
  readonly beta: Variable | null | undefined;
  readonly movingMean: Variable;
  readonly movingVariance: Variable;
  call(inputs: Tensor | Tensor[], keywords: Keywords): Tensor | Tensor[];
}

export interface Keywords {
  readonly training?: boolean;
  readonly mask?: Tensor | null;
}

/** A layer, as it is saved and as it is made. */
export interface Made {
  readonly tf: Ops;
  readonly layer: Layer;
  readonly config: JsonObject;
  readonly isKeras3: boolean;
  /** Whether a mask reaches it. */
  readonly isMasked: boolean;
}

export type Call = (x: Tensor, keywords: Keywords) => Tensor;

/** The call that a layer gets in place of TensorFlow.js's; null where that does as Keras does. */
export type ExactCall = (made: Made) => Call | null;

/** A setting of one number or of one for each axis, for `count` axes. */
export function perAxis(setting: unknown, count: number, fallback = 1): number[] {
  const items = (setting as { items?: unknown } | null)?.items ?? setting;
  if (Array.isArray(items)) return items as number[];
  return Array.from({ length: count }, () => (typeof items === 'number' ? items : fallback));
}

/** Axes from the start, in order. */
export const axesOf = (setting: unknown, rank: number, fallback: number): number[] =>
  perAxis(setting ?? fallback, 1)
    .map((axis) => (axis < 0 ? axis + rank : axis))
    .sort((a, b) => a - b);

/** What follows the sum of products: the bias and the activation. */
export function finish(tf: Ops, layer: Layer, x: Tensor): Tensor {
  return layer.activation.apply(layer.bias ? tf.add(x, layer.bias.read()) : x);
}
