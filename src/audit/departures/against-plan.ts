import type { LearningRateSchedule } from '../../schedule.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Staircase } from '../../schedules/blocks/staircase.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import { type Departure, type Explanation, followedBy } from '../explanation.js';
import { fitCurve } from '../fit.js';
import { delayed, growingLag } from '../lag.js';
import { levelsOf } from '../levels.js';
import { explains, type Model } from '../model.js';
import { modelOf, type Setting } from '../plain.js';
import { withoutWarmup } from '../plan.js';
import { type Points, slice } from '../points.js';
import { digitsOf, median, wholes, written } from '../round-numbers.js';
import { changed, otherSchedule } from './cut.js';
import { mostSkipped, skips } from './skipped.js';

/** Moves per update, or updates per move, that are tried. */
const MOST_TIMES = 128;
const ENOUGH = 3;
/** A log of so few levels shows no stairs. */
const FLAT = 3;

/** Reasons for which a log may not be at its plan, each tried on all points, the simplest first. */
export function againstPlan(plan: Model, points: Points, setting: Setting): Explanation | null {
  for (const reason of [offByOne, skippedUpdates, scaled, stepped, perEpoch, missingWarmup, otherEnd, fromSomeStep]) {
    const found = reason(plan, points, setting);
    if (found) return found;
  }
  return null;
}

const explanation = (model: Model, followed: LearningRateSchedule, ...departures: Departure[]): Explanation => ({
  model,
  followed,
  departures,
});
const fits = (schedule: LearningRateSchedule, points: Points) => explains({ schedule, delay: 0 }, points);
const first = ({ steps }: Points) => steps[0] as number;

/** The first step at which a log is not at a schedule of its own clock. */
export function firstApart(schedule: LearningRateSchedule, { steps, rates, tolerances }: Points): number | null {
  const index = steps.findIndex(
    (step, i) => !(Math.abs(schedule.at(step) - (rates[i] as number)) <= (tolerances[i] as number)),
  );
  return index < 0 ? null : index;
}

function offByOne(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  for (const delay of [1, -1]) {
    const model = { ...plan, delay };
    if (delays.includes(delay) || !explains(model, points)) continue;
    const apart = firstApart(followedBy({ ...plan, delay: 0 }), points);
    const at = points.steps[apart ?? 0] as number;
    return explanation(model, followedBy(model), { kind: 'off-by-one', at, by: delay });
  }
  return null;
}

function skippedUpdates(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  for (const least of [...delays].sort((a, b) => b - a)) {
    const lag = growingLag(plan.schedule, points, least, mostSkipped(points.steps));
    if (!lag || lag.lags.length > Math.max(2, points.steps.length / 3)) continue;
    return explanation(plan, delayed(plan.schedule, lag, points.steps), ...skips(lag, points.steps));
  }
  return null;
}

function scaled(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  for (const delay of delays) {
    const model = { ...plan, delay };
    const ratios: number[] = [];
    points.steps.forEach((step, i) => {
      const rate = plan.schedule.at(step - delay);
      if (rate > 100 * (points.tolerances[i] as number)) ratios.push((points.rates[i] as number) / rate);
    });
    const factor = median(ratios);
    if (!(factor > 0)) continue;
    for (const by of [...written(factor, 4), ...written(1 / factor, 3).map((x) => 1 / x), factor]) {
      if (by === 1 || !(by > 0)) continue;
      const followed = new Scale({ schedule: followedBy(model), factor: by });
      if (fits(followed, points)) return explanation(model, followed, { kind: 'scaled', at: first(points), by });
    }
  }
  return null;
}

function stepped(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  for (const delay of delays) {
    for (let k = 2; k <= MOST_TIMES; k++) {
      const quick = new Stretch({ schedule: plan.schedule, steps: 1, scheduleSteps: k });
      const followed = followedBy({ schedule: quick, delay });
      if (fits(followed, points))
        return explanation(plan, followed, { kind: 'stepped-k-times', at: first(points), by: k });
    }
  }
  return null;
}

/** One move in so many updates: an epoch's, or those whose gradients are added up. */
function perEpoch(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  const widths = new Set<number>();
  const levels = levelsOf(points);
  if (levels && levels.length <= FLAT && points.steps.length > 2 * FLAT) return null;
  if (levels && levels.length > 2) {
    const start = (k: number) => points.steps[levels[k]?.from ?? 0] as number;
    const gaps = levels.slice(2).map((_, k) => start(k + 2) - start(k + 1));
    for (const width of wholes(median(gaps))) widths.add(width);
    for (const width of wholes((start(levels.length - 1) - start(1)) / (levels.length - 2))) widths.add(width);
  }
  // Where a curve sets out flat, several moves look like one: then the rows tell.
  const row = (points.steps[1] ?? 0) - first(points);
  for (const width of wholes(row)) widths.add(width);
  for (let k = 2; k <= 16; k++) widths.add(k).add(k * row);
  for (const width of widths) {
    if (width < 2) continue;
    for (const delay of delays) {
      const stretched = new Stretch({ schedule: plan.schedule, steps: width });
      const followed = followedBy({ schedule: new Staircase({ schedule: stretched, steps: width }), delay });
      if (fits(followed, points)) {
        return explanation(plan, followed, { kind: 'stepped-per-epoch', at: first(points), by: width });
      }
    }
  }
  return null;
}

function missingWarmup(plan: Model, points: Points, { delays }: Setting): Explanation | null {
  const schedule = withoutWarmup(plan);
  if (!schedule) return null;
  for (const delay of delays) {
    const model = { ...plan, schedule, delay };
    if (!explains(model, points)) continue;
    return explanation(model, followedBy(model), { kind: 'missing-warmup', at: first(points), by: plan.warmupSteps });
  }
  return null;
}

/** The plan's curve to another end, from the start. */
function otherEnd(plan: Model, points: Points, setting: Setting): Explanation | null {
  const { fit } = plan;
  if (!fit || plan.totalSteps === null) return null;
  for (const delay of setting.delays) {
    for (const part of [1, 0.5, 2, 0.2, 5]) {
      const start = { ...fit.parameters, total: plan.totalSteps * part };
      const fitted = fitCurve({ curve: fit.curve, delay, start, free: ['total'] }, points, setting.lengths);
      if (!fitted) continue;
      const model = modelOf(fitted);
      if (!explains(model, points)) continue;
      const apart = firstApart(followedBy({ ...plan, delay }), points);
      const at = points.steps[apart ?? 0] as number;
      return explanation(model, followedBy(model), { kind: 'other-horizon', at, by: model.totalSteps });
    }
  }
  return null;
}

/** The plan as loggers may number it, with the index up to which it was followed, the longest first. */
function followedUpTo(plan: Model, points: Points, { delays }: Setting): { model: Model; apart: number }[] {
  const ways = delays.map((delay) => {
    const model = { ...plan, delay, fit: plan.fit && { ...plan.fit, delay } };
    return { model, apart: firstApart(followedBy(model), points) ?? points.steps.length };
  });
  return ways.sort((a, b) => b.apart - a.apart);
}

/** On the plan up to some step, and from there on nowhere that is known. */
export function jumpedFrom(plan: Model, points: Points, setting: Setting): Explanation | null {
  const [way] = followedUpTo(plan, points, setting);
  if (!way || way.apart < ENOUGH || way.apart >= points.steps.length) return null;
  const at = points.steps[way.apart] as number;
  return explanation(way.model, followedBy(way.model), { kind: 'jump', at, by: null });
}

/** On the plan up to some step, and then something else. */
function fromSomeStep(plan: Model, points: Points, setting: Setting): Explanation | null {
  for (const { model, apart } of followedUpTo(plan, points, setting)) {
    if (apart < ENOUGH || points.steps.length - apart < 2) continue;
    const after = slice(points, apart);
    const change = changed(model, after, setting) ?? otherSchedule(model, after, setting);
    if (!change) continue;
    const { departure, rest } = change;
    if (departure.kind === 'other-horizon' && digitsOf(departure.by ?? 0) > 8) continue;
    const boundaries = [departure.at];
    const followed = new Sequence({ schedules: [followedBy(model), rest], boundaries, clock: 'shared' });
    return explanation(model, followed, departure);
  }
  return null;
}
