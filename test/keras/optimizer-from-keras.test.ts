import * as tf from '@tensorflow/tfjs';
import { Constant, CosineDecay } from 'lr-schedules';
import { optimizerFromKeras } from 'lr-schedules/keras';
import { lastLearningRate, nextLearningRate } from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';

const rate = { class_name: 'CosineDecay', config: { initial_learning_rate: 0.1, decay_steps: 100, alpha: 0.0 } };
const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });
const neutral = {
  weight_decay: null,
  clipnorm: null,
  global_clipnorm: null,
  clipvalue: null,
  use_ema: false,
  ema_momentum: 0.99,
  ema_overwrite_frequency: null,
};

describe('the native optimizer, with its settings', () => {
  test.each<[className: string, config: object, native: string, settings: object]>([
    ['SGD', { momentum: 0.0, nesterov: false }, 'SGD', {}],
    ['Custom>SGD', { momentum: 0.9, nesterov: true }, 'Momentum', { momentum: 0.9, useNesterov: true }],
    [
      'Adam',
      { beta_1: 0.8, beta_2: 0.99, epsilon: 1e-8, amsgrad: false },
      'Adam',
      { beta1: 0.8, beta2: 0.99, epsilon: 1e-8 },
    ],
    ['AdamW', { weight_decay: 0 }, 'Adam', { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }],
    [
      'RMSprop',
      { rho: 0.8, momentum: 0.5, epsilon: 1e-6, centered: false },
      'RMSProp',
      { decay: 0.8, momentum: 0.5, epsilon: 1e-6, centered: false },
    ],
    ['Adagrad', { initial_accumulator_value: 0.2, epsilon: 1e-7 }, 'Adagrad', { initialAccumulatorValue: 0.2 }],
    ['Adamax', { beta_1: 0.8 }, 'Adamax', { beta1: 0.8, beta2: 0.999, epsilon: 1e-7 }],
  ])('%s', (className, config, native, settings) => {
    const saved = {
      module: 'keras.optimizers',
      class_name: className,
      config: { ...neutral, learning_rate: rate, ...config },
      registered_name: null,
    };
    const optimizer = optimizerFromKeras(tf, saved, { iterations: 30 });
    expect(optimizer.getClassName()).toBe(native);
    expect(optimizer.getConfig()).toMatchObject({ ...settings, learningRate: schedule(30) });
    expect(optimizer.iterations).toBe(30);
    expect(nextLearningRate(optimizer)).toBe(schedule(30));
  });
});

test('follows, from a text too', () => {
  const optimizer = optimizerFromKeras(tf, JSON.stringify({ class_name: 'SGD', config: { learning_rate: rate } }));
  const x = tf.variable(tf.scalar(1));
  optimizer.minimize(() => x.mul(1) as tf.Scalar);
  optimizer.minimize(() => x.mul(1) as tf.Scalar);
  expect(lastLearningRate(optimizer)).toBe(schedule(1));
  expect(x.dataSync()[0]).toBeCloseTo(1 - schedule(0) - schedule(1), 6);
  x.dispose();
});

test('a constant rate is a schedule too', () => {
  const optimizer = optimizerFromKeras(tf, { class_name: 'Adam', config: { learning_rate: 0.002 } }, { iterations: 7 });
  expect(nextLearningRate(optimizer)).toBe(new Constant({ value: 0.002 })(7));
});

test("epsilon is where Keras has it, and Keras's between the updates", () => {
  const optimizer = optimizerFromKeras(tf, { class_name: 'Adam', config: { learning_rate: 0.1, epsilon: 0.5 } });
  const x = tf.variable(tf.scalar(1));
  let [w, m, v] = [1, 0, 0];
  for (let t = 1; t <= 5; t++) {
    const gradient = 2 * w;
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient ** 2;
    w -= (((0.1 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)) * m) / (Math.sqrt(v) + 0.5);
    optimizer.minimize(() => x.square() as tf.Scalar);
    expect(x.dataSync()[0]).toBeCloseTo(w, 6);
    expect(optimizer.getConfig()['epsilon']).toBe(0.5);
  }
  x.dispose();
});

test('empty moments have a bias of their own, however late they start', () => {
  const optimizer = optimizerFromKeras(
    tf,
    { class_name: 'Adam', config: { learning_rate: 0.1 } },
    { iterations: 5000 },
  );
  const x = tf.variable(tf.scalar(1));
  optimizer.minimize(() => x.mul(3) as tf.Scalar);
  expect(x.dataSync()[0]).toBeCloseTo(0.9, 5);
  expect(optimizer.iterations).toBe(5001);
  x.dispose();
});

describe('has no equivalent', () => {
  test.each<[what: string, saved: object, message: RegExp]>([
    [
      'gradient accumulation',
      { class_name: 'SGD', config: { learning_rate: 0.1, gradient_accumulation_steps: 4 } },
      /config.gradient_accumulation_steps: TensorFlow.js does not accumulate gradients, received 4/,
    ],
    ['EMA', { class_name: 'SGD', config: { learning_rate: 0.1, use_ema: true } }, /config.use_ema/],
    ['AMSGrad', { class_name: 'Adam', config: { learning_rate: 0.1, amsgrad: true } }, /config.amsgrad/],
    ['Adadelta', { class_name: 'Adadelta', config: { learning_rate: 0.1 } }, /Adadelta is another algorithm/],
    ['centered RMSprop', { class_name: 'RMSprop', config: { learning_rate: 0.1, centered: true } }, /config.centered/],
    ["Adagrad's epsilon", { class_name: 'Adagrad', config: { learning_rate: 0.1, epsilon: 1e-3 } }, /config.epsilon/],
    ['the decay before Keras 2.11', { class_name: 'SGD', config: { learning_rate: 0.1, decay: 1e-3 } }, /config.decay/],
    [
      'loss scaling',
      {
        class_name: 'LossScaleOptimizer',
        config: { inner_optimizer: { class_name: 'SGD', config: { learning_rate: 0.1 } }, initial_scale: 32768 },
      },
      /initial_scale/,
    ],
  ])('%s: an error, or a warning', (_what, saved, message) => {
    expect(() => optimizerFromKeras(tf, saved)).toThrow(message);
    expect(() => optimizerFromKeras(tf, saved)).toThrow(/pass options.warnings, a list/);
    const warnings: string[] = [];
    const optimizer = optimizerFromKeras(tf, saved, { warnings });
    expect(warnings).toEqual([expect.stringMatching(message)]);
    const x = tf.variable(tf.scalar(1));
    optimizer.minimize(() => x.mul(1) as tf.Scalar);
    expect(x.dataSync()[0]).toBeLessThan(1);
    x.dispose();
  });

  test.each(['Lion', 'Nadam', 'Ftrl', 'Lamb', 'Muon', 'constructor'])('%s at all', (className) => {
    const saved = { class_name: className, config: { learning_rate: 0.1 } };
    expect(() => optimizerFromKeras(tf, saved, { warnings: [] })).toThrow(`TensorFlow.js does not have "${className}"`);
  });
});

test('refuses what is no optimizer', () => {
  expect(() => optimizerFromKeras(tf, '{')).toThrow(/no JSON/);
  expect(() => optimizerFromKeras(tf, {})).toThrow(TypeError);
  expect(() => optimizerFromKeras(tf, { class_name: 'SGD', config: {} })).toThrow(/learning_rate: it is missing/);
  expect(() => optimizerFromKeras(tf, { class_name: 'SGD', config: { learning_rate: 0.1, momentum: -1 } })).toThrow(
    RangeError,
  );
  const saved = { class_name: 'SGD', config: { learning_rate: 0.1 } };
  expect(() => optimizerFromKeras(tf, saved, { iterations: 1.5 })).toThrow(
    /whole number from 0 to 2147483647, received 1.5/,
  );
  expect(() => optimizerFromKeras(tf, saved, { iterations: '3' as never })).toThrow(TypeError);
});
