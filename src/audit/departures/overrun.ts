import { build } from '../curve.js';
import { type Explanation, followedBy } from '../explanation.js';
import type { Model } from '../model.js';
import type { Setting } from '../plain.js';
import type { Points } from '../points.js';

/**
 * A cosine that came down, rose again and went on in as many waves as the run has times its length: it was stepped so many
 * times per update. Only transformers' cosine rises so.
 */
export function overrun(model: Model, points: Points, { lengths }: Setting): Explanation {
  const { fit } = model;
  const followed = followedBy(model);
  if (fit?.curve.body !== 'wave') return { model, departures: [], followed };
  const { warmup, total } = fit.parameters;
  const times = lengths
    .map((length) => ({ exact: length / total, k: Math.round(length / total) }))
    .filter(({ exact, k }) => k >= 2 && Math.abs(exact - k) < 0.02)
    .map(({ k }) => k);
  const [k] = times;
  if (k === undefined) return { model, departures: [], followed };
  const planned = { ...fit.parameters, warmup: warmup * k, total: total * k };
  const schedule = build(fit.curve, planned);
  const meant: Model = { ...model, warmupSteps: planned.warmup, totalSteps: planned.total, schedule };
  return {
    model: meant,
    followed,
    departures: [{ kind: 'stepped-k-times', at: points.steps[0] as number, by: k }],
  };
}
