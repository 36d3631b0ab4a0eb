import type { Departure, Explanation } from '../explanation.js';
import type { Model } from '../model.js';
import type { Points } from '../points.js';

/** Numbers that differ by less are the same number, found out by different ways. */
const SAME = 0.005;

/** What the schedule that was found in a log has for other numbers than the plan, together with its own departures. */
export function betweenSchedules(
  plan: Model,
  found: Explanation,
  { steps }: Points,
): Pick<Explanation, 'departures' | 'followed'> {
  const { model, followed } = found;
  const at = steps[0] as number;
  const differences: Departure[] = [];
  if (model.family !== plan.family) {
    differences.push({ kind: 'other-schedule', at, by: null });
  } else {
    const ratio = model.peak !== null && plan.peak !== null && plan.peak > 0 ? model.peak / plan.peak : 1;
    if (apart(ratio, 1)) differences.push({ kind: 'scaled', at, by: ratio });
    if (apart(model.warmupSteps, plan.warmupSteps))
      differences.push({ kind: 'missing-warmup', at, by: plan.warmupSteps });
    if (apart(model.totalSteps, plan.totalSteps)) differences.push({ kind: 'other-horizon', at, by: model.totalSteps });
    if (apart(model.floor, plan.floor) && differences.length === 0 && found.departures.length === 0) {
      differences.push({ kind: 'other-schedule', at, by: null });
    }
  }
  const departures = [...differences, ...found.departures];
  return { followed, departures: departures.length > 0 ? departures : [{ kind: 'other-schedule', at, by: null }] };
}

function apart(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return false;
  return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b)) && Math.abs(a - b) > 1e-12;
}
