import { type Ops, range, type Tensor } from '../ops.js';
import { axesOf, type ExactCall, type Layer } from './layer.js';

/** TensorFlow's fused kernel has a least epsilon, and gathers the variance of a sample. */
const LEAST_FUSED_EPSILON = 1.001e-5;

/**
 * Keras's BatchNormalization, with or without scale and center, along any axis; frozen, it uses what it has gathered,
 * which TensorFlow.js's does not. tf_keras has a fused kernel for images and volumes.
 */
export const batchNormalization: ExactCall =
  ({ tf, layer, config, isKeras3 }) =>
  (x, { training }) => {
    const axes = axesOf(config['axis'], x.rank, -1);
    const axis = axes[0] as number;
    const isFused = !isKeras3 && x.rank >= 4 && (axis === 1 || axis === x.rank - 1);
    const epsilon = Number(config['epsilon'] ?? 1e-3);
    const least = isFused ? Math.max(epsilon, LEAST_FUSED_EPSILON) : epsilon;
    const shape = x.shape.map((length, i) => (i === axis ? length : 1));
    const { movingMean, movingVariance } = layer;
    if (!training || !layer.trainable) {
      const [mean, variance] = [movingMean, movingVariance].map((moving) => tf.reshape(moving.read(), shape));
      return normalized(tf, layer, x, mean as Tensor, variance as Tensor, least, shape);
    }
    const others = range(x.rank).filter((i) => i !== axis);
    const { mean, variance } = tf.moments(x, others, true);
    const count = x.size / (x.shape[axis] as number);
    const momentum = Number(config['momentum'] ?? 0.99);
    const gather = (moving: Layer['movingMean'], value: Tensor) =>
      tf.tidy(() => {
        const now = tf.reshape(value, moving.read().shape);
        moving.write(tf.add(tf.mul(moving.read(), momentum), tf.mul(now, 1 - momentum)));
      });
    gather(movingMean, mean);
    gather(movingVariance, isFused && count > 1 ? tf.mul(variance, count / (count - 1)) : variance);
    return normalized(tf, layer, x, mean, variance, least, shape);
  };

/** Keras's LayerNormalization, with or without scale and center, over any axes. */
export const layerNormalization: ExactCall =
  ({ tf, layer, config }) =>
  (x) => {
    const axes = axesOf(config['axis'], x.rank, -1);
    const { mean, variance } = tf.moments(x, axes, true);
    const shape = x.shape.map((length, i) => (axes.includes(i) ? length : 1));
    return normalized(tf, layer, x, mean, variance, Number(config['epsilon'] ?? 1e-3), shape);
  };

function normalized(
  tf: Ops,
  { gamma, beta }: Layer,
  x: Tensor,
  mean: Tensor,
  variance: Tensor,
  epsilon: number,
  shape: readonly number[],
): Tensor {
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  const scaled = gamma ? tf.mul(normal, tf.reshape(gamma.read(), shape)) : normal;
  return beta ? tf.add(scaled, tf.reshape(beta.read(), shape)) : scaled;
}
