import * as tf from '@tensorflow/tfjs';
import { CosineDecay, PiecewiseConstantDecay } from 'lr-schedules';
import { loadKerasModel } from 'lr-schedules/keras';
import { nextLearningRate } from 'lr-schedules/tfjs';
import { expect, test } from 'vitest';
import { largestDifference, readShared } from './files.js';

/** What an IOHandler loads from a folder of golden/keras-files. */
function artifactsOf(folder: string): tf.io.ModelArtifacts {
  const model = JSON.parse(new TextDecoder().decode(readShared(`${folder}/model.json`)));
  return {
    modelTopology: model.modelTopology,
    format: model.format,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: readShared(`${folder}/group1-shard1of1.bin`).slice().buffer,
  };
}

test.each([
  ['keras3_cosine_adam', CosineDecay],
  ['tfkeras_piecewise_sgd', PiecewiseConstantDecay],
] as const)('%s, converted and as Keras wrote it', async (name, Schedule) => {
  const artifacts = artifactsOf(`${name}_tfjs`);
  const converted = await loadKerasModel(tf, artifacts, { iterations: 24 });
  expect(converted.schedule).toBeInstanceOf(Schedule);
  expect(converted.iterations).toBe(24);
  expect(converted.optimizer.iterations).toBe(24);
  expect(nextLearningRate(converted.optimizer)).toBe(converted.schedule(24));

  for (const file of [`${name}.keras`, `${name}.h5`]) {
    const { model, schedule, iterations } = await loadKerasModel(tf, readShared(file));
    expect(iterations).toBe(24);
    expect(schedule.toJSON()).toEqual(converted.schedule.toJSON());
    const expected = converted.model.getWeights().map((weight) => [...weight.dataSync()]);
    expect(largestDifference(model.getWeights(), expected)).toBe(0);
    model.dispose();
  }
  converted.model.dispose();
});

test('takes an IOHandler, and trains from the given iteration on', async () => {
  const { model, optimizer, schedule } = await loadKerasModel(
    tf,
    tf.io.fromMemory(artifactsOf('keras3_cosine_adam_tfjs')),
    { iterations: 24 },
  );
  const before = model.getWeights().map((weight) => [...weight.dataSync()]);
  await model.trainOnBatch(tf.ones([8, 4]), tf.zeros([8, 1]));
  expect(optimizer.iterations).toBe(25);
  // The first step of an Adam whose moments are empty is the rate, whatever the gradient.
  expect(largestDifference(model.getWeights(), before)).toBeCloseTo(schedule(24), 5);
  model.dispose();
});

test('takes a parsed model.json, with the bytes of its weights', async () => {
  const json = JSON.parse(new TextDecoder().decode(readShared('keras3_cosine_adam_tfjs/model.json')));
  const weightData = readShared('keras3_cosine_adam_tfjs/group1-shard1of1.bin').slice().buffer;
  const { model } = await loadKerasModel(tf, { ...json, weightData }, { iterations: 24 });
  const { model: same } = await loadKerasModel(tf, readShared('keras3_cosine_adam.keras'));
  const expected = same.getWeights().map((weight) => [...weight.dataSync()]);
  expect(largestDifference(model.getWeights(), expected)).toBe(0);
});

test('needs the iteration, and the weights', async () => {
  const artifacts = artifactsOf('keras3_cosine_adam_tfjs');
  await expect(loadKerasModel(tf, artifacts)).rejects.toThrow(/iterations must be given/);
  const { weightData: _, ...text } = artifacts;
  await expect(loadKerasModel(tf, text, { iterations: 1 })).rejects.toThrow(/weightSpecs and weightData are required/);
  const short = { ...artifacts, weightData: (artifacts.weightData as ArrayBuffer).slice(0, 40) };
  await expect(loadKerasModel(tf, short, { iterations: 1 })).rejects.toThrow(
    /^model.json → weights\[0\]: .* is larger than what the file holds/,
  );
  const few = { ...artifacts, weightSpecs: artifacts.weightSpecs?.slice(0, 3) ?? [] };
  await expect(loadKerasModel(tf, few, { iterations: 1 })).rejects.toThrow(/larger than what the file holds/);
});

test('is not for what TensorFlow.js saved itself', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  let saved: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
    { includeOptimizer: true },
  );
  await expect(loadKerasModel(tf, saved, { iterations: 1 })).rejects.toThrow(/call followSaved/);
});

test('has the layers that the user registered', async () => {
  class Twice extends tf.layers.Layer {
    static className = 'Twice';
    override call(x: tf.Tensor | tf.Tensor[]) {
      return tf.mul(Array.isArray(x) ? (x[0] as tf.Tensor) : x, 2);
    }
  }
  tf.serialization.registerClass(Twice);
  const artifacts = artifactsOf('keras3_cosine_adam_tfjs');
  const options = { iterations: 24 };
  const { model: plain } = await loadKerasModel(tf, artifacts, options);
  // biome-ignore lint/suspicious/noExplicitAny: a config is edited.
  (artifacts.modelTopology as any).model_config.config.layers.push({
    class_name: 'Mine>Twice',
    config: { name: 'twice' },
  });
  await expect(loadKerasModel(tf, artifacts, options)).rejects.toThrow(/the layer of yours/);
  const { model } = await loadKerasModel(tf, artifacts, { ...options, warnings: [] });
  const x = tf.ones([1, 4]);
  const [once] = (plain.predict(x) as tf.Tensor).dataSync();
  expect((model.predict(x) as tf.Tensor).dataSync()[0]).toBeCloseTo(2 * (once as number), 6);
});
