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
import { digitsOf, written } from '../round-numbers.js';

/** Points before which a log is cut, at most; points that a part must have to show a schedule. */
const CUTS = 3;
const ENOUGH = 4;

/** Explanations of a log in two parts: a schedule, and what became of it from some step on. */
export function cuts(points: Points, setting: Setting): Explanation[] {
  const found: Explanation[] = [];
  for (const cut of breaks(points)) {
    const [before, after] = [slice(points, 0, cut), slice(points, cut)];
    for (const model of plainModels(before, setting).slice(0, 3)) {
      const change = changed(model, after, setting);
      if (!change) continue;
      const { departure, rest } = change;
      const boundary = departure.at;
      const followed = new Sequence({
        schedules: [followedBy(model), rest],
        boundaries: [boundary],
        clock: 'shared',
      });
      found.push({ model, departures: [departure], followed });
    }
    if (found.length > 0) break;
  }
  return found;
}

/** Indices at which the rate does not go on as it went, the clearest first. */
export function breaks({ steps, rates, tolerances }: Points): number[] {
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
    const least = scored.length < CUTS ? 0 : (scored.at(-1)?.score as number);
    if (!(beyond > 4 * (tolerances[i] as number) && beyond > least)) continue;
    scored.push({ index: i, score: beyond });
    scored.sort((a, b) => b.score - a.score).splice(CUTS);
  }
  const held = heldFrom({ steps, rates, tolerances });
  return [...scored.map(({ index }) => index), ...(held === null ? [] : [held])];
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

export function changed(model: Model, after: Points, setting: Setting): Change | null {
  const at = after.steps[0] as number;
  const holds = (rest: LearningRateSchedule) => explains({ schedule: rest, delay: 0 }, after);
  return (
    restarted(model, after, at, holds) ??
    held(model, after, at, holds) ??
    scaled(model, after, at, holds) ??
    otherHorizon(model, after, at, setting) ??
    otherSchedule(after, at, setting)
  );
}

type Holds = (rest: LearningRateSchedule) => boolean;

function restarted({ schedule, delay }: Model, { steps }: Points, at: number, holds: Holds): Change | null {
  const [first, gap] = [steps[0] as number, (steps[1] as number) - (steps[0] as number)];
  // The resume was between two rows, or at the first of them.
  for (let lost = first - delay; lost >= Math.max(1, first - delay - Math.ceil(gap)); lost--) {
    const rest = new Shift({ schedule, offset: lost + delay });
    if (holds(rest)) return { departure: { kind: 'restart-at-resume', at, by: lost }, rest };
  }
  return null;
}

function held({ schedule, delay }: Model, { rates }: Points, at: number, holds: Holds): Change | null {
  const value = rates[0] as number;
  const rest = new Constant({ value });
  const wasHigher = schedule.at(at - 1 - delay) > value * (1 - 1e-6) || value > 0;
  return holds(rest) && wasHigher ? { departure: { kind: 'held', at, by: null }, rest } : null;
}

function scaled(model: Model, { rates, tolerances }: Points, at: number, holds: Holds): Change | null {
  const planned = model.schedule.at(at - model.delay);
  if (!(planned > 0)) return null;
  const factor = (rates[0] as number) / planned;
  const near = (tolerances[0] as number) / planned;
  for (const by of [...written(factor, 4), ...written(1 / factor, 3).map((x) => 1 / x), factor]) {
    if (!(Math.abs(by - factor) <= near * 2) || by === 1) continue;
    const rest = new Scale({ schedule: followedBy(model), factor: by });
    if (holds(rest)) return { departure: { kind: 'scaled', at, by }, rest };
  }
  return null;
}

/** The same curve to another end. */
function otherHorizon({ fit }: Model, after: Points, at: number, { lengths }: Setting): Change | null {
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
function otherSchedule(after: Points, at: number, setting: Setting): Change | null {
  if (after.steps.length < 2 * ENOUGH) return null;
  const [model] = plainModels(after, setting);
  if (!model || digitsOf(model.peak ?? 0) > 4) return null;
  return { departure: { kind: 'other-schedule', at, by: null }, rest: followedBy(model) };
}
