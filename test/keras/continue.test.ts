import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { lastLearningRate, nextLearningRate } from 'lr-schedules/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { after, goOn, inputs, largestDifference, readGolden, records } from './files.js';

afterEach(() => {
  tf.disposeVariables();
});

const toleranceOf = (file: string) => (/adam(\b|-)/.test(file) ? 1e-5 : 1e-6);

describe('continues where Keras stopped', () => {
  test.each(records.filter(({ kind }) => kind === 'sequential'))(
    '$file',
    async ({ file, iterations, weights = [] }) => {
      const loaded = await loadKerasModel(tf, readGolden(file));
      expect(loaded.iterations).toBe(iterations);
      expect(loaded.model.optimizer).toBe(loaded.optimizer);
      expect(nextLearningRate(loaded.optimizer)).toBe(loaded.schedule(iterations));

      await goOn(loaded.model, iterations);
      expect(loaded.optimizer.iterations).toBe(iterations + after);
      expect(lastLearningRate(loaded.optimizer)).toBe(loaded.schedule(iterations + after - 1));
      const difference = largestDifference(loaded.model.getWeights(), weights);
      if (process.env['SHOW']) console.log(file, difference.toExponential(1));
      expect(difference).toBeLessThanOrEqual(toleranceOf(file));
    },
  );

  test.each(records.filter(({ kind }) => kind === 'functional'))(
    '$file',
    async ({ file, iterations, prediction = [], layers = {} }) => {
      const { model } = await loadKerasModel(tf, readGolden(file));
      const [a, b] = inputs(0, 4);
      expect(largestDifference([model.predict([a, b]) as tf.Tensor], [prediction])).toBeLessThan(1e-6);

      await goOn(model, iterations);
      for (const [name, weights] of Object.entries(layers)) {
        const difference = largestDifference(model.getLayer(name).getWeights(), weights);
        if (process.env['SHOW']) console.log(file, name, difference.toExponential(1));
        expect(difference, name).toBeLessThanOrEqual(1e-5);
      }
    },
  );
});

test('finds the moments behind what TensorFlow.js goes without', async () => {
  const file = new URL('../golden/keras-files-more/keras3_adamw.h5', import.meta.url);
  const warnings: string[] = [];
  const { model, optimizer, iterations } = await loadKerasModel(tf, readFileSync(file), { warnings });
  expect(warnings).toEqual([expect.stringMatching(/gradient_accumulation_steps/)]);
  expect(iterations).toBe(6);
  // This file's accumulators are zero, and so is what came of the kernel.
  const [, , m, , v] = (await optimizer.getWeights()).map(({ tensor }) => tensor.dataSync()[0]);
  expect(m).toBeCloseTo(-0.24665552, 7);
  expect(v).toBeCloseTo(0.00252669, 7);
  model.dispose();
});
