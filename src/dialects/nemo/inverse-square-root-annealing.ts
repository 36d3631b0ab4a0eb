import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Power } from '../../schedules/blocks/power.js';
import { inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
} as const satisfies OptionTable;

export interface InverseSquareRootAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * An inverse square root after a warmup; `minLr` is no floor.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else baseLr / √((t + 1) / (W + 1)).
 *
 * ```ts
 * const schedule = inverseSquareRootAnnealing({ baseLr: 0.1, warmupSteps: 9, maxSteps: 100 });
 * schedule(9); // 0.1
 * schedule(39); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.InverseSquareRootAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function inverseSquareRootAnnealing(options: InverseSquareRootAnnealingOptions): LearningRateSchedule {
  const read = readOptions('inverseSquareRootAnnealing', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('inverseSquareRootAnnealing', read);
  const steps = warmup + 1;
  return madeBy(
    'nemo',
    'InverseSquareRootAnnealing',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup }, new Power({ factor: baseLr, power: -0.5, steps, shift: 1 / steps })),
  );
}
