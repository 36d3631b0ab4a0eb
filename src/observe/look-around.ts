import type { LearningRateSchedule } from '../schedule.js';
import { differences, look, type Sight } from './witness.js';

/** Parts, and numbers in their lists, that a schedule may have for all looks; one with more is looked at less. */
const MANY = 16;

/** The share of the looks that a schedule of these parts is worth, since each takes so much longer. */
export function shareFor(parts: readonly LearningRateSchedule[]): number {
  const lists = parts.flatMap((part) => Object.values(part).filter(Array.isArray) as unknown[][]);
  const size = lists.reduce((sum, list) => sum + list.length, parts.length);
  return Math.min(1, MANY / size);
}

/** Sights at some steps, and at those between them where the formula turns or the rate changes much. */
export function lookAround(schedule: LearningRateSchedule, steps: readonly number[], searches: number): Sight[] {
  const grid = steps.map((step) => look(schedule, step));
  const scale = Math.max(...grid.map(({ rate }) => Math.abs(rate)).filter(Number.isFinite));
  const isHandover = (a: Sight, b: Sight) =>
    differences(a, b).some(({ turn }) => turn === 'piece' || turn === 'branch');
  const isChange = (a: Sight, b: Sight) => Math.abs(a.rate - b.rate) > scale / 16 || differences(a, b).length > 0;
  // Cycles have too many turns for all of them to be found: the first ones are, and stand for the rest.
  return refine(schedule, refine(schedule, grid, searches, isHandover), searches, isChange);
}

/** More sights between those that are unlike each other, until their neighbours are, from the first on. */
function refine(
  schedule: LearningRateSchedule,
  sights: readonly Sight[],
  searches: number,
  areUnlike: (a: Sight, b: Sight) => boolean,
): Sight[] {
  let left = searches;
  const refined = sights.slice(0, 1);
  const fill = (a: Sight, b: Sight): void => {
    const between = middle(a.step, b.step);
    if (between > a.step && left > 0 && areUnlike(a, b)) {
      left--;
      const sight = look(schedule, between);
      fill(a, sight);
      fill(sight, b);
    } else refined.push(b);
  };
  for (const [i, sight] of sights.slice(1).entries()) fill(sights[i] as Sight, sight);
  return refined;
}

/** Steps of a run, the first and the last among them, at uneven distances, so that no cycle keeps pace with them. */
export function spread(count: number, steps: number): number[] {
  if (steps <= count) return Array.from({ length: steps }, (_, step) => step);
  return [...new Set([...Array.from({ length: count }, (_, i) => uneven(i, count, steps)), steps - 1])];
}

/** One of `count` steps of a run, in order: somewhere in the `i`-th part of it. */
export const uneven = (i: number, count: number, steps: number) =>
  Math.floor(((i + ((i * Math.SQRT2) % 1)) * steps) / count);

export const middle = (low: number, high: number) => low + Math.floor((high - low) / 2);
