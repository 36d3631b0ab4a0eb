import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { ends } from '../curve.js';
import { type Departure, type Explanation, followedBy } from '../explanation.js';
import { fitCurve } from '../fit.js';
import { explains, type Model } from '../model.js';
import { modelOf, plainModels, type Setting } from '../plain.js';
import { type Points, slice } from '../points.js';
import { leapsUp, restartModels } from '../restarts.js';
import { digitsOf, written } from '../round-numbers.js';
import { stepModels } from '../steps.js';

/** Points before which a log is cut, at most, beside those of restarts; points that a part must have to show a schedule. */
const CUTS = 3;
const ENOUGH = 4;
/** Rates that differ by a smaller part are not scaled. */
const SAME = 1e-6;

/** Explanations of a log in two parts: a schedule, and what became of it from some step on. */
export function cuts(points: Points, setting: Setting): Explanation[] {
  const places = breaks(points).map((cut) => {
    const models = wholeModels(slice(points, 0, cut), setting).slice(0, 3);
    return { after: slice(points, cut), models };
  });
  // Two schedules, one behind the other, explain nearly everything.
  for (const change of [changed, otherSchedule]) {
    for (const { after, models } of places) {
      const found = models.flatMap((model) => leaving(model, change(model, after, setting)));
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Explanations of a rate that rests at the end of a log as that of a schedule which was on its way elsewhere. */
export function heldAtEnd(points: Points, setting: Setting): Explanation[] {
  const cut = heldFrom(points);
  if (cut === null) return [];
  const models = wholeModels(slice(points, 0, cut), setting).slice(0, 3);
  return models.flatMap((model) => leaving(model, held(model, slice(points, cut))));
}

function leaving(model: Model, change: Change | null): Explanation[] {
  if (!change) return [];
  const { departure, rest } = change;
  const schedules = [followedBy(model), rest];
  const followed = new Sequence({ schedules, boundaries: [departure.at], clock: 'shared' });
  return [{ model, departures: [departure], followed }];
}

/** Schedules of any kind that explain every point. */
export function wholeModels(points: Points, setting: Setting): Model[] {
  const listed = [...stepModels(points, setting), ...restartModels(points, setting)];
  if (listed.length > 0) return listed.sort((a, b) => a.cost - b.cost);
  return leapsUp(points).length === 0 ? plainModels(points, setting) : [];
}

/** Indices at which the rate does not go on as it went, the clearest first. */
export function breaks(points: Points): number[] {
  const { steps, rates, tolerances } = points;
  const most = CUTS + Math.min(CUTS, leapsUp(points).length);
  const scored: { index: number; score: number }[] = [];
  const slope = (i: number) =>
    ((rates[i] as number) - (rates[i - 1] as number)) / ((steps[i] as number) - (steps[i - 1] as number));
  for (let i = ENOUGH; i < rates.length - 1; i++) {
    const gap = (steps[i] as number) - (steps[i - 1] as number);
    // Against both sides: at a bend, the slope is that of one of them.
    const expected = [slope(i - 1), slope(i + 1)].map((s) => s * gap);
    const change = (rates[i] as number) - (rates[i - 1] as number);
    const [low, high] = [Math.min(...expected, 0), Math.max(...expected, 0)];
    const beyond = Math.max(low - change, change - high);
    const least = scored.length < most ? 0 : (scored.at(-1)?.score as number);
    if (!(beyond > 4 * (tolerances[i] as number) && beyond > least)) continue;
    scored.push({ index: i, score: beyond });
    scored.sort((a, b) => b.score - a.score).splice(most);
  }
  const held = heldFrom(points);
  return [...new Set([...scored.map(({ index }) => index), ...(held === null ? [] : [held])])];
}

/** The first index of a rate that stays to the end of the log, where that is long. */
function heldFrom({ rates, tolerances }: Points): number | null {
  let i = rates.length - 1;
  while (i > 0 && Math.abs((rates[i - 1] as number) - (rates.at(-1) as number)) <= (tolerances[i] as number)) i--;
  return i >= ENOUGH && rates.length - i >= 3 ? i : null;
}

/** What became of a schedule from some step on. */
export interface Change {
  readonly departure: Departure;
  readonly rest: LearningRateSchedule;
}

type Way = (model: Model, after: Points, setting: Setting) => Change | null;

export const changed: Way = (model, after, setting) =>
  held(model, after) ?? restarted(model, after) ?? scaled(model, after) ?? otherHorizon(model, after, setting);

const holds = (rest: LearningRateSchedule, after: Points) => explains({ schedule: rest, delay: 0 }, after);

function restarted({ schedule, delay }: Model, after: Points): Change | null {
  const { steps } = after;
  const [first, gap] = [steps[0] as number, (steps[1] as number) - (steps[0] as number)];
  // The resume was between two rows, or at the first of them.
  for (let lost = first - delay; lost >= Math.max(1, first - delay - Math.ceil(gap)); lost--) {
    const rest = new Shift({ schedule, offset: lost + delay });
    if (holds(rest, after)) return { departure: { kind: 'restart-at-resume', at: first, by: lost }, rest };
  }
  return null;
}

function held({ schedule, delay }: Model, after: Points): Change | null {
  const [at, value] = [after.steps[0] as number, after.rates[0] as number];
  const rest = new Constant({ value });
  const wasHigher = schedule.at(at - 1 - delay) > value * (1 - 1e-6) || value > 0;
  return holds(rest, after) && wasHigher ? { departure: { kind: 'held', at, by: null }, rest } : null;
}

function scaled(model: Model, after: Points): Change | null {
  const { rates, tolerances } = after;
  const at = after.steps[0] as number;
  const planned = model.schedule.at(at - model.delay);
  if (!(planned > 0)) return null;
  const factor = (rates[0] as number) / planned;
  const near = (tolerances[0] as number) / planned;
  for (const by of [...written(factor, 4), ...written(1 / factor, 3).map((x) => 1 / x), factor]) {
    if (!(Math.abs(by - factor) <= near * 2) || Math.abs(by - 1) <= SAME) continue;
    const rest = new Scale({ schedule: followedBy(model), factor: by });
    if (holds(rest, after)) return { departure: { kind: 'scaled', at, by }, rest };
  }
  return null;
}

/** The same curve to another end. */
function otherHorizon({ fit }: Model, after: Points, { lengths }: Setting): Change | null {
  const at = after.steps[0] as number;
  if (!fit || !ends(fit.curve.body)) return null;
  for (const start of [after.steps.at(-1) as number, fit.given.total * 1.5, fit.given.total * 3]) {
    const attempt = { curve: fit.curve, delay: fit.delay, free: ['total' as const] };
    const fitted = fitCurve({ ...attempt, start: { ...fit.parameters, total: start } }, after, lengths);
    if (!fitted) continue;
    const model = modelOf(fitted);
    if (!explains(model, after) || model.totalSteps === fit.given.total) continue;
    return { departure: { kind: 'other-horizon', at, by: model.totalSteps }, rest: followedBy(model) };
  }
  return null;
}

/** Another schedule, as long as it is one that a person would write. */
export function otherSchedule(_: Model, after: Points, setting: Setting): Change | null {
  const at = after.steps[0] as number;
  if (after.steps.length < 2 * ENOUGH) return null;
  const [model] = plainModels(after, setting);
  if (!model || digitsOf(model.peak ?? 0) > 4) return null;
  return { departure: { kind: 'other-schedule', at, by: null }, rest: followedBy(model) };
}
