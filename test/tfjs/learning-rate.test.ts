import * as tf from '@tensorflow/tfjs';
import { follow, lastLearningRate, nextLearningRate, setLearningRate, setMomentum, unfollow } from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';
import { kinds, paths, setByHand, train } from './training.js';

const minimize = paths['minimize'] as (typeof paths)[string];

describe('setLearningRate', () => {
  test.each(kinds)('of %s, from the next update on', async (_kind, make) => {
    const [optimizer, manual] = [make(tf.train, 0.02), make(tf.train, 0.02)];
    const ours = await train(optimizer, minimize, (update) => update === 10 && setLearningRate(optimizer, 0.005));
    const byHand = await train(manual, minimize, (update) => update === 10 && setByHand(manual, 0.005));
    const unchanged = await train(make(tf.train, 0.02), minimize);
    expect(ours).toEqual(byHand);
    expect(ours).not.toEqual(unchanged);
    expect(optimizer.getConfig()['learningRate']).toBe(0.005);
  });

  test.each(kinds)('refuses what %s cannot use, and keeps the old rate', (_kind, make) => {
    const optimizer = make(tf.train, 0.5);
    for (const rate of [Number.NaN, Number.POSITIVE_INFINITY, -0.1, 1e39]) {
      expect(() => setLearningRate(optimizer, rate)).toThrow(
        new RangeError(`setLearningRate: rate must be a finite number of at least 0, received ${rate}.`),
      );
    }
    for (const rate of ['0.1', null, undefined, tf.scalar(0.1)]) {
      expect(() => setLearningRate(optimizer, rate as unknown as number)).toThrow(TypeError);
    }
    expect(lastLearningRate(optimizer)).toBe(0.5);
    setLearningRate(optimizer, 0);
    expect(lastLearningRate(optimizer)).toBe(0);
  });

  test('refuses an optimizer that follows a schedule, as Keras does', () => {
    const optimizer = follow(tf.train.sgd(0.5), () => 0.25);
    expect(() => setLearningRate(optimizer, 0.1)).toThrow(
      new TypeError(
        'setLearningRate: the optimizer must not follow a schedule, which would overwrite the rate at the next update; call unfollow(optimizer) first.',
      ),
    );
    setLearningRate(unfollow(optimizer), 0.125);
    expect(nextLearningRate(optimizer)).toBe(0.125);
  });
});

test('lastLearningRate and nextLearningRate before, while and after following', () => {
  const weight = tf.variable(tf.scalar(1));
  const optimizer = tf.train.adam(0.5);
  const rates = () => [lastLearningRate(optimizer), nextLearningRate(optimizer)];
  const update = () => tf.tidy(() => void optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]));
  expect(rates()).toEqual([0.5, 0.5]);
  follow(optimizer, (step) => 1 / (step + 1));
  expect(rates()).toEqual([null, 1]);
  update();
  expect(rates()).toEqual([1, 1 / 2]);
  update();
  expect(rates()).toEqual([1 / 2, 1 / 3]);
  unfollow(optimizer);
  expect(rates()).toEqual([1 / 2, 1 / 2]);
});

describe('setMomentum', () => {
  const make = {
    momentum: (momentum: number) => tf.train.momentum(0.02, momentum),
    nesterov: (momentum: number) => tf.train.momentum(0.02, momentum, true),
    rmsprop: (momentum: number) => tf.train.rmsprop(0.02, 0.9, momentum),
  };

  test.each(Object.entries(make))('changes the updates of %s', async (_kind, make) => {
    const changed = make(0.5);
    setMomentum(changed, 0.9);
    expect(changed.getConfig()['momentum']).toBe(0.9);
    const weights = await train(changed, minimize);
    expect(weights).toEqual(await train(make(0.9), minimize));
    expect(weights).not.toEqual(await train(make(0.5), minimize));
  });

  test('inside tidy, and between updates', async () => {
    const [inTidy, outside] = [make.momentum(0.5), make.momentum(0.5)];
    const change = (optimizer: tf.Optimizer) => (update: number) => {
      if (update === 10) setMomentum(optimizer, 0.75);
    };
    expect(await train(inTidy, minimize, (update) => tf.tidy(() => change(inTidy)(update)))).toEqual(
      await train(outside, minimize, change(outside)),
    );
  });

  test('refuses other optimizers and other values', () => {
    expect(() => setMomentum(tf.train.adam(), 0.9)).toThrow(
      new TypeError(
        'setMomentum: momentum requires an optimizer with momentum, as tf.train.momentum and tf.train.rmsprop have.',
      ),
    );
    const optimizer = make.momentum(0.5);
    for (const momentum of [Number.NaN, -0.1, 1.1]) {
      expect(() => setMomentum(optimizer, momentum)).toThrow(
        new RangeError(`setMomentum: momentum must be a number from 0 to 1, received ${momentum}.`),
      );
    }
    expect(() => setMomentum(optimizer, '0.9' as unknown as number)).toThrow(TypeError);
    expect(optimizer.getConfig()['momentum']).toBe(0.5);
  });
});
