import { type LearningRateSchedule, type TrainingClock, type TrainingClockOptions, trainingClock } from 'lr-schedules';
import { type PlacedError, scheduleFrom } from 'lr-schedules/recipe';
import type { Curve } from './page.js';

/** A run's clock, and what is wrong with the run if it is the clock of the run before. */
export interface Clock {
  readonly clock: TrainingClock;
  readonly run: TrainingClockOptions;
  readonly problem: string | null;
}

export function clockOf(run: TrainingClockOptions, before: Clock | null): Clock {
  try {
    const clock = trainingClock(run);
    if (clock.totalSteps === null) throw new TypeError('The run needs a length, in epochs or in updates.');
    return { clock, run, problem: null };
  } catch (error) {
    if (!before) throw error;
    return { ...before, problem: (error as Error).message.replace(/^trainingClock: /, '') };
  }
}

/** A curve and its schedule. */
export interface Built {
  readonly curve: Curve;
  readonly clock: TrainingClock;
  /** If the spec is wrong, the last schedule that was right; null if there was none. */
  readonly schedule: LearningRateSchedule | null;
  readonly error: PlacedError | null;
}

/** The schedules of all curves: the same ones as before where nothing has changed. */
export function buildAll(curves: readonly Curve[], clock: TrainingClock, before: readonly Built[]): readonly Built[] {
  return curves.map((curve) => {
    const last = before.find((built) => built.curve.slot === curve.slot);
    if (last?.curve.spec === curve.spec && last.clock === clock) return { ...last, curve };
    try {
      return { curve, clock, schedule: scheduleFrom(curve.spec, { clock }), error: null };
    } catch (error) {
      return { curve, clock, schedule: last?.schedule ?? null, error: error as PlacedError };
    }
  });
}

/** Whether all of these can be drawn in a run. */
export function canDraw(run: TrainingClockOptions, curves: readonly Pick<Curve, 'spec'>[]): boolean {
  try {
    const { clock } = clockOf(run, null);
    for (const { spec } of curves) scheduleFrom(spec, { clock });
    return true;
  } catch {
    return false;
  }
}
