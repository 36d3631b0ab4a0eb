import * as tf from '@tensorflow/tfjs';
import { CosineDecay } from 'lr-schedules';
import { readSchedule, readTfjsModel } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { readGoldenJson } from './golden-files.js';

/** The artifacts of a model that TensorFlow.js saves with its optimizer. */
async function saved(optimizer: tf.Optimizer): Promise<tf.io.ModelArtifacts> {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  await model.fit(tf.zeros([2, 2]), tf.zeros([2, 1]), { verbose: 0 });
  let artifacts: tf.io.ModelArtifacts = {};
  const handler = tf.io.withSaveHandler(async (given) => {
    artifacts = given;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  return artifacts;
}

describe('saved by TensorFlow.js', () => {
  test.each([
    ['Adam', tf.train.adam(0.25, 0.8, 0.9, 1e-5), { beta_1: 0.8, beta_2: 0.9, epsilon: 1e-5 }],
    ['SGD', tf.train.sgd(0.25), {}],
    ['Momentum', tf.train.momentum(0.25, 0.9, true), { momentum: 0.9, nesterov: true }],
    [
      'RMSprop',
      tf.train.rmsprop(0.25, 0.8, 0.1),
      { rho: 0.8, momentum: 0.1, epsilon: tf.backend().epsilon(), centered: false },
    ],
    ['Adagrad', tf.train.adagrad(0.25, 0.2), { initial_accumulator_value: 0.2 }],
    ['Adadelta', tf.train.adadelta(0.25, 0.9, 1e-6), { rho: 0.9, epsilon: 1e-6 }],
  ])('%s', async (className, optimizer, config) => {
    const { modelTopology, trainingConfig, weightSpecs, weightData } = await saved(optimizer);
    const file = JSON.stringify({ modelTopology, trainingConfig, format: 'layers-model', weightsManifest: [] });
    for (const read of [
      await readSchedule(file),
      await readTfjsModel({ modelTopology, trainingConfig, weightSpecs, weightData }),
    ]) {
      expect(read.schedule(0)).toBe(0.25);
      expect(read.optimizer).toEqual({ className, config });
      expect([read.iterations, read.ignored]).toEqual([null, []]);
    }
  });
});

describe("Keras's training config", () => {
  const { modelTopology } = readGoldenJson<{ modelTopology: { training_config: object } }>(
    'keras-files/keras3_cosine_adam_tfjs/model.json',
  );
  const expected = new CosineDecay({
    initialLearningRate: 0.0001,
    decaySteps: 100,
    alpha: 0.1,
    warmupTarget: 0.01,
    warmupSteps: 10,
  });

  /** As TensorFlow.js does on loading: keys and texts to camelCase, all but names, and a key of its own. */
  function camelCase(value: unknown, key = ''): unknown {
    const rename = (text: string) => text.replace(/_+(\w|$)/g, (_, letter: string) => letter.toUpperCase());
    if (typeof value === 'string') return key === 'name' ? value : rename(value);
    if (Array.isArray(value)) return value.map((item) => camelCase(item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, item]) => [rename(name), camelCase(item, name)]);
    return { ...Object.fromEntries(entries), ...(key === 'config' ? { customObjects: {} } : {}) };
  }

  test.each([
    ['moved to trainingConfig', modelTopology.training_config],
    ['and in camelCase', camelCase(modelTopology.training_config)],
  ])('%s', async (_, trainingConfig) => {
    const { schedule, optimizer } = await readSchedule(JSON.stringify({ modelTopology: {}, trainingConfig }));
    expect(schedule.toJSON()).toEqual(expected.toJSON());
    expect(optimizer?.className).toBe('Adam');
    const { optimizer: converted } = await readTfjsModel({ modelTopology });
    expect(optimizer?.config).toEqual(converted?.config);
  });

  test.each([
    [{ modelTopology: {} }, /model\.json → trainingConfig: it is missing, and modelTopology\.training_config too/],
    [{ modelTopology: {}, format: 'graph-model' }, /model\.json → format: a graph model holds no optimizer/],
    [{ trainingConfig: {} }, /trainingConfig\.optimizer_config: an optimizer as/],
    [
      { trainingConfig: { optimizer_config: { class_name: 'SGD', config: {} } } },
      /trainingConfig\.optimizer_config\.config\.learning_rate: it is missing/,
    ],
    [
      {
        modelTopology: { training_config: { optimizer_config: { class_name: 'SGD', config: { learning_rate: [] } } } },
      },
      /model\.json → modelTopology\.training_config\.optimizer_config\.config\.learning_rate: /,
    ],
  ])('refuses %j', async (model, message) => {
    await expect(readSchedule(JSON.stringify(model))).rejects.toThrow(message);
  });
});
