import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Stretch } from '../../schedules/blocks/stretch.js';

/** What every function here takes: the keys of `SOLVER`. */
export const solverOptions = {
  /** The highest rate. Default 0.001. */
  baseLr: { is: 'rate', default: 0.001 },
  /** Length of the run in steps. Default 40000. */
  maxIter: { is: 'steps', whole: true, atLeast: 1, default: 40000 },
  /** What the rate is multiplied by at step 0. Default 0.001. */
  warmupFactor: { is: 'number', default: 0.001 },
  /** Length of the warmup in steps. Default 1000. */
  warmupIters: { is: 'steps', whole: true, atLeast: 0, default: 1000 },
  /** Whether the warmup is a straight line. Default `'linear'`. */
  warmupMethod: { is: 'choice', of: ['linear', 'constant'], default: 'linear' },
  /** Whether the schedule is squeezed into what the warmup leaves, or the warmup hides its start. Default false. */
  rescaleInterval: { is: 'flag', default: false },
} as const satisfies OptionTable;

/** Detectron2 compares fractions of the run, with this added to the step's. */
const SLACK = 1e-6;

/** The first step that counts as being at `step` or after it, in a run of that length. */
export const reaches = (step: number, maxIter: number): number => Math.ceil(step - SLACK * maxIter);

/** `schedule`, which is written over the whole run, with a warmup that leads to it. */
export function withSolverWarmup(
  schedule: LearningRateSchedule,
  {
    maxIter,
    warmupFactor,
    warmupIters,
    warmupMethod,
    rescaleInterval,
  }: Readonly<{
    maxIter: number;
    warmupFactor: number;
    warmupIters: number;
    warmupMethod: 'linear' | 'constant';
    rescaleInterval: boolean;
  }>,
): LearningRateSchedule {
  const steps = Math.min(warmupIters, maxIter);
  // The first step whose fraction is more than the warmup's, and not as much.
  const end = Math.floor(steps - SLACK * maxIter) + 1;
  if (end <= 0 || steps === 0) return schedule;
  const low = warmupFactor * schedule.at(0);
  const top = schedule.at(
    rescaleInterval ? 0 : reaches(steps, maxIter) === Math.ceil(steps) ? steps : Math.ceil(steps),
  );
  const warmup = warmupMethod === 'constant' ? low : new LinearRamp({ from: low, to: top, steps });
  const squeezed = () =>
    new Shift({
      schedule: new Stretch({ schedule, steps: Math.max(maxIter - steps, 1), scheduleSteps: maxIter }),
      offset: steps,
    });
  const body = rescaleInterval ? squeezed() : schedule;
  return new Sequence({ schedules: [warmup, body], boundaries: [end], clock: 'shared' });
}
