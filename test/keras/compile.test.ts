import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { expect, test } from 'vitest';
import { edited } from './files.js';

const file = 'keras3-sgd.keras.gz';
const examples = [
  [1, 2, 3, 4],
  [-1, 0.5, 0, 2],
];

async function compiledWith(compile: object): Promise<tf.LayersModel> {
  const bytes = edited(file, (config) => {
    Object.assign(config.compile_config, compile);
  });
  return (await loadKerasModel(tf, bytes)).model;
}

const saved = (className: string, config: object = {}) => ({
  module: 'keras.losses',
  class_name: className,
  config: { name: 'x', reduction: 'sum_over_batch_size', dtype: 'float32', ...config },
  registered_name: null,
});

test.each<[loss: unknown, name: string]>([
  ['mse', 'meanSquaredError'],
  ['mean_absolute_error', 'meanAbsoluteError'],
  ['MAPE', 'meanAbsolutePercentageError'],
  [saved('MeanSquaredError'), 'meanSquaredError'],
  [saved('BinaryCrossentropy', { from_logits: false, label_smoothing: 0.0, axis: -1 }), 'binaryCrossentropy'],
  [saved('SparseCategoricalCrossentropy', { ignore_class: null }), 'sparseCategoricalCrossentropy'],
  [{ class_name: 'function', config: 'mean_squared_error' }, 'meanSquaredError'],
])('the loss %j', async (loss, name) => {
  const model = await compiledWith({ loss });
  expect(model.loss).toBe(name);
  model.dispose();
});

test('losses and metrics per output', async () => {
  const model = await compiledWith({
    loss: ['mse'],
    metrics: [['mae', { class_name: 'MeanSquaredError', config: {} }]],
  });
  expect(model.loss).toBe('meanSquaredError');
  expect(model.metricsNames).toEqual(['loss', 'mae', 'mse']);
  model.dispose();
});

test('binary cross-entropy of logits, with smoothed labels', async () => {
  const model = await compiledWith({
    loss: saved('BinaryCrossentropy', { from_logits: true, label_smoothing: 0.2 }),
    metrics: null,
  });
  const [x, labels] = [tf.tensor2d(examples), [1, 0]];
  const logits = (model.predict(x) as tf.Tensor).dataSync();
  const expected = labels.map((label, i) => {
    const smooth = label * 0.8 + 0.1;
    const p = 1 / (1 + Math.exp(-(logits[i] as number)));
    return -(smooth * Math.log(p) + (1 - smooth) * Math.log(1 - p));
  });
  const loss = (model.evaluate(x, tf.tensor2d(labels, [2, 1])) as tf.Scalar).dataSync()[0];
  expect(loss).toBeCloseTo(((expected[0] as number) + (expected[1] as number)) / 2, 5);
  model.dispose();
});

test('categorical cross-entropy of logits', async () => {
  const bytes = edited(file, (config) => {
    // The hidden layer alone: six logits.
    config.config.layers.pop();
    config.compile_config.loss = saved('CategoricalCrossentropy', { from_logits: true });
    config.compile_config.metrics = null;
  });
  const { model } = await loadKerasModel(tf, bytes);
  const logits = (model.predict(tf.tensor2d(examples)) as tf.Tensor2D).arraySync();
  const expected = [2, 0].map((label, i) => {
    const row = logits[i] as number[];
    return Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (row[label] as number);
  });
  const labels = tf.oneHot(tf.tensor1d([2, 0], 'int32'), 6).toFloat();
  const loss = (model.evaluate(tf.tensor2d(examples), labels) as tf.Scalar).dataSync()[0];
  expect(loss).toBeCloseTo(((expected[0] as number) + (expected[1] as number)) / 2, 5);
  await model.trainOnBatch(tf.tensor2d(examples), labels);
  model.dispose();
});

test('several outputs', async () => {
  const bytes = edited('keras3-functional.keras.gz', (config) => {
    config.config.output_layers = [
      ['out', 0, 0],
      ['skip', 0, 0],
    ];
    config.compile_config.loss = ['mse', 'mae'];
    config.compile_config.metrics = [['mae'], []];
  });
  const { model } = await loadKerasModel(tf, bytes);
  expect(model.outputNames).toEqual(['out', 'skip']);
  expect(model.loss).toEqual(['meanSquaredError', 'meanAbsoluteError']);
  const x = tf.tensor2d(examples);
  const [, mse, mae] = (await model.trainOnBatch([x, x], [tf.zeros([2, 1]), tf.zeros([2, 4])])) as number[];
  expect([mse, mae].every((loss) => Number.isFinite(loss) && (loss as number) > 0)).toBe(true);
  expect(model.metricsNames).toContain('out_mae');
});
