import { Staircase } from '../schedules/blocks/staircase.js';
import { Stretch } from '../schedules/blocks/stretch.js';
import { levelsOf } from './levels.js';
import { explains, type Model } from './model.js';
import { plainModels, type Setting } from './plain.js';
import { type Points, pick } from './points.js';
import { median, wholes } from './round-numbers.js';

/** A schedule that moved once in so many steps of the log. */
export interface Stairs {
  /** The schedule on a clock of its own, one step a stair. */
  readonly own: Model;
  readonly width: number;
  /** The same on the log's clock. */
  readonly model: Model;
}

/** Schedules that move once in some steps, as they do where they are stepped once an epoch. */
export function stairs(points: Points, setting: Setting): Stairs | null {
  const levels = levelsOf(points);
  const n = points.steps.length;
  if (!levels || levels.length < 4 || levels.length > 0.75 * n) return null;
  const start = (k: number) => points.steps[levels[k]?.from ?? 0] as number;
  // The first levels may be wider than a stair, where a curve sets out flat.
  const gaps = levels.slice(2).map((_, k) => start(k + 2) - start(k + 1));
  const usual = gaps.sort((a, b) => a - b)[gaps.length >> 1] as number;
  const many = Math.round((start(levels.length - 1) - start(1)) / usual);
  const mean = (start(levels.length - 1) - start(1)) / Math.max(1, many);
  // A stair of one row each is no stair.
  const row = median(points.steps.slice(1).map((step, i) => step - (points.steps[i] as number)));
  for (const width of new Set([...wholes(usual), ...wholes(mean)])) {
    if (width < 2 || width < 1.5 * row || Math.abs(width - mean) > 0.1 * mean) continue;
    for (const delay of setting.delays) {
      const stair = (i: number) => Math.floor(((points.steps[i] as number) - delay) / width);
      if (!levels.every(({ from }) => from === 0 || stair(from) !== stair(from - 1))) continue;
      const indices = levels.flatMap(({ from, to }) => onePerStair(from, to, stair));
      const collapsed = { ...pick(points, indices), steps: Float64Array.from(indices, stair) };
      if (collapsed.steps.length < 4) continue;
      const lengths = [...setting.lengths, (points.steps.at(-1) as number) / width].flatMap((x) => [x, Math.round(x)]);
      for (const own of plainModels(collapsed, { delays: [0], lengths })) {
        const stretched = new Stretch({ schedule: own.schedule, steps: width });
        const schedule = new Staircase({ schedule: stretched, steps: width });
        const model: Model = {
          ...own,
          warmupSteps: times(own.warmupSteps, width),
          totalSteps: times(own.totalSteps, width),
          schedule,
          delay,
          cost: own.cost + 2,
        };
        if (explains(model, points)) return { own, width, model };
      }
    }
  }
  return null;
}

const times = (steps: number | null, width: number) => (steps === null ? null : steps * width);

function onePerStair(from: number, to: number, stair: (i: number) => number): number[] {
  const indices: number[] = [];
  for (let i = from; i <= to; i++) if (i === from || stair(i) !== stair(i - 1)) indices.push(i);
  return indices;
}
