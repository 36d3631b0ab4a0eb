import type { Ops, Tensor } from '../ops.js';
import { type ExactCall, finish, perAxis } from './layer.js';

const isDilated = (config: { readonly [key: string]: unknown }) =>
  perAxis(config['dilation_rate'], 1).some((rate) => rate > 1);

/** TensorFlow.js has no gradient for dilated kernels: they become large ones with zeros in between. */
export const convolution =
  (axes: 1 | 2 | 3): ExactCall =>
  ({ tf, layer, config }) => {
    const isCausal = config['padding'] === 'causal';
    // It was made with the padding that gives a causal one's shape.
    if (isCausal) (layer as { padding?: string }).padding = 'causal';
    if (!isDilated(config) && !isCausal) return null;
    const strides = perAxis(config['strides'], axes);
    const rates = perAxis(config['dilation_rate'], axes);
    return (x) => {
      const kernel = dilated(tf, layer.kernel.read(), rates);
      if (axes === 1) {
        const before: [number, number] = [(kernel.shape[0] as number) - 1, 0];
        const padded = isCausal ? tf.pad(x, [[0, 0], before, [0, 0]]) : x;
        return finish(tf, layer, tf.conv1d(padded, kernel, strides[0] as number, padOf(config)));
      }
      const convolve = axes === 2 ? tf.conv2d : tf.conv3d;
      return finish(tf, layer, convolve(x, kernel, strides, padOf(config)));
    };
  };

export const depthwise: ExactCall = ({ tf, layer, config }) => {
  if (!isDilated(config)) return null;
  return (x) => {
    const kernel = dilated(tf, layer.depthwiseKernel.read(), perAxis(config['dilation_rate'], 2));
    return finish(tf, layer, tf.depthwiseConv2d(x, kernel, perAxis(config['strides'], 2), padOf(config)));
  };
};

export const separable: ExactCall = ({ tf, layer, config }) => {
  if (!isDilated(config)) return null;
  return (x) => {
    const kernel = dilated(tf, layer.depthwiseKernel.read(), perAxis(config['dilation_rate'], 2));
    const depth = tf.depthwiseConv2d(x, kernel, perAxis(config['strides'], 2), padOf(config));
    return finish(tf, layer, tf.conv2d(depth, layer.pointwiseKernel.read(), [1, 1], 'valid'));
  };
};

const padOf = (config: { readonly [key: string]: unknown }) => (config['padding'] === 'same' ? 'same' : 'valid');

/** A kernel with `rate - 1` zeros between its values, along each of its first axes. */
function dilated(tf: Ops, kernel: Tensor, rates: readonly number[]): Tensor {
  return rates.reduce((spread, rate, axis) => {
    if (rate === 1) return spread;
    const { shape } = spread;
    const before = shape.slice(0, axis).reduce((product, length) => product * length, 1);
    const length = shape[axis] as number;
    const after = spread.size / before / length;
    const rows = tf.pad(tf.reshape(spread, [before, length, 1, after]), [
      [0, 0],
      [0, 0],
      [0, rate - 1],
      [0, 0],
    ]);
    const long = (length - 1) * rate + 1;
    const cut = tf.slice(tf.reshape(rows, [before, length * rate, after]), [0, 0, 0], [before, long, after]);
    return tf.reshape(cut, [...shape.slice(0, axis), long, ...shape.slice(axis + 1)]);
  }, kernel);
}
