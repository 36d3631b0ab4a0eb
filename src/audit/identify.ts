import type { LearningRateSchedule } from '../schedule.js';
import { type TrainingClockOptions, trainingClock } from '../training-clock.js';
import type { Family } from './curve.js';
import { cuts, heldAtEnd, wholeModels } from './departures/cut.js';
import { overrun } from './departures/overrun.js';
import { repeatedRow } from './departures/repeated-row.js';
import { skippedAfterBeginning, skippedUpdates } from './departures/skipped.js';
import { type Departure, type Explanation, followedBy } from './explanation.js';
import type { RateLog } from './log.js';
import type { Model } from './model.js';
import { constantAt, plainModels, type Setting } from './plain.js';
import { type Points, pointsOf, rangeOf, slice } from './points.js';
import { leapsUp, restartModels } from './restarts.js';
import { shortest } from './round-numbers.js';
import { stairs } from './stairs.js';
import { stepModels } from './steps.js';
import { survey } from './survey.js';
import { departureOnOwnClock, inUpdates, onOwnClock } from './updates.js';

export interface IdentifyOptions {
  /** What is known of the run. */
  readonly run?: TrainingClockOptions;
}

/** A schedule that explains a log, with what it comes to. */
export interface Identified {
  readonly family: Family;
  /** The highest rate; null, as the others below, where the log does not determine it or the schedule has none. */
  readonly peak: number | null;
  readonly warmupSteps: number | null;
  readonly totalSteps: number | null;
  readonly floor: number | null;
  readonly departures: readonly Departure[];
  /** The largest distance of a rate from the explanation, as a part of the largest rate. */
  readonly residual: number;
  /** The part of the points that is explained within what printing moves them by, from 0 to 1. */
  readonly explained: number;
  /** The rates that the run followed, at the log's steps. */
  readonly schedule: LearningRateSchedule;
  /** The schedule without the departures, on its own clock. */
  readonly intended: LearningRateSchedule;
  /** What the log leaves open, and what would tell, a sentence each. */
  readonly open: readonly string[];
}

export interface Identification extends Identified {
  /** Other schedules that explain as much, the likelier first. */
  readonly alternatives: readonly Identified[];
}

/**
 * The simplest schedule that explains the learning rates that a run logged, and how the run left it.
 *
 * @throws {RangeError} for a log without a point.
 */
export function identify(log: RateLog, { run }: IdentifyOptions = {}): Identification {
  const counted = inUpdates(log, run);
  const points = pointsOf(counted.log);
  if (points.steps.length === 0) throw new RangeError('identify: the log must have at least one rate, received none.');
  const found = explanations(points, settingOf(counted.log, points, run));
  const [best, ...others] = found.map((explanation) => asLogged(identified(explanation, points), counted.perStep));
  return {
    ...(best as Identified),
    alternatives: others
      .filter((other, i) => [best as Identified, ...others.slice(0, i)].every((earlier) => differs(other, earlier)))
      .slice(0, 4),
  };
}

/** An answer in updates, in the log's own steps. */
function asLogged(found: Identified, perStep: number): Identified {
  if (perStep === 1) return found;
  const own = (steps: number | null) => (steps === null ? null : steps / perStep);
  return {
    ...found,
    warmupSteps: own(found.warmupSteps),
    totalSteps: own(found.totalSteps),
    departures: found.departures.map((departure) => departureOnOwnClock(departure, perStep)),
    schedule: onOwnClock(found.schedule, perStep),
    intended: onOwnClock(found.intended, perStep),
  };
}

/** Loggers number from 0 or 1, and write the rate of an update or of the next. */
export function settingOf(log: RateLog, { steps }: Points, run?: TrainingClockOptions): Setting {
  const last = steps.at(-1) as number;
  const clock = run ? trainingClock(run) : null;
  const known = log.clock === 'epoch' ? clock?.epochs : clock?.totalSteps;
  return { delays: [0, 1], lengths: [...(known ? [known] : []), last, last + 1] };
}

export function explanations(points: Points, setting: Setting): Explanation[] {
  const [lowest, highest] = rangeOf(points.rates);
  const widest = rangeOf(points.tolerances)[1];
  if (highest - lowest <= 2 * widest)
    return [asConstant(shortest((lowest + highest) / 2, widest), points.steps.length)];
  const listed = [...stepModels(points, setting), ...restartModels(points, setting)];
  const plain = (groups: 'simple' | 'other') => (looksPlain(points) ? plainModels(points, setting, groups) : []);
  const explained = (models: readonly Model[]) => {
    const found = [...models].sort((a, b) => a.cost - b.cost);
    const [best] = found;
    const asIs = found.map((model) => overrun(leftOpen(model, points), points, setting));
    if (!best || best.isRound) return asIs;
    // A floor that nobody would write may be where the schedule was left.
    const left = heldAtEnd(points, setting).filter(({ model }) => model.cost + LEAVING < best.cost);
    return [...left, ...asIs];
  };
  const known = [...listed, ...plain('simple')];
  const simple = () => (known.some(({ isRound }) => isRound) ? explained(known) : []);
  const other = () => explained([...known, ...plain('other')]);
  const perEpoch = () => steppedPerEpoch(points, setting);
  const repeated = () => repeatedRow(points, setting);
  const skipped = () => skippedUpdates(points, setting);
  // A lag that grows explains any curve that is printed coarsely.
  const order = isPrecise(points) ? [skipped, perEpoch, repeated, other] : [perEpoch, repeated, other, skipped];
  const later = () => skippedAfterBeginning(points, setting);
  const last = () => cuts(points, setting);
  for (const explain of [simple, ...order, later, last]) {
    const found = explain();
    if (found.length > 0) return found;
  }
  return [asFarAs(points, setting)];
}

function asConstant(rate: number, count: number): Explanation {
  const open =
    count === 1
      ? 'A single rate shows no schedule: any that has it would do; further rows would tell.'
      : 'A constant rate shows no end of the run, nor what may follow: the length of the run would tell.';
  const model = { ...constantAt(rate), open: [open] };
  return { model, departures: [], followed: model.schedule };
}

/** A straight rise to the last point is the beginning of any schedule with a warmup. */
function leftOpen(model: Model, points: Points): Model {
  const { rises, top, rise } = survey(points);
  const isInside = rises && top === points.rates.length - 1 && rise.mayBeStraight && model.family !== 'one-cycle';
  if (!isInside) return model;
  const open = [
    'The log ends inside a straight warmup, which shows only how steep it is: the peak, the warmup and the total would be told by rows from after it.',
  ];
  return { ...model, peak: null, warmupSteps: null, totalSteps: null, floor: null, open };
}

function isPrecise({ rates, tolerances }: Points): boolean {
  const [least, most] = rangeOf(rates);
  return rangeOf(tolerances)[1] < PRECISE * (most - least);
}
/** What it costs to leave a schedule, in digits. */
const LEAVING = 3;
/** A log is precise if rates are printed to this part of their range. */
const PRECISE = 1e-6;

/** Whether a curve without a restart could explain a log, which is much to try. */
const looksPlain = (points: Points) => leapsUp(points).length === 0;

function steppedPerEpoch(points: Points, setting: Setting): Explanation[] {
  const found = stairs(points, setting);
  if (!found) return [];
  const { own, width, model } = found;
  const followed = followedBy(model);
  const total = own.totalSteps ?? 0;
  // A schedule that was written for updates has their number for its length.
  if (!setting.lengths.some((length) => Math.abs(length - total) <= 0.03 * length))
    return [{ model, followed, departures: [] }];
  const at = points.steps[0] as number;
  return [{ model: own, followed, departures: [{ kind: 'stepped-per-epoch', at, by: width }] }];
}

/** What explains the longest beginning of a log that nothing explains whole. */
function asFarAs(points: Points, setting: Setting): Explanation {
  for (let length = points.steps.length >> 1; length >= 4; length >>= 1) {
    const [model] = wholeModels(slice(points, 0, length), setting);
    if (!model) continue;
    const followed = followedBy(model);
    const first = points.steps.findIndex(
      (step, i) => Math.abs(followed.at(step) - (points.rates[i] as number)) > (points.tolerances[i] as number),
    );
    const at = points.steps[first] as number;
    return { model, followed, departures: [{ kind: 'jump', at, by: null }] };
  }
  const model = constantAt(points.rates[0] as number);
  return { model, followed: followedBy(model), departures: [{ kind: 'jump', at: points.steps[1] ?? 0, by: null }] };
}

function identified({ model, departures, followed }: Explanation, points: Points): Identified {
  const { family, peak, warmupSteps, totalSteps, floor, schedule, open } = model;
  let [worst, largest, explained] = [0, 0, 0];
  for (let i = 0; i < points.steps.length; i++) {
    const rate = points.rates[i] as number;
    const distance = Math.abs(followed.at(points.steps[i] as number) - rate);
    if (distance <= (points.tolerances[i] as number)) explained++;
    worst = Math.max(worst, distance);
    largest = Math.max(largest, Math.abs(rate));
  }
  return {
    family,
    peak,
    warmupSteps,
    totalSteps,
    floor,
    departures,
    residual: largest > 0 ? worst / largest : worst,
    explained: explained / points.steps.length,
    schedule: followed,
    intended: schedule,
    open,
  };
}

/** Whether two answers would tell a person different things. */
function differs(a: Identified, b: Identified): boolean {
  const apart = (x: number | null, y: number | null) =>
    x === null || y === null ? x !== y : Math.abs(x - y) > 0.005 * Math.max(Math.abs(x), Math.abs(y));
  return (
    a.family !== b.family ||
    apart(a.peak, b.peak) ||
    apart(a.totalSteps, b.totalSteps) ||
    apart(a.warmupSteps, b.warmupSteps)
  );
}
