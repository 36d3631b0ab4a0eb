import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Product } from '../../schedules/blocks/product.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Sum } from '../../schedules/blocks/sum.js';
import type { Explanation } from '../explanation.js';
import { leastSquares, worstOf } from '../least-squares.js';
import { explains, type Model } from '../model.js';
import { plainModels, type Setting } from '../plain.js';
import { type Points, slice } from '../points.js';
import { written } from '../round-numbers.js';

/** Rows of an epoch's warmup, at most, that are looked at. */
const LONGEST = 60;

/**
 * A warmup over batches towards a schedule over epochs that is one epoch late from then on, so that the first row after the
 * warmup repeats the one before it: what YOLOv5, and Ultralytics until it was mended, do. The warmup may come from above.
 */
export function repeatedRow(points: Points, setting: Setting): Explanation[] {
  const { steps, rates } = points;
  for (let i = 1; i < Math.min(LONGEST, rates.length - 4); i++) {
    if (rates[i] !== rates[i - 1] || rates[i] === rates[i + 1]) continue;
    const at = steps[i] as number;
    return plainModels(slice(points, i), { ...setting, delays: [1] }).flatMap((body): Explanation[] => {
      const warmed = warmup(body.schedule, slice(points, 0, i));
      if (!warmed) return [];
      const late = new Shift({ schedule: body.schedule, offset: 1 });
      const followed = new Sequence({ schedules: [warmed.schedule, late], boundaries: [at], clock: 'shared' });
      if (!explains({ schedule: followed, delay: 0 }, points)) return [];
      const model: Model = { ...body, warmupSteps: warmed.length, delay: 0, schedule: warmed.schedule, fit: null };
      return [{ model, followed, departures: [{ kind: 'off-by-one', at, by: 1 }] }];
    });
  }
  return [];
}

/** The way from some rate to where the body is: rate(t) = from + φ · (body(t) − from), with φ growing evenly up to 1. */
function warmup(body: LearningRateSchedule, points: Points): { schedule: LearningRateSchedule; length: number } | null {
  const { steps, rates, tolerances } = points;
  const make = ([from = 0, start = 0, length = 1]: readonly number[]) => {
    const ramp = (a: number, b: number) =>
      new Shift({ schedule: new LinearRamp({ from: a, to: b, steps: length }), offset: start });
    return new Sum({ schedules: [new Product({ schedules: [ramp(0, 1), body] }), ramp(from, 0)] });
  };
  const residuals = (parameters: readonly number[]) => {
    if (!((parameters[2] as number) > 0)) return null;
    const schedule = make(parameters);
    return steps.map((step, i) => (schedule.at(step) - (rates[i] as number)) / (tolerances[i] as number));
  };
  const isFalling = (rates[0] as number) > (rates.at(-1) as number);
  for (const from of isFalling ? [0.1, rates[0] as number] : [0]) {
    const start = [from, -1, steps.length - 0.5];
    let fitted = leastSquares(residuals, start, [isFalling, true, true]);
    for (const value of isFalling ? written(fitted[0] as number, 3) : []) {
      const tried = leastSquares(residuals, [value, fitted[1] as number, fitted[2] as number], [false, true, true]);
      if (worstOf(residuals(tried)) > 1) continue;
      fitted = tried;
      break;
    }
    if (worstOf(residuals(fitted)) <= 1) return { schedule: make(fitted), length: fitted[2] as number };
  }
  return null;
}
