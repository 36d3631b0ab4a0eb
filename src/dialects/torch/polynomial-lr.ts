import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** Length in steps; 0 for no decay. Default 5. */
  totalIters: { is: 'steps', atLeast: 0, default: 5 },
  /** Power of what is left of the way; 0 for no decay. Default 1. */
  power: { is: 'number', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

export interface PolynomialLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power curve to 0: rate(t) = baseLr · (1 − min(t, totalIters) / totalIters)^power.
 *
 * - at step 0: `baseLr`
 * - at the last step, `totalIters`, and past it: 0, or the rate of the last whole step before it; with `totalIters` 0 or `power` 0 `baseLr` for ever
 *
 * ```ts
 * const schedule = polynomialLR({ baseLr: 0.1, totalIters: 4, power: 2 });
 * schedule(2); // 0.025
 * schedule(4); // 0
 * ```
 *
 * Source: `torch.optim.lr_scheduler.PolynomialLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, `totalIters` ≥ 0 and `power` ≥ 0.
 */
export function polynomialLR(options: PolynomialLROptions): LearningRateSchedule {
  const { baseLr, totalIters, power } = readOptions('polynomialLR', table, options);
  const last = Math.floor(totalIters);
  if (last === 0 || power === 0) return madeBy('torch', 'PolynomialLR', options, new Constant({ value: baseLr }));
  const decay = new PolynomialRamp({ from: baseLr, to: 0, steps: totalIters, power });
  // After its last whole step PyTorch leaves the rate alone.
  const schedule =
    last === totalIters ? decay : new Sequence({ schedules: [decay, decay.at(last)], boundaries: [last] });
  return madeBy('torch', 'PolynomialLR', options, schedule);
}
