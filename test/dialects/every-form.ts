import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { deserialize, float32, LearningRateSchedule } from 'lr-schedules';
import { expect } from 'vitest';
import { largest } from './golden-peers.js';

/** What every schedule promises, at its first `count` steps: all forms give one curve, which is flat from its horizon on. */
export async function expectEveryForm(schedule: LearningRateSchedule, count: number): Promise<void> {
  await tf.setBackend('cpu');
  expect(schedule).toBeInstanceOf(LearningRateSchedule);
  const steps = Array.from({ length: count }, (_, step) => step);
  const rates = steps.map((step) => schedule(step));
  const tolerance = 1e-6 * largest(rates);

  const copy = deserialize(JSON.parse(JSON.stringify(schedule)));
  expect(steps.map((step) => copy(step))).toEqual(rates);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(schedule));

  const tensors = tf.tidy(() => Array.from(schedule(tf.tensor1d(steps, 'int32')).dataSync()));
  const list = schedule.values(count);
  for (const [step, rate] of rates.entries()) {
    const where = `step ${step} of ${JSON.stringify(schedule)}`;
    expect(Math.abs((list[step] as number) - rate), where).toBeLessThanOrEqual(1e-14 * largest(rates));
    expect(Math.abs(schedule.evaluate(float32, step) - rate), where).toBeLessThanOrEqual(tolerance);
    expect(Math.abs((tensors[step] as number) - rate), where).toBeLessThanOrEqual(tolerance);
  }

  const { horizon } = schedule;
  expect(horizon).toBeGreaterThanOrEqual(0);
  if (horizon < 10_000) {
    const end = Math.ceil(horizon);
    for (const step of [...steps, 1000, 100_000]) {
      expect(Math.abs(schedule(end + step) - schedule(end))).toBeLessThanOrEqual(1e-14 * largest(rates));
    }
  }
}
