import { CosineRamp, LinearRamp, Stretch } from 'lr-schedules';
import { expect, test } from 'vitest';
import { expectEveryForm } from './dialects/every-form.js';

const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });

test('a schedule over a fraction takes as many steps as are given', async () => {
  const schedule = new Stretch({ schedule: new LinearRamp({ from: 0, to: 1, steps: 1 }), steps: 40 });
  expect([0, 10, 40, 50].map((step) => schedule(step))).toEqual([0, 0.25, 1, 1]);
  await expectEveryForm(schedule, 60);
});

test('a schedule over steps runs slower or faster', async () => {
  const slower = new Stretch({ schedule: decay, steps: 1000, scheduleSteps: 100 });
  const faster = new Stretch({ schedule: decay, steps: 10, scheduleSteps: 100 });
  for (const step of [0, 3, 50, 99, 100, 120]) {
    expect(slower(10 * step)).toBeCloseTo(decay(step), 15);
    expect(faster(step / 10)).toBeCloseTo(decay(step), 15);
  }
  expect([slower.horizon, faster.horizon]).toEqual([1000, 10]);
  await expectEveryForm(slower, 1100);
});

test('errors', () => {
  expect(() => new Stretch({ schedule: decay, steps: 0 })).toThrow(
    new RangeError('Stretch: steps must be a positive number, received 0.'),
  );
  expect(() => new Stretch({ schedule: decay, steps: 1, scheduleSteps: -1 })).toThrow(
    new RangeError('Stretch: scheduleSteps must be a positive number, received -1.'),
  );
});
