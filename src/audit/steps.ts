import { LinearRamp } from '../schedules/blocks/linear-ramp.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { levelsOf } from './levels.js';
import { explains, type Model } from './model.js';
import type { Setting } from './plain.js';
import { type Points, slice } from './points.js';
import { digitsOf, roundestIn, shortest } from './round-numbers.js';
import { survey } from './survey.js';

/** More drops than this are not stairs that somebody wrote down. */
const MOST_LEVELS = 60;
/** Drops as small as this many tolerances are what printing makes of a curve. */
const COARSE = 6;

/** A constant rate that drops now and then, after a straight warmup or none. */
export function stepModels(points: Points, { delays }: Setting): Model[] {
  const { top, rises, first } = survey(points);
  const body = slice(points, rises ? top : 0);
  const levels = levelsOf(body, MOST_LEVELS);
  if (!levels || levels.length < 2 || levels.slice(0, -1).some(({ from, to }) => to === from)) return [];
  const [highest = 0, ...lower] = levels.map(({ rate, from }) => shortest(rate, body.tolerances[from] as number));
  const drops = [highest, ...lower].slice(1).map((rate, i) => ([highest, ...lower][i] as number) - rate);
  if (drops.some((drop, i) => Math.abs(drop) < COARSE * (body.tolerances[levels[i]?.from ?? 0] as number))) return [];
  if (!isWritten([highest, ...lower])) return [];
  return delays.flatMap((delay) => {
    const boundaries = levels.slice(1).map(({ from }) => {
      const [after, upTo] = [(body.steps[from - 1] as number) - delay, (body.steps[from] as number) - delay];
      return roundestIn(after, upTo);
    });
    const warmup = rises ? warmupOf(points, top, highest, delay) : 0;
    if (warmup === null) return [];
    const rise = warmup > 0 ? [new LinearRamp({ from: 0, to: highest, steps: warmup })] : [];
    const schedule = new Sequence({
      schedules: [...rise, highest, ...lower],
      boundaries: [...(warmup > 0 ? [warmup] : []), ...boundaries],
      clock: 'shared',
    });
    const cost =
      1.5 + digitsOf(highest) + boundaries.reduce((sum, step) => sum + 0.3 * digitsOf(step), 0) + 0.2 * Math.abs(delay);
    const floor = Math.min(highest, ...lower);
    const model: Model = {
      family: 'step',
      peak: Math.max(highest, ...lower),
      warmupSteps: warmup,
      totalSteps: null,
      floor,
      schedule,
      delay,
      cost,
      isRound: true,
      fit: null,
      open: first === points.steps.at(-1) ? [] : openDrops(body, levels),
    };
    return explains(model, points) ? [model] : [];
  });
}

function openDrops({ steps }: Points, levels: readonly { from: number }[]): string[] {
  const wide = levels.slice(1).find(({ from }) => (steps[from] as number) - (steps[from - 1] as number) > 1);
  if (!wide) return [];
  return [
    `A drop lies between steps ${steps[wide.from - 1]} and ${steps[wide.from]}: rows for every step would show where.`,
  ];
}

/** Whether the levels go down by one factor, or are few, or numbers that a person would write. */
function isWritten(levels: readonly number[]): boolean {
  if (levels.length <= 3 || levels.every((rate) => digitsOf(rate) <= 2)) return true;
  const factors = levels.slice(1).map((rate, i) => rate / (levels[i] as number));
  return factors.every((factor) => Math.abs(factor - (factors[0] as number)) <= 1e-3 * (factors[0] as number));
}

function warmupOf({ steps, rates }: Points, top: number, peak: number, delay: number): number | null {
  const i = Math.max(0, top - 1);
  const time = (steps[i] as number) - delay;
  if (time <= 0 || !((rates[i] as number) > 0)) return null;
  const exact = (peak * time) / (rates[i] as number);
  return Math.abs(exact - Math.round(exact)) < 0.02 ? Math.round(exact) : exact;
}
