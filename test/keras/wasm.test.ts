import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { expect, test } from 'vitest';
import { useWasm } from '../tfjs/training.js';
import { goOn, largestDifference, readGolden, recordOf } from './files.js';

test.each(['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'])('%s continues on wasm', async (name) => {
  await useWasm();
  const { iterations, weights = [] } = recordOf(`keras3-${name}.keras`);
  const { model } = await loadKerasModel(tf, readGolden(`keras3-${name}.keras.gz`));
  await goOn(model, iterations);
  const difference = largestDifference(model.getWeights(), weights);
  if (process.env['SHOW']) console.log(name, difference.toExponential(1));
  expect(difference).toBeLessThanOrEqual(name === 'adam' ? 1e-5 : 1e-6);
});
