import { build, type Curve, type Parameters } from '../curve.js';
import type { Explanation } from '../explanation.js';
import { delayed, growingLag, type Lag } from '../lag.js';
import type { Model } from '../model.js';
import { plainModels, type Setting } from '../plain.js';
import { type Points, slice, thin } from '../points.js';
import { digitsOf, median, written } from '../round-numbers.js';
import { type Survey, survey } from '../survey.js';

/** Updates are skipped at the start, and then about one in two thousand: more is something else. */
export const mostSkipped = (steps: Float64Array): number => {
  const span = (steps.at(-1) as number) - (steps[0] as number);
  return Math.min(16 + span / 500, Math.max(3, span / 5));
};
const MANY = 300;
const floors = [0, 0.1, 0.01, 0.05, 0.2, 0.001];
const neutral = { power: 1, decayRate: 1, from: 0, share: 0, timescale: 1, stable: 0 };

/** A schedule whose steps were skipped now and then, as fp16 loss scaling does: it falls behind by whole steps. */
export function skippedUpdates(points: Points, setting: Setting): Explanation[] {
  const seen = survey(points);
  if (seen.returns || points.steps.length < 5) return [];
  const few = thin(points, MANY);
  const thinned = survey(few);
  const found: Explanation[] = [];
  for (const body of ['line', 'cosine'] as const) {
    for (const share of floors) {
      if (share * seen.highest > seen.lowest) continue;
      for (const peak of peaksNear(seen, body)) {
        for (const parameters of lengths(body, peak, share * peak, thinned, few, setting)) {
          const explanation = explain(body, parameters, few, points);
          if (explanation) found.push(explanation);
        }
        if (found.length > 0) return found.sort((a, b) => a.model.cost - b.model.cost);
      }
    }
  }
  return found;
}

/** Points that a beginning must have to show a schedule. */
const ENOUGH = 10;

/** Any other schedule, as the points before the first skipped update show it. */
export function skippedAfterBeginning(points: Points, setting: Setting): Explanation[] {
  for (let part = 2; part <= 8; part *= 2) {
    const length = Math.floor(points.steps.length / part);
    if (length < ENOUGH) break;
    for (const model of plainModels(slice(points, 0, length), setting, 'other').slice(0, 2)) {
      const lag = growingLag(model.schedule, points, model.delay, model.delay + mostSkipped(points.steps));
      if (!lag || lag.lags.length > Math.max(2, points.steps.length / 3)) continue;
      const followed = delayed(model.schedule, lag, points.steps);
      return [{ model, followed, departures: skips(lag, points.steps) }];
    }
  }
  return [];
}

function explain(body: 'line' | 'cosine', parameters: Parameters, few: Points, points: Points): Explanation | null {
  const curve: Curve = { family: body === 'line' ? 'linear' : 'cosine', rise: 'line', body, clock: 'restart' };
  const schedule = build(curve, parameters);
  const most = mostSkipped(points.steps);
  for (const least of [1, 0]) {
    if (!growingLag(schedule, few, least, most)) continue;
    const lag = growingLag(schedule, points, least, most);
    if (!lag || lag.lags.length > Math.max(2, points.steps.length / 3)) continue;
    const { peak, warmup, total, floor } = parameters;
    const model: Model = {
      family: curve.family,
      peak,
      warmupSteps: warmup,
      totalSteps: total,
      floor,
      schedule,
      delay: usualLag(lag),
      cost: digitsOf(peak) + 3 + lag.lags.length,
      isRound: true,
      fit: { curve, given: parameters, parameters, delay: usualLag(lag), cost: 0, isRound: true },
      open: [],
    };
    const [skip] = skips(lag, points.steps);
    return { model, followed: delayed(schedule, lag, points.steps), departures: skip ? [skip] : [] };
  }
  return null;
}

/** A lag of one step from the first row on is how newer loggers number, none how older ones do. */
const usualLag = ({ lags: [first = 0] }: Lag) => (first <= 1 ? first : 0);

/** The skipped updates that a lag shows, if it is more than a habit of the logger. */
export function skips(lag: Lag, steps: Float64Array) {
  const usual = usualLag(lag);
  const last = lag.lags.at(-1) as number;
  const first = lag.lags.findIndex((value) => value > usual);
  if (first < 0) return [];
  return [{ kind: 'skipped-updates' as const, at: steps[lag.from[first] as number] as number, by: last - usual }];
}

function peaksNear({ highest, rises }: Survey, body: 'line' | 'cosine'): number[] {
  const most = rises ? 1.03 : body === 'line' ? 1.15 : 1.02;
  const unit = 10 ** Math.floor(Math.log10(highest));
  const near = [1, 0.5, 0.1, 0.05, 0.01].flatMap((part) => {
    const next = Math.ceil(highest / (unit * part) - 1e-6) * unit * part;
    return written(next, 3).slice(-1);
  });
  return [...new Set(near)].filter((peak) => peak <= most * highest && peak >= highest * (1 - 1e-6));
}

/** Warmup and total from the usual slopes, which skipped updates leave as they are. */
function* lengths(
  body: 'line' | 'cosine',
  peak: number,
  floor: number,
  seen: Survey,
  { steps, rates }: Points,
  setting: Setting,
): Generator<Parameters> {
  const phase = (rate: number) => {
    const left = (rate - floor) / (peak - floor);
    return body === 'line' ? 1 - left : Math.acos(Math.max(-1, Math.min(1, 2 * left - 1))) / Math.PI;
  };
  const slopes: number[] = [];
  for (let i = Math.max(1, seen.top + 2); i <= seen.restsFrom; i++) {
    const [p0, p1] = [phase(rates[i - 1] as number), phase(rates[i] as number)];
    if (p0 > 0.03 && p1 < 0.97) slopes.push((p1 - p0) / ((steps[i] as number) - (steps[i - 1] as number)));
  }
  const decay = 1 / median(slopes);
  if (!(decay > 0) || !Number.isFinite(decay)) return;
  const warmups = seen.rises ? warmupsOf(seen.top, peak, decay, steps, rates, setting) : [0];
  for (const warmup of warmups) {
    const whole = Math.round(warmup + decay);
    const near = Math.abs(warmup + decay - whole) < 1e-3 ? [whole] : [whole, whole - 1, whole + 1];
    const likely = setting.lengths.filter((length) => Math.abs(length - whole) <= 2);
    for (const total of new Set([...likely, ...near])) {
      if (total > warmup) yield { ...neutral, peak, floor, warmup, total };
    }
  }
}

function warmupsOf(
  top: number,
  peak: number,
  decay: number,
  steps: Float64Array,
  rates: Float64Array,
  setting: Setting,
): number[] {
  const slopes: number[] = [];
  for (let i = 1; i < top; i++) {
    slopes.push(((rates[i] as number) - (rates[i - 1] as number)) / ((steps[i] as number) - (steps[i - 1] as number)));
  }
  const warmups = slopes.length > 0 ? [Math.round(peak / median(slopes))] : [];
  for (const length of setting.lengths) warmups.push(Math.round(length - decay));
  for (let lag = 0; lag <= 12 && slopes.length < 3; lag++) {
    const exact = (peak * ((steps[0] as number) - lag)) / (rates[0] as number);
    if (Math.abs(exact - Math.round(exact)) < 1e-3) warmups.push(Math.round(exact));
  }
  return [...new Set(warmups)].filter((warmup) => warmup > 0);
}
