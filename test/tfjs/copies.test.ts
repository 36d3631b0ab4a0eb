import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import {
  findLearningRate,
  follow,
  lastLearningRate,
  nextLearningRate,
  setMomentum,
  unfollow,
  withSchedules,
} from 'lr-schedules/tfjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { kinds, makeModel, paths, schedule, setByHand, updates, weightsOf } from './training.js';

const require = createRequire(import.meta.url);
const minimize = paths['minimize'] as (typeof paths)[string];

/** Another copy beside the one of the tests: as from a script tag, or from the bundle of another package. */
const copies: Record<string, () => typeof tf> = {
  'tf.min.js, as a script': () => {
    const scope = globalThis as { tf?: typeof tf; require?: typeof require };
    const code = readFileSync(require.resolve('@tensorflow/tfjs/dist/tf.min.js'), 'utf8');
    // The script sees that it is in Node, not in a page, and takes some of Node's modules.
    scope.require = require;
    new Script(code).runInThisContext();
    delete scope.require;
    return scope.tf as typeof tf;
  },
  'tf.es2017.min.js, as a module of its own': () => require('@tensorflow/tfjs/dist/tf.es2017.min.js'),
};

describe.each(Object.entries(copies))('%s', (_name, load) => {
  let other: typeof tf;

  beforeAll(() => {
    // The second copy says of each of its kernels that the first has it.
    const silence = vi.spyOn(console, 'warn').mockImplementation(() => {});
    other = load();
    silence.mockRestore();
  });

  test('is another copy indeed', () => {
    expect(other.train).not.toBe(tf.train);
    expect(other.version.tfjs).toBe('4.22.0');
  });

  test.each(kinds)('its %s follows in a model of the first copy', async (_kind, make) => {
    const optimizer = make(other.train, 0.5);
    const followed = makeModel(follow(optimizer, schedule));
    await minimize(followed, () => {});
    const manual = makeModel(make(tf.train, 0.5));
    await minimize(manual, (update) => setByHand(manual.optimizer, schedule(update)));
    expect(weightsOf(followed)).toEqual(weightsOf(manual));
    expect(lastLearningRate(optimizer)).toBe(schedule(updates - 1));
  });

  test('its factories take schedules', () => {
    const optimizer = withSchedules(other.train).adam(schedule);
    expect(optimizer.getClassName()).toBe('Adam');
    expect(nextLearningRate(optimizer)).toBe(schedule(0));
  });

  test("momentum: 'keras', setMomentum and unfollow reach its tensors", () => {
    const weight = other.variable(other.scalar(1));
    const optimizer = follow(other.train.momentum(9, 0), (step) => 0.5 ** (step + 1), { momentum: 'keras' });
    setMomentum(optimizer, 0.5);
    const expected = [1 - 0.5, 1 - 0.5 - (0.25 + 0.25), 1 - 0.5 - 0.5 - (0.25 + 0.25)];
    for (const value of expected) {
      optimizer.minimize(() => weight.mul(other.scalar(1)) as tf.Scalar, false, [weight]);
      expect(weight.dataSync()[0]).toBe(value);
      if (optimizer.iterations === 2) unfollow(optimizer);
    }
  });

  test('findLearningRate puts back its variables', async () => {
    const weight = other.variable(other.scalar(1));
    const optimizer = other.train.adam();
    const { suggestion } = await findLearningRate(
      optimizer,
      () => optimizer.minimize(() => weight.square() as tf.Scalar, true) as tf.Scalar,
    );
    expect(suggestion).toBeGreaterThan(0);
    expect(weight.dataSync()[0]).toBe(1);
  });
});
