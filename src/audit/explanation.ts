import type { LearningRateSchedule } from '../schedule.js';
import { Shift } from '../schedules/blocks/shift.js';
import type { Model } from './model.js';

/** How a run can leave its schedule; docs/audit.md shows each. */
export type DepartureKind =
  | 'skipped-updates'
  | 'stepped-k-times'
  | 'stepped-per-epoch'
  | 'restart-at-resume'
  | 'other-horizon'
  | 'other-schedule'
  | 'off-by-one'
  | 'scaled'
  | 'missing-warmup'
  | 'held'
  | 'jump';

/** How a run left its schedule. */
export interface Departure {
  readonly kind: DepartureKind;
  /** The first step of the log that shows it. */
  readonly at: number;
  /**
   * How much, by its kind: updates skipped; moves per update (`stepped-k-times`), updates per move (`stepped-per-epoch`);
   * steps lost (`restart-at-resume`); the total used (`other-horizon`); 1 where the log lags (`off-by-one`); the factor
   * (`scaled`); the plan's warmup (`missing-warmup`); null otherwise.
   */
  readonly by: number | null;
}

/** A schedule, how the run left it, and what it so came to. */
export interface Explanation {
  readonly model: Model;
  readonly departures: readonly Departure[];
  /** The rates of the run on the log's clock. */
  readonly followed: LearningRateSchedule;
}

/** A schedule on the log's clock, without departures. */
export function followedBy({ schedule, delay }: Pick<Model, 'schedule' | 'delay'>): LearningRateSchedule {
  return delay === 0 ? schedule : new Shift({ schedule, offset: delay, beforeOffset: 'extrapolate' });
}
