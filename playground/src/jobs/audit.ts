import { type TrainingClockOptions, trainingClock } from 'lr-schedules';
import { audit as auditLog, type RateLog } from 'lr-schedules/audit';
import { type ScheduleSpec, scheduleFrom } from 'lr-schedules/recipe';
import type { LoggedRates } from './logged.js';

/** What a log says of a plan. */
export interface Audited {
  readonly name: string;
  readonly follows: boolean;
  readonly message: string;
  readonly remedy: string | null;
  /** Where it leaves the plan, and why. */
  readonly departures: readonly { readonly step: number; readonly kind: string }[];
  readonly first: { readonly step: number; readonly logged: number; readonly planned: number } | null;
}

/** How some logs follow a plan. */
export function audit({
  run,
  plan,
  logs,
}: {
  run: TrainingClockOptions;
  plan: ScheduleSpec;
  logs: readonly LoggedRates[];
}): Audited[] {
  const schedule = scheduleFrom(plan, { clock: trainingClock(run) });
  return logs.map(({ name, steps, rates, form, precision }) => {
    const log: RateLog = {
      form,
      column: null,
      columns: [],
      clock: 'step',
      steps: Float64Array.from(steps),
      rates: Float64Array.from(rates),
      precision,
    };
    const { follows, message, remedy, departures, first } = auditLog(log, schedule, { run });
    return {
      name,
      follows,
      message,
      remedy,
      first,
      departures: departures.map(({ at, kind }) => ({ step: at, kind })),
    };
  });
}
