import type { TensorLike } from '../arithmetic/tensor-engine.js';

/** A tensor, as the layers and losses here compute with it. */
export interface Tensor extends TensorLike {
  readonly rank: number;
  readonly size: number;
}

type Shape = readonly number[];
type Axes = number | Shape;

/** The operations of TensorFlow.js that the layers and losses of Keras are written with. */
export interface Ops {
  abs(x: Tensor): Tensor;
  add(a: Tensor, b: Tensor | number): Tensor;
  avgPool(x: Tensor, size: Shape, strides: Shape, pad: 'valid'): Tensor;
  avgPool3d(x: Tensor, size: Shape, strides: Shape, pad: 'valid'): Tensor;
  cast(x: Tensor, dtype: 'float32' | 'int32' | 'bool'): Tensor;
  clipByValue(x: Tensor, low: number, high: number): Tensor;
  clone(x: Tensor): Tensor;
  conv1d(x: Tensor, kernel: Tensor, stride: number, pad: 'same' | 'valid'): Tensor;
  conv2d(x: Tensor, kernel: Tensor, strides: Shape, pad: 'same' | 'valid'): Tensor;
  conv3d(x: Tensor, kernel: Tensor, strides: Shape, pad: 'same' | 'valid'): Tensor;
  customGrad(f: (x: Tensor, save: (saved: Tensor[]) => void) => unknown): (x: Tensor) => Tensor;
  depthwiseConv2d(x: Tensor, kernel: Tensor, strides: Shape, pad: 'same' | 'valid'): Tensor;
  div(a: Tensor | number, b: Tensor | number): Tensor;
  equal(a: Tensor, b: Tensor | number): Tensor;
  exp(x: Tensor): Tensor;
  expandDims(x: Tensor, axis: number): Tensor;
  floor(x: Tensor): Tensor;
  leakyRelu(x: Tensor, slope: number): Tensor;
  less(a: Tensor, b: Tensor | number): Tensor;
  log(x: Tensor): Tensor;
  logSoftmax(x: Tensor): Tensor;
  logicalOr(a: Tensor, b: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  max(x: Tensor, axis: Axes, keep?: boolean): Tensor;
  maxPool3d(x: Tensor, size: Shape, strides: Shape, pad: 'valid'): Tensor;
  maximum(a: Tensor, b: Tensor | number): Tensor;
  mean(x: Tensor, axis?: Axes, keep?: boolean): Tensor;
  minimum(a: Tensor, b: Tensor | number): Tensor;
  moments(x: Tensor, axes: Axes, keep: boolean): { mean: Tensor; variance: Tensor };
  mul(a: Tensor, b: Tensor | number): Tensor;
  neg(x: Tensor): Tensor;
  notEqual(a: Tensor, b: Tensor | number): Tensor;
  oneHot(x: Tensor, depth: number): Tensor;
  ones(shape: Shape): Tensor;
  onesLike(x: Tensor): Tensor;
  pad(x: Tensor, paddings: readonly (readonly [number, number])[], value?: number): Tensor;
  randomUniform(shape: Shape): Tensor;
  relu(x: Tensor): Tensor;
  relu6(x: Tensor): Tensor;
  reshape(x: Tensor, shape: Shape): Tensor;
  reverse(x: Tensor, axis: Axes): Tensor;
  rsqrt(x: Tensor): Tensor;
  sign(x: Tensor): Tensor;
  slice(x: Tensor, begin: Shape, size: Shape): Tensor;
  softplus(x: Tensor): Tensor;
  split(x: Tensor, parts: number, axis: number): Tensor[];
  sqrt(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  stack(xs: Tensor[], axis: number): Tensor;
  step(x: Tensor): Tensor;
  sub(a: Tensor | number, b: Tensor | number): Tensor;
  sum(x: Tensor, axis?: Axes, keep?: boolean): Tensor;
  tensor(values: unknown, shape?: Shape, dtype?: string): Tensor;
  tidy<R>(compute: () => R): R;
  transpose(x: Tensor, axes: Shape): Tensor;
  unstack(x: Tensor, axis: number): Tensor[];
  where(condition: Tensor, a: Tensor, b: Tensor): Tensor;
  zeros(shape: Shape): Tensor;
  zerosLike(x: Tensor): Tensor;
}

export const range = (count: number) => Array.from({ length: count }, (_, i) => i);
