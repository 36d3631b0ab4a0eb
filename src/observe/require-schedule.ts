import { show } from '../errors.js';
import { LearningRateSchedule } from '../schedule.js';

/** @throws {TypeError} unless `schedule` is one; `place` is what the caller calls it. */
export function requireSchedule(
  caller: string,
  schedule: unknown,
  place = 'schedule',
): asserts schedule is LearningRateSchedule {
  if (typeof schedule === 'function' && schedule instanceof LearningRateSchedule) return;
  const help = typeof schedule === 'number' ? `; for a constant rate, pass new Constant({ value: ${schedule} })` : '';
  throw new TypeError(`${caller}: ${place} must be a schedule, received ${show(schedule)}${help}.`);
}
