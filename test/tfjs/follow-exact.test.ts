import * as tf from '@tensorflow/tfjs';
import { follow, lastLearningRate, nextLearningRate, withSchedules } from 'lr-schedules/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { kinds, optimizers, paths, schedule, setByHand, train, updates, useWasm } from './training.js';

// Keras's and Model Garden's steps begin at 0: the first update must see schedule(0), on every path.
describe.each(['cpu', 'wasm'])('on %s, 20 updates are to the bit those with the rate set by hand', (backend) => {
  beforeAll(() => (backend === 'wasm' ? useWasm() : void tf.setBackend('cpu')));

  describe.each(kinds)('%s', (_kind, make) => {
    test.each(Object.entries(paths))('%s', async (_path, path) => {
      const optimizer = make(tf.train, 0.5);
      const seen: number[] = [];
      const followed = await train(
        follow(optimizer, (step) => {
          seen.push(step);
          return schedule(step);
        }),
        path,
      );

      const manual = make(tf.train, 0.5);
      const byHand = await train(manual, path, (update) => setByHand(manual, schedule(update)));
      const constant = await train(make(tf.train, 0.02), path);

      expect(followed.every(Number.isFinite)).toBe(true);
      expect(followed).toEqual(byHand);
      expect(Math.max(...followed.map((weight, i) => Math.abs(weight - (constant[i] as number))))).toBeGreaterThan(
        1e-3,
      );
      expect(seen).toEqual(Array.from({ length: updates }, (_, step) => step));
      expect(lastLearningRate(optimizer)).toBe(schedule(updates - 1));
      expect(nextLearningRate(optimizer)).toBe(schedule(updates));
    });
  });
});

test.each(kinds)('withSchedules makes a followed %s', async (_kind, make) => {
  const scheduled = make(withSchedules(tf.train) as unknown as typeof tf.train, schedule as unknown as number);
  const followed = follow(make(tf.train, 0.5), schedule);
  const path = paths['minimize'] as (typeof paths)[string];
  expect(await train(scheduled, path)).toEqual(await train(followed, path));
});

test('the table has each of the seven classes, nesterov and centered', () => {
  const configs = kinds.map(([, make]) => make(tf.train, 0.1)).map((o) => [o.getClassName(), o.getConfig()] as const);
  expect(new Set(configs.map(([name]) => name)).size).toBe(7);
  expect(Object.keys(optimizers)).toHaveLength(9);
});
