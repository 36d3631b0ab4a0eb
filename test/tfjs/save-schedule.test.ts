import * as tf from '@tensorflow/tfjs';
import { CosineDecay, deserialize } from 'lr-schedules';
import { loadKerasModel } from 'lr-schedules/keras';
import { follow, followSaved, nextLearningRate, saveSchedule, unfollow } from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';
import { after, goOn, largestDifference, readGolden, recordOf } from '../keras/files.js';

async function saved(model: tf.LayersModel, includeOptimizer = true): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      // Through JSON, as files go.
      const { weightData, ...rest } = given;
      artifacts = { ...JSON.parse(JSON.stringify(rest)), weightData };
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
    { includeOptimizer },
  );
  return artifacts;
}

const load = (artifacts: tf.io.ModelArtifacts) => tf.loadLayersModel(tf.io.fromMemory(artifacts));

describe('a model that came from Keras keeps its schedule when TensorFlow.js saves it half-way', () => {
  test.each(['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'])('%s', async (name) => {
    for (const file of [`keras3-${name}.keras`, `tfkeras-${name}.h5`]) {
      const { iterations, weights = [] } = recordOf(file);
      const { model, schedule } = await loadKerasModel(tf, readGolden(`${file}.gz`));
      await goOn(model, iterations, 20);
      const artifacts = await saved(model);
      model.dispose();

      const loaded = followSaved(await load(artifacts));
      expect(loaded.optimizer.iterations).toBe(iterations + 20);
      expect(nextLearningRate(loaded.optimizer)).toBe(schedule(iterations + 20));
      await goOn(loaded, iterations + 20, after - 20);
      const difference = largestDifference(loaded.getWeights(), weights);
      if (process.env['SHOW']) console.log(file, difference.toExponential(1));
      expect(difference).toBeLessThanOrEqual(name === 'adam' ? 1e-5 : 1e-6);
      loaded.dispose();
    }
  });
});

const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, warmupTarget: 0.2, warmupSteps: 10 });

function makeModel(optimizer: tf.Optimizer): tf.Sequential {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

test('any model that follows a schedule can be saved with it, beside other metadata', async () => {
  const model = makeModel(tf.train.adam(0.001));
  model.setUserDefinedMetadata({ author: 'me' });
  follow(model.optimizer, schedule);
  await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { batchSize: 2, epochs: 3, verbose: 0 });
  const artifacts = await saved(saveSchedule(model));
  expect(artifacts.userDefinedMetadata).toEqual({
    author: 'me',
    lrSchedule: JSON.parse(JSON.stringify(schedule)),
    lrOptions: {},
  });
  expect(deserialize((artifacts.userDefinedMetadata as { lrSchedule: unknown }).lrSchedule)(7)).toBe(schedule(7));

  // TensorFlow.js alone: a number for the rate, and finite weights.
  const stock = await load(artifacts);
  expect(stock.optimizer.getConfig()['learningRate']).toBe(schedule(11));
  await stock.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 1, verbose: 0 });
  expect(Number.isFinite(stock.getWeights()[0]?.dataSync()[0])).toBe(true);

  const loaded = followSaved(await load(artifacts));
  expect(nextLearningRate(loaded.optimizer)).toBe(schedule(12));
});

test('the way of momentum is kept', async () => {
  for (const momentum of ['keras', 'tfjs'] as const) {
    const model = makeModel(tf.train.momentum(0.1, 0.9));
    follow(model.optimizer, schedule, { momentum });
    const { userDefinedMetadata } = await saved(saveSchedule(model));
    expect((userDefinedMetadata as { lrOptions: object }).lrOptions).toEqual(momentum === 'keras' ? { momentum } : {});
  }
});

test('says what is missing', async () => {
  const model = makeModel(tf.train.sgd(0.1));
  expect(() => saveSchedule(model)).toThrow(/must follow a schedule/);
  follow(model.optimizer, (step) => 1 / (step + 1));
  expect(() => saveSchedule(model)).toThrow(/one that can be saved/);
  expect(() => followSaved(model)).toThrow(/call saveSchedule\(model\) before/);
  follow(model.optimizer, schedule);
  const artifacts = await saved(saveSchedule(model), false);
  const loaded = await load(artifacts);
  expect(() => followSaved(loaded)).toThrow(/includeOptimizer: true/);
  expect(() => followSaved({} as never)).toThrow(/model must be a tf.LayersModel/);
  unfollow(model.optimizer);
  model.setUserDefinedMetadata({ lrSchedule: { class_name: 'CosineDecay', config: { decay_steps: 0 } } });
  expect(() => followSaved(model)).toThrow(/CosineDecay/);
});
