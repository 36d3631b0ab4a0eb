import { type LearningRateSchedule, Stretch, type TrainingClockOptions, trainingClock } from 'lr-schedules';
import type { RateLog } from 'lr-schedules/audit';
import type { ScheduleSpec } from 'lr-schedules/recipe';

/** The rates that a run has logged, thinned to what a page can hold. */
export interface LoggedRates {
  readonly name: string;
  /** In updates, or as the log counts where the page's run has no epochs. */
  readonly steps: readonly number[];
  readonly rates: readonly number[];
  readonly form: string;
  readonly precision: RateLog['precision'];
  readonly notes: readonly string[];
  /** The schedule that the run followed; null where it cannot be had on the page's clock. */
  readonly identified: { readonly spec: ScheduleSpec; readonly sentence: string } | null;
}

/** A log is looked at in so many points. */
const MOST = 4096;

/** The updates in a step of the log. @throws {RangeError} where only the run could say, and does not. */
function updatesIn(log: RateLog, run: TrainingClockOptions): number {
  if (log.clock === 'step') return 1;
  const { stepsPerEpoch } = trainingClock(run);
  if (stepsPerEpoch === null) {
    throw new RangeError(
      'it counts in epochs: give the run here in examples or batches, so that an epoch has a length.',
    );
  }
  return stepsPerEpoch;
}

export function pointsOf(log: RateLog, run: TrainingClockOptions): Pick<LoggedRates, 'steps' | 'rates'> {
  const each = updatesIn(log, run);
  const count = Math.min(MOST, log.steps.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * (log.steps.length - 1)) / Math.max(1, count - 1)),
  );
  return {
    steps: chosen.map((i) => (log.steps[i] as number) * each),
    rates: chosen.map((i) => log.rates[i] as number),
  };
}

/** A schedule on the log's clock, on that of updates; null where it does not end. */
export function inUpdates(
  schedule: LearningRateSchedule,
  log: RateLog,
  run: TrainingClockOptions,
): LearningRateSchedule | null {
  const each = updatesIn(log, run);
  if (each === 1) return schedule;
  const last = Math.max(1, log.steps.at(-1) ?? 1);
  return new Stretch({ schedule, steps: last * each, scheduleSteps: last });
}
