import { attempts } from './attempts.js';
import { build } from './curve.js';
import { type Fit, fit } from './fit.js';
import { explains, type Model } from './model.js';
import type { Points } from './points.js';

/** What is known beside the points. */
export interface Setting {
  /** Steps by which loggers number, and what the run says of its length, in the log's clock. */
  readonly delays: readonly number[];
  readonly lengths: readonly number[];
}

const complexity = { constant: 0, linear: 1, cosine: 1.5 } as const;
const DOUBT = 3;

/** Schedules that explain every point, without any departure, the simplest first. */
export function plainModels(points: Points, { delays, lengths }: Setting): Model[] {
  const found: Model[] = [];
  let asked = 0;
  for (const group of attempts(points, delays)) {
    if (found.length > 0 && asked++ >= (points.steps.length < 8 ? DOUBT : 0)) break;
    for (const attempt of group()) {
      const fitted = fit(attempt, points, lengths);
      if (!fitted) continue;
      const model = modelOf(fitted);
      if (explains(model, points)) found.push(model);
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

export function modelOf({ curve, parameters: p, delay, cost }: Fit): Model {
  const ends = !['constant', 'exponential', 'inverse-sqrt'].includes(curve.body);
  return {
    family: curve.family,
    peak: p.peak,
    warmupSteps: p.warmup,
    totalSteps: ends ? p.total : null,
    floor: ends ? p.floor : null,
    schedule: build(curve, p),
    delay,
    cost: cost + (complexity[curve.family as keyof typeof complexity] ?? 2.5) + Math.abs(delay) * 0.2,
    open: [],
  };
}
