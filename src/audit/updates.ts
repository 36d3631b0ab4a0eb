import type { LearningRateSchedule } from '../schedule.js';
import { Stretch } from '../schedules/blocks/stretch.js';
import { type TrainingClockOptions, trainingClock } from '../training-clock.js';
import type { Departure, DepartureKind } from './explanation.js';
import type { RateLog } from './log.js';

/** A log that counts updates, and how many of them each of its own steps has. */
export interface Counted {
  readonly log: RateLog;
  readonly perStep: number;
}

/** More updates than an epoch has whose parts are told by their fractions. */
const LONGEST = 1e6;
/** How far a fraction may lie from a whole number of updates. */
const NEAR = 1e-6;

/**
 * A log in parts of epochs, with the updates that they are: as the run says how many an epoch has, or as the fractions do.
 * Any other stays as it is.
 */
export function inUpdates(log: RateLog, run?: TrainingClockOptions): Counted {
  const asIs = { log, perStep: 1 };
  if (log.clock !== 'epoch' || log.steps.every(Number.isInteger)) return asIs;
  const perStep = (run && trainingClock(run).stepsPerEpoch) ?? denominatorOf(log.steps);
  if (perStep === null) return asIs;
  const steps = log.steps.map((epoch) => Math.round(epoch * perStep));
  const isWhole = steps.every(
    (step, i) => Math.abs(step - (log.steps[i] as number) * perStep) <= NEAR * Math.max(1, step),
  );
  return isWhole ? { log: { ...log, clock: 'step', steps }, perStep } : asIs;
}

/** The least number by which all steps become whole. */
function denominatorOf(steps: Float64Array): number | null {
  let common = 1;
  for (const step of steps) {
    const there = step * common;
    if (Math.abs(there - Math.round(there)) <= NEAR) continue;
    common *= denominator(there - Math.floor(there));
    if (!(common <= LONGEST)) return null;
  }
  return common;
}

/** Of the simplest fraction that is next to a number between 0 and 1, by its continued fraction. */
function denominator(part: number): number {
  let [before, now] = [0, 1];
  for (let rest = part; now <= LONGEST; ) {
    if (Math.abs(part * now - Math.round(part * now)) <= NEAR / 10) return now;
    rest = 1 / (rest - Math.floor(rest));
    [before, now] = [now, Math.floor(rest) * now + before];
  }
  return Number.POSITIVE_INFINITY;
}

/** A schedule of updates on the log's own clock. */
export const onOwnClock = (schedule: LearningRateSchedule, perStep: number): LearningRateSchedule =>
  perStep === 1 ? schedule : new Stretch({ schedule, steps: 1, scheduleSteps: perStep });

/** Departures whose number counts steps. */
const COUNTS: ReadonlySet<DepartureKind> = new Set(['restart-at-resume', 'other-horizon', 'missing-warmup']);

export const departureOnOwnClock = ({ kind, at, by }: Departure, perStep: number): Departure => ({
  kind,
  at: at / perStep,
  by: by !== null && COUNTS.has(kind) ? by / perStep : by,
});
