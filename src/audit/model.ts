import type { LearningRateSchedule } from '../schedule.js';
import type { Family } from './curve.js';
import type { Fit } from './fit.js';
import type { Points } from './points.js';

/** A schedule that may explain a log. */
export interface Model {
  readonly family: Family;
  /** Null for what the log does not determine, or the schedule does not have. */
  readonly peak: number | null;
  readonly warmupSteps: number | null;
  readonly totalSteps: number | null;
  readonly floor: number | null;
  readonly schedule: LearningRateSchedule;
  /** Steps of the log before step 0 of the schedule: 0 or 1 by the habit of the logger, more where updates were skipped. */
  readonly delay: number;
  /** How far it is from what a person would have written: the least is the answer. */
  readonly cost: number;
  /** Whether all its numbers are such. */
  readonly isRound: boolean;
  /** The curve behind it, where it is one. */
  readonly fit: Fit | null;
  /** What the log leaves open, and what would tell, a sentence each. */
  readonly open: readonly string[];
}

/** The rate of a model at a step of the log. */
export const rateAt = ({ schedule, delay }: Pick<Model, 'schedule' | 'delay'>, step: number): number =>
  schedule.at(step - delay);

/** The largest residual of a model in units of the tolerance, or infinity as soon as one is above `most`. */
export function worstResidual(
  model: Pick<Model, 'schedule' | 'delay'>,
  { steps, rates, tolerances }: Points,
  most = Number.POSITIVE_INFINITY,
): number {
  const { schedule, delay } = model;
  let worst = 0;
  for (let i = 0; i < steps.length; i++) {
    const residual =
      Math.abs(schedule.at((steps[i] as number) - delay) - (rates[i] as number)) / (tolerances[i] as number);
    if (!(residual <= most)) return Number.POSITIVE_INFINITY;
    if (residual > worst) worst = residual;
  }
  return worst;
}

/** Whether a model is at every point within the tolerance. */
export const explains = (model: Pick<Model, 'schedule' | 'delay'>, points: Points): boolean =>
  worstResidual(model, points, 1) <= 1;
