import { type ExactCall, perAxis } from './layer.js';

/** Along any axis; TensorFlow.js has a gradient along the last one alone. */
export const softmax: ExactCall =
  ({ tf, config }) =>
  (x) => {
    const [axis] = perAxis(config['axis'], 1, -1) as [number];
    const powers = tf.exp(tf.sub(x, tf.max(x, axis, true)));
    return tf.div(powers, tf.sum(powers, axis, true));
  };
