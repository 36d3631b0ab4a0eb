import { CosineRamp } from '../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../schedules/blocks/cycles.js';
import { LinearRamp } from '../schedules/blocks/linear-ramp.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { explains, type Model } from './model.js';
import { plainModels, type Setting } from './plain.js';
import { type Points, rangeOf, slice } from './points.js';
import { digitsOf, roundestIn, written } from './round-numbers.js';

/** A rise of this part of the range, from one point to the next, is a restart. */
const LEAP = 0.2;

/** The indices of the points before which the rate leaps up. */
export function leapsUp({ rates }: Points): number[] {
  const [low, high] = rangeOf(rates);
  const leaps: number[] = [];
  let hasFallen = false;
  for (let i = 1; i < rates.length; i++) {
    const change = (rates[i] as number) - (rates[i - 1] as number);
    if (change < 0) hasFallen = true;
    if (hasFallen && change > LEAP * (high - low)) leaps.push(i);
  }
  return leaps;
}

/** Between which lengths the first cycle has to be for every restart to lie between its two rows. */
function betweenRows(leaps: readonly number[], { steps }: Points, start: number, longer: number): [number, number] {
  let [least, most, parts] = [0, Number.POSITIVE_INFINITY, 0];
  for (const [k, leap] of leaps.entries()) {
    parts += longer ** k;
    least = Math.max(least, ((steps[leap - 1] as number) - start) / parts);
    most = Math.min(most, ((steps[leap] as number) - start) / parts);
  }
  return [least, most];
}

/** Half a cosine over and over, each time from the top as soon as it has come down. */
export function restartModels(points: Points, setting: Setting): Model[] {
  const leaps = leapsUp(points);
  const [leap] = leaps;
  if (leap === undefined || leap < 3) return [];
  const at = (index: number) => points.steps[index] as number;
  const cycle = slice(points, 0, leap);
  const multiples = leaps[1] === undefined ? [1, 2, 3, 1.5] : [];
  return plainModels(cycle, setting, 'simple').flatMap((model) => {
    const { fit, delay } = model;
    if (fit?.curve.body !== 'cosine' || fit.curve.rise !== 'line' || fit.curve.clock !== 'restart') return [];
    const { peak, floor, warmup, from, total } = fit.parameters;
    const first = leaps[1] === undefined ? Number.NaN : (at(leaps[1]) - at(leap)) / (at(leap) - delay - warmup);
    const longer = Number.isFinite(first) ? [1, ...written(first, 2)] : multiples;
    const higher = [1, ...written((points.rates[leap] as number) / peak, 2)];
    const lengths = [total - warmup, ...setting.lengths.map((length) => (length - warmup) / (leaps.length + 1))];
    for (const lengthMultiplier of longer) {
      const whole = roundestIn(...betweenRows(leaps, points, delay + warmup, lengthMultiplier));
      for (const steps of [...lengths, whole]) {
        if (!(steps > 0)) continue;
        for (const heightMultiplier of higher) {
          const schedule = [null, leaps.length + 1]
            .map((limit) => {
              const decay = new CosineRamp({ from: peak, to: floor, steps });
              const options = { firstSteps: steps, lengthMultiplier, heightMultiplier, limit };
              const cycles = new Cycles({ schedule: decay, ...options });
              const rise = new LinearRamp({ from, to: peak, steps: Math.max(1, warmup) });
              return warmup > 0 ? new Sequence({ schedules: [rise, cycles], boundaries: [warmup] }) : cycles;
            })
            .find((schedule) => explains({ schedule, delay }, points));
          if (!schedule) continue;
          let end = warmup;
          for (let k = 0; k <= leaps.length; k++) end += steps * lengthMultiplier ** k;
          const cost = model.cost + digitsOf(lengthMultiplier) + digitsOf(heightMultiplier);
          const totalSteps = Math.abs(end - Math.round(end)) < 1e-6 * end ? Math.round(end) : end;
          return [{ ...model, family: 'cosine-restarts' as const, totalSteps, schedule, cost, fit: null }];
        }
      }
    }
    return [];
  });
}
