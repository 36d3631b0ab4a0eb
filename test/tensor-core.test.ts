import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { failuresOf, runTensorCases, tensorCases } from './tensor-cases.js';

// The union package adds methods to tensors, such as `x.mul(y)`; nothing may rely on them.
test('tensors with @tensorflow/tfjs-core and one backend alone', async () => {
  await tf.ready();
  expect(tf.getBackend()).toBe('cpu');
  expect('mul' in tf.Tensor.prototype).toBe(false);
  const outcomes = await runTensorCases(tf);
  expect(outcomes).toHaveLength(tensorCases.length);
  expect(outcomes.flatMap(({ className }) => failuresOf(outcomes, className))).toEqual([]);
});
