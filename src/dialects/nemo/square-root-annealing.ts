import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
} as const satisfies OptionTable;

export interface SquareRootAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A square root that falls from step 0 on, though a warmup hides its start: there is a jump at the warmup's end.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else max(minLr, baseLr · √((M − t) / M)).
 *
 * ```ts
 * const schedule = squareRootAnnealing({ baseLr: 0.1, maxSteps: 100 });
 * schedule(75); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.SquareRootAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function squareRootAnnealing(options: SquareRootAnnealingOptions): LearningRateSchedule {
  const read = readOptions('squareRootAnnealing', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('squareRootAnnealing', read);
  const fall = new PolynomialRamp({ from: baseLr, to: 0, steps: maxSteps, power: 0.5 });
  return madeBy(
    'nemo',
    'SquareRootAnnealing',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup }, new Maximum({ schedules: [fall, minLr] })),
  );
}
