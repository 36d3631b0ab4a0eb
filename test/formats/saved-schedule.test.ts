import * as tf from '@tensorflow/tfjs';
import { CosineDecayWithOffset } from 'lr-schedules';
import { readSchedule, readTfjsModel } from 'lr-schedules/formats';
import { follow, saveSchedule } from 'lr-schedules/tfjs';
import { expect, test } from 'vitest';

test('reads the schedule that saveSchedule kept, not the last rate', async () => {
  await tf.setBackend('cpu');
  const schedule = new CosineDecayWithOffset({ offset: 3, initialLearningRate: 0.1, decaySteps: 100, alpha: 0.1 });
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer: follow(tf.train.adam(), schedule), loss: 'meanSquaredError' });
  await model.trainOnBatch(tf.ones([4, 2]), tf.ones([4, 1]));
  saveSchedule(model);
  let artifacts: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (saved) => {
    artifacts = saved;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  const { weightData, weightSpecs, ...json } = artifacts as tf.io.ModelArtifacts;
  expect(weightData).toBeDefined();
  expect(weightSpecs).toBeDefined();
  for (const found of [await readTfjsModel(artifacts as object), await readSchedule(JSON.stringify(json))]) {
    expect(found.optimizer?.className).toBe('Adam');
    expect(found.schedule.values(120)).toEqual(schedule.values(120));
  }
});
