import * as tf from '@tensorflow/tfjs';
import { follow, logLearningRate } from 'lr-schedules/tfjs';
import { expect, test } from 'vitest';
import { makeModel } from './training.js';

const [xs, ys] = [tf.ones([10, 3]), tf.ones([10, 1])];
const rate = (step: number) => 1 / (step + 1);
// Batches of 4 of 10 examples: 3 updates an epoch, of which the last are 2, 5 and 8.
const options = { batchSize: 4, epochs: 3, verbose: 0 };
const logged = [2, 5, 8].map(rate);

test('the last rate of each epoch lands in the history', async () => {
  const model = makeModel(follow(tf.train.sgd(9), rate));
  const { history } = await model.fit(xs, ys, { ...options, callbacks: logLearningRate(model.optimizer) });
  expect(history['lr']).toEqual(logged);
  expect(history['loss']).toHaveLength(3);
});

test('under another name, in a list, and in fitDataset', async () => {
  const model = makeModel(follow(tf.train.adam(9), rate));
  const dataset = tf.data.array([0, 1, 2].map(() => ({ xs: tf.ones([4, 3]), ys: tf.ones([4, 1]) })));
  const callbacks = [{ onEpochEnd() {} }, logLearningRate(model.optimizer, { name: 'learning_rate' })];
  const { history } = await model.fitDataset(dataset, { epochs: 3, verbose: 0, callbacks });
  expect(history['learning_rate']).toEqual(logged);
});

test('beside a class instance, as a tf.CustomCallback', async () => {
  const model = makeModel(follow(tf.train.sgd(9), rate));
  const callbacks = [
    tf.callbacks.earlyStopping({ monitor: 'loss', patience: 9 }),
    new tf.CustomCallback(logLearningRate(model.optimizer)),
  ];
  const { history } = await model.fit(xs, ys, { ...options, callbacks });
  expect(history['lr']).toEqual(logged);
});

test('a constant rate is logged too', async () => {
  const model = makeModel(tf.train.sgd(0.125));
  const { history } = await model.fit(xs, ys, { ...options, callbacks: logLearningRate(model.optimizer) });
  expect(history['lr']).toEqual([0.125, 0.125, 0.125]);
});

test('refuses what is not an optimizer', () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  expect(() => logLearningRate(model.optimizer)).toThrow(
    /^logLearningRate: optimizer must be .*, received undefined\.$/,
  );
});
