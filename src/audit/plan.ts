import type { LearningRateSchedule } from '../schedule.js';
import { Stretch } from '../schedules/blocks/stretch.js';
import { type TrainingClockOptions, trainingClock } from '../training-clock.js';
import { build } from './curve.js';
import { explanations } from './identify.js';
import type { RateLog } from './log.js';
import type { Model } from './model.js';
import { pointsOf } from './points.js';

/** Rates of a plan that are looked at to tell what it is. */
const LOOKS = 400;

/** A plan on the log's clock: a log in epochs of a plan in updates has a whole epoch in each of its steps. */
export function onLogClock(plan: LearningRateSchedule, log: RateLog, run?: TrainingClockOptions): LearningRateSchedule {
  const stepsPerEpoch = run && log.clock === 'epoch' ? trainingClock(run).stepsPerEpoch : null;
  return stepsPerEpoch === null ? plan : new Stretch({ schedule: plan, steps: 1, scheduleSteps: stepsPerEpoch });
}

/** What a plan is, out of its own rates, so that it can be asked what it would be without a warmup or to another end. */
export function planned(schedule: LearningRateSchedule, last: number): Model {
  const hasEnd = Number.isFinite(schedule.horizon) && schedule.horizon > 0;
  const horizon = hasEnd ? schedule.horizon : Math.max(last, 1);
  const gap = Math.max(1, Math.floor(horizon / LOOKS));
  const steps = new Set([0, 1, 2, 3]);
  for (let step = 0; step <= horizon; step += gap) steps.add(step);
  steps.add(Math.floor(horizon));
  const places = Float64Array.from(steps).sort();
  const log: RateLog = {
    form: 'plan',
    column: null,
    columns: [],
    clock: 'step',
    steps: places,
    rates: places.map((step) => schedule.at(step)),
    precision: { relative: 0, absolute: 0 },
  };
  // The length of the run is none of a plan without an end, which may well be in its second wave by then.
  const [found] = explanations(pointsOf(log), { delays: [0], lengths: hasEnd ? [horizon, horizon + 1] : [] });
  const model = (found as NonNullable<typeof found>).model;
  return { ...model, schedule, delay: 0 };
}

/** The plan's curve without its warmup; null if it is no curve, or has none. */
export function withoutWarmup({ fit }: Model): LearningRateSchedule | null {
  if (!fit || !(fit.parameters.warmup > 0)) return null;
  return build(fit.curve, { ...fit.parameters, warmup: 0 });
}
