import type { ExactCall } from './layer.js';

/** With any alpha; TensorFlow.js's has 1 alone. */
export const elu: ExactCall = ({ tf, layer, config }) => {
  const alpha = Number(config['alpha'] ?? 1);
  (layer as { alpha?: number }).alpha = alpha;
  return (x) => {
    // Of a comparison TensorFlow.js has no gradient.
    const isBelow = tf.step(tf.neg(x));
    const below = tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha);
    return tf.add(tf.mul(x, tf.sub(1, isBelow)), tf.mul(below, isBelow));
  };
};

/** With a slope below the threshold; TensorFlow.js's has a largest value alone. */
export const relu: ExactCall = ({ tf, config }) => {
  const [slope, threshold] = [Number(config['negative_slope'] ?? 0), Number(config['threshold'] ?? 0)];
  const largest = config['max_value'] ?? null;
  if (slope === 0 && threshold === 0) return null;
  return (x) => {
    if (largest === null && threshold === 0) return tf.leakyRelu(x, slope);
    const above = threshold === 0 ? tf.relu(x) : tf.mul(x, tf.step(tf.sub(x, threshold)));
    const clipped = largest === null ? above : tf.clipByValue(above, 0, Number(largest));
    return tf.sub(clipped, tf.mul(tf.relu(tf.sub(threshold, x)), slope));
  };
};

/** What is above the threshold; TensorFlow.js's has no gradient. */
export const thresholded: ExactCall = ({ tf, config }) => {
  const theta = Number(config['theta'] ?? 1);
  return (x) => tf.mul(x, tf.step(tf.sub(x, theta)));
};
