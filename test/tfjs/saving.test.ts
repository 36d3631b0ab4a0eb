import * as tf from '@tensorflow/tfjs';
import { follow, lastLearningRate, nextLearningRate } from 'lr-schedules/tfjs';
import { expect, test } from 'vitest';
import { kinds, makeModel, schedule, weightsOf } from './training.js';

const x = tf.tensor2d([1, -2, 3, 0.5, 2, -1], [2, 3]);
const y = tf.tensor2d([2, -1], [2, 1]);

async function train(model: tf.LayersModel, updates: number): Promise<void> {
  for (let i = 0; i < updates; i++) await model.trainOnBatch(x, y);
}

async function saveAndLoad(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  return tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
}

// What tfjs itself does not save whole: Adam's powers of beta are computed anew, Adamax cannot be saved.
const tolerances: Record<string, number> = { adam: 1e-6 };
const savable = kinds.filter(([kind]) => kind !== 'adamax');

for (const momentum of ['tfjs', 'keras'] as const) {
  test.each(savable)(`%s goes on after saving where it was, momentum: '${momentum}'`, async (kind, make) => {
    const model = makeModel(follow(make(tf.train, 0.5), schedule, { momentum }));
    await train(model, 20);
    const loaded = await saveAndLoad(model);
    const { optimizer } = loaded;
    expect(optimizer.getConfig()['learningRate']).toBe(schedule(19));
    expect(optimizer.iterations).toBe(20);

    follow(optimizer, schedule, { momentum });
    expect(lastLearningRate(optimizer)).toBe(null);
    expect(nextLearningRate(optimizer)).toBe(schedule(20));
    await train(loaded, 20);
    await train(model, 20);

    const tolerance = tolerances[kind] ?? 0;
    const expected = weightsOf(model);
    const distance = Math.max(...weightsOf(loaded).map((weight, i) => Math.abs(weight - (expected[i] as number))));
    expect(distance).toBeLessThanOrEqual(tolerance);
    expect(expected.every(Number.isFinite)).toBe(true);
  });
}

test('without following again, a loaded model trains on at the rate of the last update', async () => {
  const model = makeModel(follow(tf.train.sgd(0.5), schedule));
  await train(model, 20);
  const loaded = await saveAndLoad(model);
  expect(lastLearningRate(loaded.optimizer)).toBe(schedule(19));
  follow(model.optimizer, () => schedule(19));
  await train(loaded, 5);
  await train(model, 5);
  expect(weightsOf(loaded)).toEqual(weightsOf(model));
});
