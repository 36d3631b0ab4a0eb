import { expect, test } from 'vitest';
import { extend } from '../../src/audit/extend.js';
import { getScheduler } from '../../src/dialects/transformers/index.js';
import { Constant } from '../../src/schedules/blocks/constant.js';
import { LinearRamp } from '../../src/schedules/blocks/linear-ramp.js';

const plan = getScheduler('cosine', { baseLr: 1e-3, numWarmupSteps: 100, numTrainingSteps: 1000 });

test.each(['linear', 'cosine'] as const)('a %s continuation starts where the schedule was', (shape) => {
  const { schedule, finding } = extend(plan, { at: 800, to: 2000, shape });
  for (const step of [0, 50, 100, 799]) expect(schedule(step)).toBe(plan(step));
  expect(schedule(800)).toBeCloseTo(plan(800), 15);
  expect(schedule(1400)).toBeCloseTo(plan(800) / 2, 15);
  expect(schedule(2000)).toBe(0);
  expect(finding).toBeNull();
});

test('an end other than 0', () => {
  const { schedule } = extend(plan, { at: 0, to: 10, end: 5e-4 });
  expect(schedule(10)).toBe(5e-4);
});

test('the same schedule with another end jumps, and says so', () => {
  const { schedule, finding } = extend(new LinearRamp({ from: 2e-5, to: 0, steps: 1000 }), {
    at: 800,
    to: 1500,
    shape: 'same',
  });
  expect(schedule(799)).toBeCloseTo(2e-5 * 0.201, 15);
  expect(schedule(800)).toBeCloseTo(2e-5 * (700 / 1500), 15);
  expect(schedule(1500)).toBe(0);
  expect(finding).toMatchObject({ code: 'jump', step: 800 });
});

test('the same schedule with a warmup keeps it', () => {
  const { schedule } = extend(plan, { at: 500, to: 2000, shape: 'same' });
  const longer = getScheduler('cosine', { baseLr: 1e-3, numWarmupSteps: 100, numTrainingSteps: 2000 });
  for (const step of [500, 1000, 1999]) expect(schedule(step)).toBeCloseTo(longer(step), 12);
});

test('bad options', () => {
  expect(() => extend(plan, { at: 10, to: 10 })).toThrow('extend: to must be more than at (10), received 10.');
  expect(() => extend((() => 1) as never, { at: 1, to: 2 })).toThrow(TypeError);
  expect(() => extend(new Constant({ value: 1 }), { at: 1, to: 2, shape: 'same' })).toThrow("shape 'same' requires");
});
