import { expect, test } from 'vitest';
import { wholeNumberRate } from '../../src/keras/faults.js';

test.each([
  ['1', 1],
  ['0', 1],
  ['1.0', 0],
  ['0.0', 0],
  ['1e-05', 0],
  ['0.1', 0],
])('a rate that is written %s', (rate, count) => {
  const saved = `{"class_name": "CosineDecay", "config": {"initial_learning_rate": ${rate}, "decay_steps": 1000}}`;
  expect(wholeNumberRate(saved, 'file')).toHaveLength(count);
  expect(wholeNumberRate(`{"initial_learning_rate":${rate}}`, 'file')).toHaveLength(count);
});
