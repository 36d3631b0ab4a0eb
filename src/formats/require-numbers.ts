import type { LearningRateSchedule } from '../schedule.js';

/** Steps at which it shows that something is too large to be computed with. */
const PROBES = [0, 1, 2, 10, 100, 1000, 1e4, 1e5, 1e6];

/** @throws {RangeError} for huge numbers in a schedule, whose products and differences are no numbers. */
export function requireNumbers(schedule: LearningRateSchedule, part: string): void {
  const step = PROBES.find((probe) => Number.isNaN(schedule(probe)));
  if (step !== undefined) {
    throw new RangeError(`${part}: its rate at step ${step} is no number: something in it is too large.`);
  }
}
