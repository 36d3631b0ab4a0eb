import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** What the rate is multiplied by at first; more than 0, at most 1. Default 1/3. */
  factor: {
    is: 'fraction',
    above: 0,
    atMost: 1,
    default: 1 / 3,
    because: 'PyTorch divides by it when it restores the rate',
  },
  /** The step from which the rate is `baseLr`; 0, or a fraction, for never. Default 5. */
  totalIters: { is: 'steps', atLeast: 0, default: 5 },
} as const satisfies OptionTable;

export interface ConstantLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A lower rate at first: rate(t) = factor · baseLr for t < totalIters, then baseLr.
 *
 * - at step 0: `factor · baseLr`
 * - at the last step, `totalIters`, and past it: `baseLr`; with `totalIters` 0 never, since PyTorch restores the rate when
 *   a later step than the first equals it
 *
 * ```ts
 * const schedule = constantLR({ baseLr: 0.1, factor: 0.5, totalIters: 4 });
 * schedule(3); // 0.05
 * schedule(4); // 0.1
 * ```
 *
 * Source: `torch.optim.lr_scheduler.ConstantLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, 0 < `factor` ≤ 1 and `totalIters` ≥ 0.
 */
export function constantLR(options: ConstantLROptions): LearningRateSchedule {
  const { baseLr, factor, totalIters } = readOptions('constantLR', table, options);
  const low = baseLr * factor;
  // PyTorch restores the rate at that very step, which a fraction never is.
  if (totalIters === 0 || !Number.isInteger(totalIters))
    return madeBy('torch', 'ConstantLR', options, new Constant({ value: low }));
  return madeBy('torch', 'ConstantLR', options, new Sequence({ schedules: [low, baseLr], boundaries: [totalIters] }));
}
