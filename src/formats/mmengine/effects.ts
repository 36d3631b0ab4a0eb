import { oneCycle } from '../../dialects/torch/one-cycle-lr.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import type { Effect } from './effect.js';

/** When a scheduler acts. `length` is its end minus its begin, as it is written. */
export interface Span extends Pick<Effect, 'byEpoch' | 'begin' | 'ticks'> {
  readonly length: number;
}

/** A change at some ticks alone. */
function jumps(span: Span, breaks: readonly number[], next: Effect['next']): Effect {
  return { ...span, breaks, next, piece: () => null, isFactor: () => true };
}

export const step = (span: Span, size: number, gamma: number): Effect =>
  jumps(
    span,
    Array.from({ length: Math.floor((span.ticks - 1) / size) }, (_, i) => (i + 1) * size),
    (value, k) => (k > 0 && k % size === 0 ? value * gamma : value),
  );

export const multiStep = (span: Span, milestones: readonly number[], gamma: number): Effect =>
  jumps(span, milestones, (value, k) => value * gamma ** milestones.filter((milestone) => milestone === k).length);

export function constant(span: Span, factor: number): Effect {
  const last = span.length - 1;
  return jumps(span, [0, last], (value, k) => (k === 0 ? value * factor : k === last ? value * (1 / factor) : value));
}

export function exponential(span: Span, gamma: number): Effect {
  return {
    ...span,
    breaks: [],
    next: (value, k) => (k === 0 ? value : value * gamma),
    piece: (value) => new ExponentialDecay({ initialLearningRate: value, decaySteps: 1, decayRate: gamma }),
    isFactor: () => true,
  };
}

export function linear(span: Span, start: number, end: number): Effect {
  const total = span.length - 1;
  const factor = (k: number) => start + ((end - start) * k) / total;
  return {
    ...span,
    breaks: [],
    next: (value, k) =>
      k === 0 ? value * start : value * (1 + (end - start) / (total * start + (k - 1) * (end - start))),
    piece: (value, k) =>
      k >= total ? null : new LinearRamp({ from: value, to: (value / factor(k)) * end, steps: total - k }),
    isFactor: () => true,
  };
}

export function polynomial(span: Span, etaMin: number, power: number): Effect {
  const total = span.length - 1;
  return {
    ...span,
    breaks: [],
    next: (value, k) => (k === 0 ? value : (value - etaMin) * (1 - 1 / (total - k + 1)) ** power + etaMin),
    piece: (value, k) => (k >= total ? null : new PolynomialRamp({ from: value, to: etaMin, steps: total - k, power })),
    isFactor: () => etaMin === 0,
  };
}

/** What is left of the way at tick k of a cosine. */
const left = (k: number, steps: number) => (1 + Math.cos((Math.PI * k) / steps)) / 2;

export function cosineAnnealing(span: Span, tMax: number, etaMin: number, base: number): Effect {
  // Where nothing is left of the way, the climb begins with a term of its own.
  const turns: number[] = [];
  for (let turn = tMax; turn < span.ticks; turn += 2 * tMax) turns.push(turn, turn + 1);
  return {
    ...span,
    breaks: turns,
    next(value, k) {
      if (k === 0) return value;
      if ((k - 1 - tMax) % (2 * tMax) === 0) return value + ((base - etaMin) * (1 - Math.cos(Math.PI / tMax))) / 2;
      return (left(k, tMax) / left(k - 1, tMax)) * (value - etaMin) + etaMin;
    },
    piece(value, k) {
      if (turns.includes(k) && (k - tMax) % (2 * tMax) === 0) return null;
      const top = etaMin + (value - etaMin) / left(k, tMax);
      const wave = new CosineRamp({ from: top, to: etaMin, steps: tMax });
      return new Shift({
        schedule: k > tMax ? new PingPong({ schedule: wave, steps: tMax }) : wave,
        offset: -k,
      });
    },
    isFactor: (k) => etaMin === 0 && k < tMax,
  };
}

export function cosineRestart(
  span: Span,
  periods: readonly number[],
  weights: readonly number[],
  etaMin: number,
  base: number,
): Effect {
  const starts = periods.map((_, i) => periods.slice(0, i).reduce((sum, period) => sum + period, 0));
  const end = periods.reduce((sum, period) => sum + period, 0);
  const indexAt = (k: number) => starts.findLastIndex((start) => start <= k);
  return {
    ...span,
    breaks: [...starts, end],
    next(value, k) {
      if (k >= end) return value;
      const i = indexAt(k);
      const inside = k - (starts[i] as number);
      if (inside === 0) return base * (weights[i] as number);
      const period = periods[i] as number;
      return (left(inside, period) / left(inside - 1, period)) * (value - etaMin) + etaMin;
    },
    piece(value, k) {
      if (k >= end) return null;
      const i = indexAt(k);
      const inside = k - (starts[i] as number);
      const period = periods[i] as number;
      const top = etaMin + (value - etaMin) / left(inside, period);
      return new Shift({ schedule: new CosineRamp({ from: top, to: etaMin, steps: period }), offset: -inside });
    },
    isFactor: () => etaMin === 0,
  };
}

/** What `OneCycleLR` keeps in the optimizer, where those made later overwrite it. */
export interface OneCycleRates {
  readonly low: number;
  readonly high: number;
  readonly end: number;
}

/** It sets the value, whatever it was: with its own rates when it is made, and then with those of the last one made. */
export function oneCycleOf(
  span: Span,
  cycle: Parameters<typeof oneCycle>[0],
  own: OneCycleRates,
  last: () => OneCycleRates,
): Effect {
  const scheduleAt = (k: number) => oneCycle(cycle, k === 0 && span.begin === 0 ? own : last());
  return {
    ...span,
    breaks: [0, 1],
    next: (_, k) => scheduleAt(k).at(k),
    piece: (_, k) => new Shift({ schedule: scheduleAt(k), offset: -k }),
    isFactor: () => false,
  };
}

/** MMDetection's: base · ((k + 1) / length)² is what has been added by tick k. */
export function quadraticWarmup(span: Span, base: number): Effect {
  const unit = base / span.length ** 2;
  return {
    ...span,
    breaks: [0],
    next: (value, k) => (k === 0 ? 0 : value) + unit * (2 * k + 1),
    piece(value, k): LearningRateSchedule {
      const curve = new Power({ factor: unit, power: 2, shift: k + 1 });
      const rest = value - unit * (k + 1) ** 2;
      return Math.abs(rest) < 1e-15 * base ? curve : new Sum({ schedules: [curve, rest] });
    },
    isFactor: () => false,
  };
}
