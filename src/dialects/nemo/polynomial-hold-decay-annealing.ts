import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { from, holdEnd, holdOptions, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  ...holdOptions,
  /** Power of what is left of the way. Default 1. */
  power: { is: 'number', above: 0, default: 1 },
  /** Whether the decay starts over past `maxSteps`, where the rate is `minLr` anyway. Default false. */
  cycle: { is: 'flag', default: false, unused: true },
} as const satisfies OptionTable;

export interface PolynomialHoldDecayAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power curve after a warmup and a constant part.
 *
 * With H where the constant part ends, W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else minLr + (baseLr − minLr) · left^power, with left = max(0, 1 − (t − H) / (M − max(W, H))). Without a constant part H is 0, so that the decay runs
 * from step 0 on, and is over W steps before the run is.
 *
 * ```ts
 * const schedule = polynomialHoldDecayAnnealing({ baseLr: 0.1, holdSteps: 20, maxSteps: 120 });
 * schedule(70); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.PolynomialHoldDecayAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function polynomialHoldDecayAnnealing(options: PolynomialHoldDecayAnnealingOptions): LearningRateSchedule {
  const read = readOptions('polynomialHoldDecayAnnealing', table, options);
  const { baseLr, maxSteps, minLr, power } = read;
  const warmup = warmupOf('polynomialHoldDecayAnnealing', read);
  const held = holdEnd('polynomialHoldDecayAnnealing', warmup, read);
  const steps = Math.max(1, maxSteps - Math.max(warmup, held));
  const fall = new PolynomialRamp({ from: baseLr, to: minLr, steps, power });
  return madeBy(
    'nemo',
    'PolynomialHoldDecayAnnealing',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup, held }, from(held, fall)),
  );
}
