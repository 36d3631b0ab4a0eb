import { ObservedRun } from '../observe/run.js';
import type { LearningRateSchedule } from '../schedule.js';
import { type Spoken, spokenParts } from './speech.js';

/** A run as its writer speaks of it. */
export class Run extends ObservedRun {
  /** Those of the schedule's parts that its writer named. */
  readonly spoken: readonly Spoken[];

  constructor(
    schedule: LearningRateSchedule,
    steps: number,
    /** Epochs of the run; null where nobody says. */
    readonly epochs: number | null = null,
  ) {
    super(schedule, steps);
    this.spoken = spokenParts(schedule);
  }
}
