import { Constant } from '../schedules/blocks/constant.js';
import { attempts } from './attempts.js';
import { build, ends } from './curve.js';
import { type Fit, fitCurve } from './fit.js';
import { explains, type Model } from './model.js';
import type { Points } from './points.js';

/** What is known beside the points. */
export interface Setting {
  /** Steps by which loggers number, and what the run says of its length, in the log's clock. */
  readonly delays: readonly number[];
  readonly lengths: readonly number[];
}

const complexity = { constant: 0, linear: 1, cosine: 1.5 } as const;
/** Groups of curves that are asked beyond the first that explains a log of few points. */
const DOUBT = 2;
/** The groups of constants, lines and cosines. */
const SIMPLE = 5;

/** Schedules that explain every point, without any departure, the simplest first. */
export function plainModels(
  points: Points,
  { delays, lengths }: Setting,
  groups: 'simple' | 'other' | 'all' = 'all',
): Model[] {
  const found: Model[] = [];
  let asked = 0;
  const all = attempts(points, delays, lengths);
  const asks = groups === 'simple' ? all.slice(0, SIMPLE) : groups === 'other' ? all.slice(SIMPLE) : all;
  for (const group of asks) {
    const isSure = found.some(({ isRound }) => isRound);
    const doubt = points.steps.length < 8 || found.some((model) => isUnfinished(model, points, lengths)) ? DOUBT : 0;
    if (isSure && asked++ >= doubt) break;
    const done = new Set<string>();
    for (const attempt of group()) {
      const kind = JSON.stringify([attempt.curve, attempt.free, attempt.delay, attempt.tie?.name]);
      if (done.has(kind)) continue;
      const fitted = fitCurve(attempt, points, lengths);
      if (!fitted) continue;
      const model = modelOf(fitted);
      if (!explains(model, points)) continue;
      found.push(model);
      // From another start the numbers may come out rounder.
      if (model.isRound) done.add(kind);
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/** A line that is far from its end shows where it would be at 0, not whether it was to go on down to there. */
const isUnfinished = (
  { family, warmupSteps, totalSteps, peak }: Model,
  { rates }: Points,
  lengths: readonly number[],
) =>
  family === 'linear' &&
  warmupSteps !== null &&
  !lengths.includes(totalSteps as number) &&
  (rates.at(-1) as number) > 0.02 * (peak as number);

export function modelOf(fit: Fit): Model {
  const { curve, given, parameters: p, delay, cost } = fit;
  const hasEnd = ends(curve.body);
  return {
    family: curve.family,
    peak: p.peak,
    warmupSteps: p.warmup,
    totalSteps: hasEnd ? given.total : null,
    floor: hasEnd ? p.floor : null,
    schedule: build(curve, p),
    delay,
    cost: cost + (complexity[curve.family as keyof typeof complexity] ?? 2.5) + Math.abs(delay) * 0.2,
    isRound: fit.isRound,
    fit,
    open: [],
  };
}

/** A constant rate. */
export function constantAt(peak: number): Model {
  return {
    family: 'constant',
    peak,
    warmupSteps: 0,
    totalSteps: null,
    floor: null,
    schedule: new Constant({ value: peak }),
    delay: 0,
    cost: 0,
    isRound: true,
    fit: null,
    open: [],
  };
}
