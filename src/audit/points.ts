import type { RateLog } from './log.js';

/** Logged rates in the order of their steps, each step once, with how far each may lie from a formula. */
export interface Points {
  readonly steps: Float64Array;
  readonly rates: Float64Array;
  /** What printing, and computing, may have moved each rate by. */
  readonly tolerances: Float64Array;
}

/** Formulas that a framework runs step by step come out this far from the plain ones, as a part of the range. */
const COMPUTED = 1e-9;
/** A rate that was computed in float32 is off by some units in the last place of the largest. */
const SINGLE = 1.2e-7;
/** A tie is printed to either side, and halves of decimal grains are no binary numbers. */
const TIE = 1.02;

/** The points of a log. Where a step was logged again, what was logged last is what the run went on from. */
export function pointsOf({ steps, rates, precision }: RateLog): Points {
  const order = inOrder(steps) ? null : sortedLastFirst(steps);
  const kept = { steps: new Float64Array(steps.length), rates: new Float64Array(steps.length) };
  let count = 0;
  for (let i = 0; i < steps.length; i++) {
    const at = order ? (order[i] as number) : i;
    const [step, rate] = [steps[at] as number, rates[at] as number];
    if (!Number.isFinite(step) || !Number.isFinite(rate)) continue;
    if (count > 0 && kept.steps[count - 1] === step) continue;
    kept.steps[count] = step;
    kept.rates[count++] = rate;
  }
  const [s, r] = [kept.steps.subarray(0, count), kept.rates.subarray(0, count)];
  return { steps: s, rates: r, tolerances: tolerancesOf(r, precision) };
}

function inOrder(steps: Float64Array): boolean {
  for (let i = 1; i < steps.length; i++) if (!((steps[i] as number) > (steps[i - 1] as number))) return false;
  return true;
}

function sortedLastFirst(steps: Float64Array): Uint32Array {
  const order = Uint32Array.from(steps, (_, i) => i);
  return order.sort((a, b) => (steps[a] as number) - (steps[b] as number) || b - a);
}

/** By the range of the rates, not by the largest: a cosine that has hardly begun to fall would pass for a line. */
function tolerancesOf(rates: Float64Array, { relative, absolute }: RateLog['precision']): Float64Array {
  const [low, top] = rangeOf(rates);
  const high = Math.max(Math.abs(low), Math.abs(top));
  const single = relative > 1e-8 && relative < 2.5e-7 ? 2 * SINGLE * high : 0;
  const computed = COMPUTED * (top - low) + 8 * Number.EPSILON * high + single;
  return rates.map((rate) => computed + TIE * Math.max(absolute / 2, relative * Math.abs(rate)));
}

/** The points from one index to another, the latter left out. */
export function slice({ steps, rates, tolerances }: Points, from: number, to = steps.length): Points {
  return {
    steps: steps.subarray(from, to),
    rates: rates.subarray(from, to),
    tolerances: tolerances.subarray(from, to),
  };
}

/** The points at these indices. */
export function pick(points: Points, indices: readonly number[]): Points {
  const at = (values: Float64Array) => Float64Array.from(indices, (i) => values[i] as number);
  return { steps: at(points.steps), rates: at(points.rates), tolerances: at(points.tolerances) };
}

/** The points of both, in the order of their steps. */
export function joined(a: Points, b: Points): Points {
  const concat = (x: Float64Array, y: Float64Array) => Float64Array.from([...x, ...y]);
  const all = {
    steps: concat(a.steps, b.steps),
    rates: concat(a.rates, b.rates),
    tolerances: concat(a.tolerances, b.tolerances),
  };
  const order = [...all.steps.keys()].sort((i, j) => (all.steps[i] as number) - (all.steps[j] as number));
  return pick(all, order);
}

/** At most so many points, evenly, with the first and the last and what surrounds the highest. */
export function thin(points: Points, most: number): Points {
  const { length } = points.steps;
  if (length <= most) return points;
  const highest = points.rates.reduce((best, rate, i) => (rate > (points.rates[best] as number) ? i : best), 0);
  const indices = new Set<number>();
  const few = Math.floor(most / 6);
  const add = (from: number, to: number, n: number) => {
    for (let k = 0; k <= n; k++) indices.add(Math.round(from + ((to - from) * k) / n));
  };
  add(0, length - 1, most - 3 * few);
  add(0, highest, few);
  add(Math.max(0, highest - 3), Math.min(length - 1, highest + 3), 6);
  add(0, Math.min(length - 1, few), few);
  return pick(
    points,
    [...indices].sort((a, b) => a - b),
  );
}

/** The lowest and the highest of some values. */
export function rangeOf(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
