import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { from, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  /** Lowest rate, and that after the run. Default 0.00001. */
  minLr: { is: 'rate', atLeast: 0, default: 1e-5 },
} as const satisfies OptionTable;

export interface SquareAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A square fall after a warmup.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else max(minLr, baseLr · ((M − t) / (M − W))²).
 *
 * ```ts
 * const schedule = squareAnnealing({ baseLr: 0.1, maxSteps: 100 });
 * schedule(50); // 0.025
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.SquareAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function squareAnnealing(options: SquareAnnealingOptions): LearningRateSchedule {
  const read = readOptions('squareAnnealing', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('squareAnnealing', read);
  const steps = Math.max(1, maxSteps - warmup);
  const fall = new PolynomialRamp({ from: baseLr, to: 0, steps, power: 2 });
  return madeBy(
    'nemo',
    'SquareAnnealing',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup }, new Maximum({ schedules: [from(warmup, fall), minLr] })),
  );
}
