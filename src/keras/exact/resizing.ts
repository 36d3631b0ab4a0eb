import type { Ops, Tensor } from '../ops.js';
import { type ExactCall, perAxis } from './layer.js';

/**
 * Keras's UpSampling2D, as a product with a matrix along each axis, whose gradient is right: TensorFlow.js's of the nearest
 * is wrong for several images, and its bilinear one takes the corners for the centers.
 */
export const upSampling: ExactCall = ({ tf, config }) => {
  const [rows, columns] = perAxis(config['size'], 2, 2) as [number, number];
  const weights = config['interpolation'] === 'bilinear' ? bilinear : nearest;
  return (x) => {
    const [images, height, width, channels] = x.shape as [number, number, number, number];
    const down = tf.reshape(x, [images, height, width * channels]);
    const tall = times(tf, weights(height, rows), down);
    const across = tf.reshape(tall, [images * height * rows, width, channels]);
    return tf.reshape(times(tf, weights(width, columns), across), [images, height * rows, width * columns, channels]);
  };
};

const times = (tf: Ops, matrix: number[][], x: Tensor) => tf.matMul(tf.tensor([matrix]), x);

type Weights = (length: number, factor: number) => number[][];

const matrix = (length: number, factor: number, weight: (to: number, from: number) => number) =>
  Array.from({ length: length * factor }, (_, to) => Array.from({ length }, (_, from) => weight(to, from)));

const nearest: Weights = (length, factor) =>
  matrix(length, factor, (to, from) => (Math.floor(to / factor) === from ? 1 : 0));

/** Between the centers of the two nearest; beyond the last center, the last. */
const bilinear: Weights = (length, factor) =>
  matrix(length, factor, (to, from) => {
    const at = Math.min(Math.max((to + 0.5) / factor - 0.5, 0), length - 1);
    return Math.max(0, 1 - Math.abs(at - from));
  });
