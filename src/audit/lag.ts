import type { LearningRateSchedule } from '../schedule.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { Shift } from '../schedules/blocks/shift.js';
import type { Points } from './points.js';

/** Steps by which a log is behind a schedule: `lags[i]` from the point of index `from[i]` on. */
export interface Lag {
  readonly from: readonly number[];
  readonly lags: readonly number[];
}

/**
 * Whole lags that only grow and bring every point onto a schedule, each as small as can be; null if none do.
 *
 * An update that is skipped, and the schedule's step with it, adds one.
 */
export function growingLag(
  schedule: LearningRateSchedule,
  { steps, rates, tolerances }: Points,
  least: number,
  most: number,
): Lag | null {
  const from: number[] = [];
  const lags: number[] = [];
  let lag = least;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    const before = lag;
    while (!(Math.abs(schedule.at(step - lag) - (rates[i] as number)) <= (tolerances[i] as number))) {
      if (++lag > most) return null;
    }
    if (i === 0 || lag !== before) {
      from.push(i);
      lags.push(lag);
    }
  }
  return { from, lags };
}

/** The schedule as it was followed with a lag, on the log's clock. */
export function delayed(
  schedule: LearningRateSchedule,
  { from, lags }: Lag,
  steps: Float64Array,
): LearningRateSchedule {
  const parts = lags.map((offset) =>
    offset === 0 ? schedule : new Shift({ schedule, offset, beforeOffset: 'extrapolate' }),
  );
  if (parts.length === 1) return parts[0] as LearningRateSchedule;
  const boundaries = from.slice(1).map((index) => steps[index] as number);
  return new Sequence({ schedules: parts, boundaries, clock: 'shared' });
}
