import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import type { Settings } from '../settings.js';

const MOST_INCREMENTS = 1000;

/**
 * A schedule of samples, where the batch grows: from `start`, by `increment` each time that so many samples are through,
 * until it is `batch` after `samples` of them. And how many updates a run of `length` samples has.
 */
export function rampedUp(
  args: Settings,
  ramp: readonly number[],
  batch: number,
  length: number,
  schedule: LearningRateSchedule,
): { schedule: LearningRateSchedule; updates: number } {
  const [start, increment, samples] = ramp as readonly [number, number, number];
  const increments = (batch - start) / increment;
  const isWhole = Number.isInteger(increments) && increments >= 0 && increments <= MOST_INCREMENTS;
  if (ramp.length !== 3 || !isWhole || ramp.some((n) => !Number.isInteger(n) || n <= 0)) {
    args.refuse(
      'rampup_batch_size',
      `a start, an increment that leads to the batch of ${batch}, and samples, all whole,`,
    );
  }
  const perIncrement = increments === 0 ? 0 : samples / increments;
  const schedules: LearningRateSchedule[] = [];
  const boundaries: number[] = [];
  let seen = 0;
  let updates = 0;
  const add = (size: number, count: number) => {
    if (count <= 0) return;
    if (updates > 0) boundaries.push(updates);
    // The schedule sees the samples before an update, and takes them for steps.
    const from = new Shift({ schedule, offset: -seen });
    schedules.push(new Stretch({ schedule: from, steps: 1, scheduleSteps: size }));
    updates += count;
    seen += count * size;
  };
  for (let i = 0; i < increments; i++) {
    const size = start + i * increment;
    add(size, Math.ceil(((i + 1) * perIncrement - seen) / size));
  }
  add(batch, Math.max(1, Math.floor((length - seen) / batch)));
  return { schedule: new Sequence({ schedules, boundaries }), updates };
}
