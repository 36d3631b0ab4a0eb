import * as tf from '@tensorflow/tfjs';
import { Constant, LinearRamp } from 'lr-schedules';
import { follow, followSaved, lastLearningRate, saveSchedule, setLearningRate, setMomentum } from 'lr-schedules/tfjs';
import { expect, test } from 'vitest';
import { makeModel } from './training.js';

await tf.setBackend('cpu');

const learningRate = new LinearRamp({ from: 0.1, to: 0.01, steps: 20 });
const momentum = new LinearRamp({ from: 0.5, to: 0.95, steps: 20 });

function train(optimizer: tf.Optimizer, before: (step: number) => void): Float32Array {
  const weight = tf.variable(tf.tensor1d([1, -2]));
  for (let step = 0; step < 20; step++) {
    before(step);
    tf.tidy(() => void optimizer.minimize(() => weight.square().sum() as tf.Scalar, false, [weight]));
  }
  return weight.dataSync() as Float32Array;
}

test.each([
  ['momentum', () => tf.train.momentum(1, 0.9)],
  ['nesterov', () => tf.train.momentum(1, 0.9, true)],
  ['rmsprop', () => tf.train.rmsprop(1, 0.9, 0.9)],
] as const)('%s follows rate and momentum to the bit as if both were set by hand', (_, make) => {
  const byHand = make();
  const expected = train(byHand, (step) => {
    setLearningRate(byHand, learningRate(step));
    setMomentum(byHand, momentum(step));
  });
  const rateOnly = train(follow(make(), learningRate), () => {});
  const followed = follow(make(), { learningRate, momentum });
  expect(train(followed, () => {})).toEqual(expected);
  expect(rateOnly).not.toEqual(expected);
  expect(lastLearningRate(followed)).toBe(learningRate(19));
});

test('a number that the optimizer reads at each update can be scheduled too', () => {
  const byHand = tf.train.rmsprop(0.1, 0.9);
  const decay = new LinearRamp({ from: 0.5, to: 0.99, steps: 20 });
  const expected = train(byHand, (step) => Object.assign(byHand, { decay: decay(step) }));
  const followed = follow(tf.train.rmsprop(1, 0.9), { learningRate: new Constant({ value: 0.1 }), decay });
  expect(train(followed, () => {})).toEqual(expected);
});

test('no tensor is left over', () => {
  const optimizer = follow(tf.train.momentum(1, 0.9), { learningRate, momentum });
  const weight = tf.variable(tf.scalar(1));
  const update = () => tf.tidy(() => void optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]));
  update();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 100; i++) update();
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  [
    'no momentum',
    () => tf.train.adam(),
    { learningRate, momentum },
    TypeError,
    /momentum at step 0 requires an optimizer with momentum/,
  ],
  [
    'a momentum above 1',
    () => tf.train.momentum(1, 0.9),
    { learningRate, momentum: () => 1.5 },
    RangeError,
    /momentum at step 0 must be a number from 0 to 1, received 1.5/,
  ],
  [
    'an unknown parameter',
    () => tf.train.sgd(1),
    { learningRate, weightDecay: momentum },
    TypeError,
    /must have a numeric weightDecay/,
  ],
  [
    'NaN',
    () => tf.train.rmsprop(1),
    { learningRate, decay: () => Number.NaN },
    RangeError,
    /decay at step 0 must be a finite number, received NaN/,
  ],
] as const)('refuses %s before anything changes', (_, make, schedules, error, message) => {
  const optimizer = follow(make() as tf.Optimizer, schedules);
  const config = JSON.stringify(optimizer.getConfig());
  const weight = tf.variable(tf.scalar(1));
  const update = () => tf.tidy(() => void optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]));
  expect(update).toThrow(error);
  expect(update).toThrow(message);
  expect(weight.dataSync()[0]).toBe(1);
  expect(JSON.stringify(optimizer.getConfig())).toBe(config);
});

test('refuses what is no function of the step', () => {
  const optimizer = tf.train.momentum(1, 0.9);
  expect(() => follow(optimizer, { momentum } as never)).toThrow(
    /^follow: schedule must be .* as { learningRate, momentum }/,
  );
  expect(() => follow(optimizer, { learningRate: 0.1 as never })).toThrow(
    /^follow: learningRate must be a function of the step, received 0.1/,
  );
  expect(() => follow(optimizer, { learningRate, momentum: 0.9 as never })).toThrow(TypeError);
  expect(() => follow(optimizer, [learningRate] as never)).toThrow(/such functions as/);
});

test('they are saved with a model, and taken up again', () => {
  const model = makeModel(follow(tf.train.momentum(1, 0.9), { learningRate, momentum }));
  saveSchedule(model);
  const again = makeModel(tf.train.momentum(1, 0.9));
  again.setUserDefinedMetadata(JSON.parse(JSON.stringify(model.getUserDefinedMetadata())));
  followSaved(again);
  expect(train(again.optimizer as tf.Optimizer, () => {})).toEqual(train(model.optimizer as tf.Optimizer, () => {}));

  follow(model.optimizer, { learningRate, momentum: () => 0.5 });
  expect(() => saveSchedule(model)).toThrow(/the schedule of momentum must be one that can be saved/);
  follow(model.optimizer, learningRate);
  saveSchedule(model);
  expect(Object.keys(model.getUserDefinedMetadata())).toEqual(['lrSchedule', 'lrOptions']);
});
