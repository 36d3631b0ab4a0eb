import { inspect } from 'node:util';
import {
  type Arithmetic,
  CosineDecay,
  LearningRateSchedule,
  LinearWarmup,
  PiecewiseConstantDecay,
  scheduleClasses,
} from 'lr-schedules';
import { expect, test } from 'vitest';

const cosine = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });
const shown = 'CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0, warmupSteps: 0 })';

test('a schedule says what it is, as a text and in the console', () => {
  expect(`${cosine}`).toBe(shown);
  expect(inspect(cosine)).toBe(shown);
  expect(inspect({ rate: cosine })).toBe(`{\n  rate: ${shown}\n}`);
});

test('a schedule inside another is shown inside', () => {
  const warmup = new LinearWarmup({ afterWarmupLrSched: cosine, warmupSteps: 10, warmupLearningRate: 0 });
  expect(`${warmup}`).toContain(`LinearWarmup({ afterWarmupLrSched: ${shown}, warmupSteps: 10`);
});

test('long lists are cut', () => {
  const boundaries = Array.from({ length: 100 }, (_, i) => i);
  expect(`${new PiecewiseConstantDecay({ boundaries, values: [0.5, ...boundaries] })}`).toBe(
    'PiecewiseConstantDecay({ boundaries: [0,1,2,3,4,5,6,7…], values: [0.5,0,1,2,3,4,5,6…] })',
  );
});

test('a class that cannot be saved has its name, and none throws', () => {
  class HalfLife extends LearningRateSchedule {
    evaluate<T>(m: Arithmetic<T>, step: T): T {
      return m.pow(0.5, step);
    }
  }
  expect(`${new HalfLife()}`).toBe('HalfLife');
  for (const { prototype } of scheduleClasses) expect(inspect(prototype)).toMatch(/\w/);
});
