import * as tf from '@tensorflow/tfjs';
import { follow, setLearningRate, setMomentum, unfollow } from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';
import { kinds, makeModel, schedule } from './training.js';

const tensors = () => tf.memory().numTensors;

describe.each(kinds)('%s leaks no tensor in 1,000 updates', (kind, make) => {
  const modes = kind === 'momentum' || kind === 'nesterov' ? (['tfjs', 'keras'] as const) : (['tfjs'] as const);

  test.each(modes)('outside and inside tidy, momentum: %s', (momentum) => {
    const before = tensors();
    const weight = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const optimizer = follow(make(tf.train, 0.5), schedule, { momentum });
    const cost = () => weight.square().sum() as tf.Scalar;
    // The first update makes the optimizer's own variables.
    optimizer.minimize(cost, false, [weight]);
    const during = tensors();
    for (let i = 0; i < 500; i++) optimizer.minimize(cost, false, [weight]);
    expect(tensors()).toBe(during);
    for (let i = 0; i < 500; i++) tf.tidy(() => void optimizer.minimize(cost, false, [weight]));
    expect(tensors()).toBe(during);
    expect(optimizer.iterations).toBe(1001);
    unfollow(optimizer);
    expect(tensors()).toBe(during);
    optimizer.dispose();
    weight.dispose();
    // tf.train.momentum forgets to dispose its rate.
    expect(tensors() - before).toBe(modes.length > 1 ? 1 : 0);
  });
});

test('training a model leaks nothing either', async () => {
  const model = makeModel('sgd');
  follow(model.optimizer, schedule);
  const [xs, ys] = [tf.ones([10, 3]), tf.ones([10, 1])];
  await model.trainOnBatch(xs, ys);
  const before = tensors();
  for (let i = 0; i < 100; i++) await model.trainOnBatch(xs, ys);
  await model.fit(xs, ys, { epochs: 3, verbose: 0 });
  expect(tensors()).toBe(before);
});

test('nor do setLearningRate and setMomentum, nor a refused rate inside tidy', () => {
  const optimizer = tf.train.momentum(0.1, 0.9);
  const before = tensors();
  for (let i = 0; i < 100; i++) {
    setLearningRate(optimizer, i);
    setMomentum(optimizer, i / 100);
    tf.tidy(() => setLearningRate(optimizer, i));
    tf.tidy(() => setMomentum(optimizer, i / 100));
  }
  expect(tensors()).toBe(before);
  const weight = tf.tidy(() => tf.variable(tf.scalar(1)));
  follow(optimizer, () => Number.NaN, { momentum: 'keras' });
  expect(() => tf.tidy(() => void optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]))).toThrow(
    RangeError,
  );
  expect(tensors()).toBe(before + 1);
});
