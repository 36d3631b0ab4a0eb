import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { afterEach, expect, test } from 'vitest';
import { random } from '../tfjs/training.js';
import { largestDifference, readGolden, records } from './files.js';

afterEach(() => {
  tf.disposeVariables();
});

const numbers = random(17);
const images = tf.tensor4d(numbers(2 * 8 * 8 * 2), [2, 8, 8, 2]);
const words = tf.tensor2d(
  numbers(15).map((value) => Math.floor((value + 1) * 5)),
  [3, 5],
);

test.each(records.filter(({ kind }) => kind === 'image' || kind === 'text'))(
  '$file predicts what Keras does',
  async ({ file, kind, prediction = [] }) => {
    const { model, iterations } = await loadKerasModel(tf, readGolden(file));
    expect(iterations).toBe(0);
    const predicted = model.predict(kind === 'image' ? images : words) as tf.Tensor;
    const difference = largestDifference([predicted], [prediction]);
    if (process.env['SHOW']) console.log(file, difference.toExponential(1));
    expect(difference).toBeLessThan(1e-6);
  },
);
