import { type ScheduleSpec, scheduleFrom } from 'lr-schedules/recipe';
import { clock } from '../state/store.js';

const LOOKS = 256;

/** About the highest rate of a spec in the run, so that another schedule can begin there; 0.1 where there is none. */
export function peakOf(spec: ScheduleSpec): number {
  try {
    const { clock: run } = clock.peek();
    const schedule = scheduleFrom(spec, { clock: run });
    const steps = run.totalSteps as number;
    const rates = Array.from({ length: LOOKS + 1 }, (_, i) => schedule(Math.floor((i * (steps - 1)) / LOOKS)));
    const peak = Number(Math.max(...rates).toPrecision(3));
    return peak > 0 && Number.isFinite(peak) ? peak : 0.1;
  } catch {
    return 0.1;
  }
}
