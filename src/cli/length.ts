import { partsOf } from '../observe/run.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Loop } from '../schedules/blocks/loop.js';
import { PingPong } from '../schedules/blocks/ping-pong.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { Shift } from '../schedules/blocks/shift.js';

/** Steps of a rate that never changes. */
const FLAT = 100;

/**
 * How many steps of a schedule to show where nobody says how long the run is: up to its end, or of one that has none so
 * many that one sees how it goes on.
 */
export function naturalLength(schedule: LearningRateSchedule): number {
  const { horizon } = schedule;
  if (horizon === 0) return FLAT;
  if (Number.isFinite(horizon)) {
    // At its horizon a schedule has come to its last rate.
    const end = Math.ceil(horizon);
    return end + (jumpsTo(schedule, end) ? Math.ceil(end / 4) : 1);
  }
  if (schedule instanceof Sequence) {
    const { schedules, boundaries, clock } = schedule;
    const last = naturalLength(schedules.at(-1) as LearningRateSchedule);
    const start = Math.ceil(boundaries.at(-1) ?? 0);
    return clock === 'restart' ? start + last : Math.max(start + 1, last);
  }
  if (schedule instanceof Shift) return Math.max(1, Math.ceil(schedule.offset) + naturalLength(schedule.schedule));
  if (schedule instanceof PingPong || schedule instanceof Loop) return Math.ceil(schedule.steps) + 1;
  return 4 * longestOption(schedule) + 1;
}

/** Whether it only jumps to its last rate at `end`, so that one step of it would not be seen. */
const jumpsTo = (schedule: LearningRateSchedule, end: number) =>
  end > 1 && schedule.at(end) !== schedule.at(end - 1) && schedule.at(end - 1) === schedule.at(end - 2);

/** The largest number of steps among the options of a schedule and of all that are nested in it. */
function longestOption(schedule: LearningRateSchedule): number {
  const lengths = partsOf(schedule).flatMap((part) => {
    const { options = {} } = part.constructor as typeof LearningRateSchedule;
    return Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
      options[name]?.is === 'steps' ? [value].flat().filter((steps) => Number.isFinite(steps)) : [],
    ) as number[];
  });
  return Math.ceil(Math.max(FLAT / 4, ...lengths));
}
