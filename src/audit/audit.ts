import type { LearningRateSchedule } from '../schedule.js';
import { Stretch } from '../schedules/blocks/stretch.js';
import type { TrainingClockOptions } from '../training-clock.js';
import { againstPlan, firstApart, jumpedFrom } from './departures/against-plan.js';
import { betweenSchedules } from './departures/between-schedules.js';
import { type Departure, type Explanation, followedBy } from './explanation.js';
import { explanations, settingOf } from './identify.js';
import type { RateLog } from './log.js';
import { sentenceOf } from './messages.js';
import { explains, type Model } from './model.js';
import { onLogClock, planned } from './plan.js';
import { type Points, pointsOf, rangeOf } from './points.js';
import { remedyFor } from './remedies.js';
import { departureOnOwnClock, inUpdates } from './updates.js';

export interface AuditOptions {
  /** What is known of the run: a plan in updates and a log in epochs are compared by it. */
  readonly run?: TrainingClockOptions;
  /** Form of the file that the plan is from, as `readSchedule` tells it: remedies are in its words. */
  readonly form?: string;
}

/** A rate of a log beside the plan's. */
export interface Difference {
  readonly step: number;
  readonly logged: number;
  readonly planned: number;
}

export interface Audit {
  /** Whether every rate is the plan's; updates that were skipped, and the schedule with them, are no departure from it. */
  readonly follows: boolean;
  /** The first rate that is not the plan's, and the one furthest from it; null where there is none. */
  readonly first: Difference | null;
  readonly largest: Difference | null;
  readonly departures: readonly Departure[];
  /** The largest distance of a rate from what the departures explain, as a part of the largest rate. */
  readonly residual: number;
  /** What happened, in a sentence or two. */
  readonly message: string;
  /** What to change, as code or a key; null where nothing is to be changed, or the reason is not known. */
  readonly remedy: string | null;
}

/**
 * Where the learning rates that a run logged leave the plan, and the simplest reason that explains all of them.
 *
 * A log may number its rows from 0 or 1, and hold the rate of an update or of the next: that is no departure.
 */
export function audit(log: RateLog, plan: LearningRateSchedule, { run, form }: AuditOptions = {}): Audit {
  const { log: counted, perStep } = inUpdates(log, run);
  const points = pointsOf(counted);
  if (points.steps.length === 0) throw new RangeError('audit: the log must have at least one rate, received none.');
  const own = onLogClock(plan, log, run);
  const schedule = perStep === 1 ? own : new Stretch({ schedule: own, steps: perStep });
  const setting = settingOf(counted, points, run);
  const usual = setting.delays.map((delay) => ({ schedule, delay }));
  const same = usual.find((view) => explains(view, points));
  const { model, explanation } = same
    ? { model: null, explanation: { departures: [], followed: followedBy(same) } }
    : reasonFor(planned(schedule, points.steps.at(-1) as number), points, setting);
  const departures = explanation.departures
    .map((departure) => departureOnOwnClock(departure, perStep))
    .sort((a, b) => a.at - b.at);
  const follows = departures.every(({ kind }) => kind === 'skipped-updates') && !!(same || departures.length > 0);
  const views = usual.map((view) => followedBy(view));
  const nearest = views.reduce((best, view) =>
    (firstApart(view, points) ?? Number.POSITIVE_INFINITY) > (firstApart(best, points) ?? Number.POSITIVE_INFINITY)
      ? view
      : best,
  );
  const { first, largest } = differences(nearest, points);
  const logged = (difference: Difference | null) => difference && { ...difference, step: difference.step / perStep };
  return {
    follows,
    first: logged(first),
    largest: logged(largest),
    departures,
    residual: residualOf(explanation.followed, points),
    message: sentenceOf({ follows, departures }, model),
    remedy: remedyFor(departures, model, form ?? log.form),
  };
}

function reasonFor(
  plan: Model,
  points: Points,
  setting: ReturnType<typeof settingOf>,
): { model: Model; explanation: Pick<Explanation, 'departures' | 'followed'> } {
  const direct = againstPlan(plan, points, setting);
  if (direct) return { model: plan, explanation: direct };
  const [found] = explanations(points, setting) as [Explanation];
  const isExplained = found.departures.every(({ kind }) => kind !== 'jump');
  return {
    model: plan,
    explanation: (isExplained ? null : jumpedFrom(plan, points, setting)) ?? betweenSchedules(plan, found, points),
  };
}

function differences(plan: LearningRateSchedule, { steps, rates, tolerances }: Points) {
  let first: Difference | null = null;
  let largest: Difference | null = null;
  for (let i = 0; i < steps.length; i++) {
    const [step, logged] = [steps[i] as number, rates[i] as number];
    const rate = plan.at(step);
    const apart = Math.abs(rate - logged);
    if (apart <= (tolerances[i] as number)) continue;
    first ??= { step, logged, planned: rate };
    if (!largest || apart > Math.abs(largest.planned - largest.logged)) largest = { step, logged, planned: rate };
  }
  return { first, largest };
}

function residualOf(followed: LearningRateSchedule, { steps, rates }: Points): number {
  let worst = 0;
  for (let i = 0; i < steps.length; i++)
    worst = Math.max(worst, Math.abs(followed.at(steps[i] as number) - (rates[i] as number)));
  const [low, high] = rangeOf(rates);
  return worst / (Math.max(Math.abs(low), Math.abs(high)) || 1);
}
