import type { Tensor } from '../ops.js';
import type { ExactCall, Layer } from './layer.js';

/** All steps at once, as if each were an example: TensorFlow.js goes step by step, and cannot train a single one. */
export const timeDistributed: ExactCall =
  ({ tf, layer }) =>
  (x, { training = false }) => {
    const inner = (layer as Layer & { readonly layer: Layer }).layer;
    const [batch, steps, ...shape] = x.shape as [number, number, ...number[]];
    const output = inner.call(tf.reshape(x, [batch * steps, ...shape]), { training }) as Tensor;
    return tf.reshape(output, [batch, steps, ...output.shape.slice(1)]);
  };
