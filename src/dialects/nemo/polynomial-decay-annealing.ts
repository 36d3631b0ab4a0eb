import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { from, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  /** Power of what is left of the way. Default 1. */
  power: { is: 'number', above: 0, default: 1 },
  /** Whether the decay starts over past `maxSteps`, where the rate is `minLr` anyway. Default false. */
  cycle: { is: 'flag', default: false, unused: true },
} as const satisfies OptionTable;

export interface PolynomialDecayAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power curve after a warmup.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else minLr + (baseLr − minLr) · ((M − t) / (M − W))^power.
 *
 * ```ts
 * const schedule = polynomialDecayAnnealing({ baseLr: 0.1, maxSteps: 100, power: 2 });
 * schedule(50); // 0.025
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.PolynomialDecayAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function polynomialDecayAnnealing(options: PolynomialDecayAnnealingOptions): LearningRateSchedule {
  const read = readOptions('polynomialDecayAnnealing', table, options);
  const { baseLr, maxSteps, minLr, power } = read;
  const warmup = warmupOf('polynomialDecayAnnealing', read);
  const steps = Math.max(1, maxSteps - warmup);
  return madeBy(
    'nemo',
    'PolynomialDecayAnnealing',
    options,
    inPolicy(
      { baseLr, minLr, maxSteps, warmup },
      from(warmup, new PolynomialRamp({ from: baseLr, to: minLr, steps, power })),
    ),
  );
}
