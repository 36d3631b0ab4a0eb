import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { ExponentialRamp } from '../../schedules/blocks/exponential-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { Product } from '../../schedules/blocks/product.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { shared, withStart } from './options.js';

export const table = {
  ...shared,
  /** Length of the stable phase and the decay together; the warmup comes before. */
  tInitial: { is: 'steps', above: 0 },
  /** Length of the decay, at most `tInitial`. */
  decayT: { is: 'steps', above: 0 },
  /** The rate at the end, and the lowest of the stable phase. Default 0. */
  lrMin: { is: 'rate', atLeast: 0, default: 0 },
  /** The stable phase: constant, or falling by a power of the time since the warmup; that goes on in the decay. Default `'constant'`. */
  stableFn: { is: 'choice', of: ['constant', 'rsqrt', 'power'], default: 'constant' },
  /** Steps that count as one unit of time for `'rsqrt'` and `'power'`; null for `warmupT`. Default null. */
  stableTimescale: { is: 'steps', default: null },
  /** Power of the fall for `'power'`. Default 0.5. */
  stablePower: { is: 'number', above: 0, default: 0.5 },
  /** The shape of the decay. Default `'1-sqrt'`. */
  decayFn: {
    is: 'choice',
    of: ['linear', '1-sqrt', 'cosine', 'power', 'exp'],
    default: '1-sqrt',
    because: 'a function can be neither saved nor printed',
  },
  /** Power of the completed fraction for `'power'`. Default 0.5. */
  decayPower: { is: 'number', above: 0, default: 0.5 },
  /** What the bare exponential would have come down to at the end, for `'exp'`; from 0 to 1, both excluded. Default 0.1. */
  decayRatio: { is: 'fraction', above: 0, below: 1, default: 0.1 },
} as const satisfies OptionTable;

export interface WSDLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Warmup, stable phase, decay (WSD).
 *
 * With s the steps since the warmup and p = min(max(s − (tInitial − decayT), 0) / decayT, 1):
 * rate = lrMin + (max(baseLr · stable(s), lrMin) − lrMin) · decay(p).
 *
 * - stable(s): 1; `'rsqrt'` (1 + s / stableTimescale)^−½; `'power'` (1 + s / stableTimescale)^−stablePower
 * - decay(p): `'linear'` 1 − p; `'1-sqrt'` 1 − √p; `'cosine'` ½(1 + cos(π · p)); `'power'` 1 − p^decayPower;
 *   `'exp'` (r^p − r) / (1 − r) with r = decayRatio
 *
 * The warmup climbs from `warmupLrInit` to `baseLr` in `warmupT` steps, always before the rest.
 *
 * - at step 0: `baseLr`, or with a warmup `warmupLrInit`
 * - at the last step, warmupT + tInitial − 1: one step short of `lrMin`, with `'1-sqrt'` a long one
 * - past the end, from warmupT + tInitial on: `lrMin`
 *
 * ```ts
 * const schedule = wsdLRScheduler({ baseLr: 0.1, tInitial: 100, decayT: 20, warmupT: 10, decayFn: 'linear' });
 * schedule(5); // 0.05
 * schedule(90); // 0.1
 * schedule(100); // 0.05
 * schedule(110); // 0
 * ```
 *
 * Source: `timm.scheduler.wsd_lr.WSDLRScheduler`, timm 1.0.31; Hu et al., MiniCPM, 2024; Hägele et al., Scaling Laws
 * and Compute-Optimal Training Beyond Fixed Training Durations, 2024.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type, and for a function.
 * @throws {RangeError} for a rate or a warmup < 0, unless 0 < `decayT` ≤ `tInitial`, unless the powers are > 0 and
 * 0 < `decayRatio` < 1, without a timescale > 0 where one is needed, and for noise.
 */
export function wsdLRScheduler(options: WSDLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('wsdLRScheduler', table, options);
  const { baseLr, tInitial, decayT, lrMin, stableFn } = read;
  if (decayT > tInitial) {
    throw new OptionRangeError({
      owner: 'wsdLRScheduler',
      option: 'decayT',
      requires: `at most {tInitial} (${tInitial})`,
      received: decayT,
    });
  }
  const decay = (from: number, to: number) =>
    new Shift({ schedule: decayRamp(read, from, to), offset: tInitial - decayT });
  if (stableFn === 'constant')
    return madeBy('timm', 'WSDLRScheduler', options, withStart(decay(Math.max(baseLr, lrMin), lrMin), read, true));
  const steps = read.stableTimescale ?? read.warmupT;
  if (steps <= 0) {
    throw new OptionRangeError({
      owner: 'wsdLRScheduler',
      option: 'stableTimescale',
      requires: `a positive number for {stableFn} '${stableFn}'`,
      received: steps,
      ...(read.stableTimescale === null ? { help: 'it defaults to {warmupT}' } : {}),
    });
  }
  const fall = new Power({ factor: baseLr, power: stableFn === 'rsqrt' ? -0.5 : -read.stablePower, steps });
  const schedule =
    lrMin === 0
      ? new Product({ schedules: [fall, decay(1, 0)] })
      : new Sum({
          schedules: [
            new Product({ schedules: [new Maximum({ schedules: [fall, lrMin] }), decay(1, 0)] }),
            decay(0, lrMin),
          ],
        });
  return madeBy('timm', 'WSDLRScheduler', options, withStart(schedule, read, true));
}

/** The decay, from one rate to another. */
function decayRamp(
  { decayT: steps, decayFn, decayPower, decayRatio }: Read<typeof table>,
  from: number,
  to: number,
): LearningRateSchedule {
  switch (decayFn) {
    case 'linear':
      return new LinearRamp({ from, to, steps });
    case '1-sqrt':
      return new PolynomialRamp({ from, to, steps, timePower: 0.5 });
    case 'cosine':
      return new CosineRamp({ from, to, steps });
    case 'power':
      return new PolynomialRamp({ from, to, steps, timePower: decayPower });
    case 'exp':
      return new ExponentialRamp({ from, to, steps, ratio: decayRatio });
  }
}
