import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { CosineDecay } from 'lr-schedules';
import { follow, lastLearningRate, unfollow } from 'lr-schedules/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { random, useWasm } from './training.js';

type Kind = 'sgd' | 'momentum' | 'nesterov';
interface Golden {
  readonly rates: number[];
  readonly optimizers: Record<Kind, Record<'100' | '400', number[][]>>;
}
const golden: Golden = JSON.parse(readFileSync(new URL('../golden/keras-training.json', import.meta.url), 'utf8'));

const make: Record<Kind, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.5),
  momentum: () => tf.train.momentum(0.5, 0.9),
  nesterov: () => tf.train.momentum(0.5, 0.9, true),
};

// The data, network and training of make_keras_training.py.
const [examples, features, hidden, batch] = [256, 6, 16, 32];
const numbers = random(7);
const x = numbers(examples * features);
const y = Array.from({ length: examples }, (_, i) => {
  const [a, b, c, d, e, f] = x.slice(i * features) as [number, number, number, number, number, number];
  return a * b - 0.5 * c + d * e * f;
});

function initialWeights() {
  const numbers = random(11);
  return [
    tf
      .tensor2d(
        numbers(features * hidden).map((value) => value * 0.5),
        [features, hidden],
      )
      .variable(),
    tf.zeros([hidden]).variable(),
    tf
      .tensor2d(
        numbers(hidden).map((value) => value * 0.5),
        [hidden, 1],
      )
      .variable(),
    tf.zeros([1]).variable(),
  ] as const;
}

/** Largest difference from Keras's weights after 100 and after 400 updates. */
function distanceFromKeras(kind: Kind, optimizer: tf.Optimizer): number {
  const weights = initialWeights();
  const [w1, b1, w2, b2] = weights;
  let distance = 0;
  for (let step = 0; step < 400; step++) {
    tf.tidy(() => {
      const start = (step * batch) % examples;
      const xs = tf.tensor2d(x.slice(start * features, (start + batch) * features), [batch, features]);
      const ys = tf.tensor2d(y.slice(start, start + batch), [batch, 1]);
      const predict = () => tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(xs, w1), b1)), w2), b2);
      optimizer.minimize(() => tf.losses.meanSquaredError(ys, predict()) as tf.Scalar, false, [...weights]);
    });
    const expected = golden.optimizers[kind][String(step + 1) as '100' | '400'];
    for (const [i, values] of expected?.entries() ?? []) {
      const actual = (weights[i] as tf.Variable).dataSync();
      for (const [j, value] of values.entries()) distance = Math.max(distance, Math.abs((actual[j] as number) - value));
    }
  }
  tf.dispose([...weights]);
  optimizer.dispose();
  return distance;
}

const schedule = new CosineDecay({
  initialLearningRate: 1e-4,
  decaySteps: 320,
  alpha: 0.01,
  warmupTarget: 0.02,
  warmupSteps: 40,
});
const kerasRate = (step: number) => golden.rates[step] as number;

describe.each(['cpu', 'wasm'])('on %s, the weights of Keras', (backend) => {
  beforeAll(() => (backend === 'wasm' ? useWasm() : void tf.setBackend('cpu')));

  test.each(['sgd', 'momentum', 'nesterov'] as const)("of %s, with momentum: 'keras'", (kind) => {
    for (const rates of [schedule, kerasRate]) {
      expect(distanceFromKeras(kind, follow(make[kind](), rates, { momentum: 'keras' }))).toBeLessThan(1e-6);
    }
  });

  test.each(['momentum', 'nesterov'] as const)('but not of %s by default: tfjs has another algorithm', (kind) => {
    expect(distanceFromKeras(kind, follow(make[kind](), schedule))).toBeGreaterThan(0.01);
  });
});

describe("momentum: 'keras'", () => {
  beforeAll(() => void tf.setBackend('cpu'));

  const update = (optimizer: tf.Optimizer, weight: tf.Variable) =>
    tf.tidy(() => void optimizer.minimize(() => weight.mul(1) as tf.Scalar, false, [weight]));

  test('changes nothing for optimizers without the choice', () => {
    const weights = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))] as const;
    const optimizers = [tf.train.rmsprop(1, 0.9, 0.9), tf.train.rmsprop(1, 0.9, 0.9)] as const;
    follow(optimizers[0], schedule, { momentum: 'keras' });
    follow(optimizers[1], schedule, { momentum: 'tfjs' });
    for (let i = 0; i < 5; i++) optimizers.forEach((optimizer, j) => void update(optimizer, weights[j as 0 | 1]));
    expect(weights[0].dataSync()).toEqual(weights[1].dataSync());
  });

  test('v ← μ·v − rate·g by hand, with a rate of 0 among the rates', () => {
    const rates = [0.5, 0, 0.25, 0, 0.125];
    const weight = tf.variable(tf.scalar(1));
    const optimizer = follow(tf.train.momentum(9, 0.5), (step) => rates[step] as number, { momentum: 'keras' });
    let [expected, velocity] = [1, 0];
    for (const rate of rates) {
      update(optimizer, weight);
      velocity = 0.5 * velocity - rate;
      expected += velocity;
      expect(weight.dataSync()[0]).toBe(expected);
      expect(lastLearningRate(optimizer)).toBe(rate);
      expect(optimizer.getConfig()['learningRate']).toBe(rate);
    }
  });

  test('unfollow goes on as Keras does at a constant rate', () => {
    const weight = tf.variable(tf.scalar(1));
    const optimizer = follow(tf.train.momentum(9, 0.5), (step) => 0.5 ** (step + 1), { momentum: 'keras' });
    let [expected, velocity] = [1, 0];
    for (const rate of [0.5, 0.25, 0.25, 0.25]) {
      update(optimizer, weight);
      velocity = 0.5 * velocity - rate;
      expected += velocity;
      expect(weight.dataSync()[0]).toBe(expected);
      if (optimizer.iterations === 2) unfollow(optimizer);
    }
  });

  test('takes gradients as a list, and weights that have none', () => {
    const weight = tf.variable(tf.scalar(1));
    const other = tf.variable(tf.scalar(1));
    const optimizer = follow(tf.train.momentum(9, 0.5), () => 0.25, { momentum: 'keras' });
    optimizer.applyGradients([
      { name: other.name, tensor: null as unknown as tf.Tensor },
      { name: weight.name, tensor: tf.scalar(1) },
    ]);
    expect([other.dataSync()[0], weight.dataSync()[0]]).toEqual([1, 0.75]);
  });

  test('an update that fails leaves the rate, and not the 1 it works with', () => {
    const optimizer = follow(tf.train.momentum(9, 0.5), () => 0.25, { momentum: 'keras' });
    expect(() => optimizer.applyGradients({ nowhere: tf.variable(tf.scalar(1)) })).toThrow();
    expect(optimizer.getConfig()['learningRate']).toBe(0.25);
    expect(lastLearningRate(optimizer)).toBe(null);
  });
});
