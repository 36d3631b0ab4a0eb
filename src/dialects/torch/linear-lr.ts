import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** What the rate is multiplied by at step 0; more than 0, at most 1. Default 1/3. */
  startFactor: {
    is: 'fraction',
    above: 0,
    atMost: 1,
    default: 1 / 3,
    because: 'PyTorch divides by it; for a ramp from 0 take a LinearRamp',
  },
  /** What the rate is multiplied by at the end; from 0 to 1. Default 1. */
  endFactor: { is: 'fraction', atLeast: 0, atMost: 1, default: 1 },
  /** Length in steps; 0 for no ramp. Default 5. */
  totalIters: { is: 'steps', atLeast: 0, default: 5 },
} as const satisfies OptionTable;

export interface LinearLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight line: rate(t) = baseLr · (startFactor + (endFactor − startFactor) · min(t, totalIters) / totalIters).
 *
 * - at step 0: `startFactor · baseLr`
 * - at the last step, `totalIters`, and past it: `endFactor · baseLr`; with `totalIters` 0 `startFactor · baseLr` for ever
 *
 * ```ts
 * const schedule = linearLR({ baseLr: 0.1, startFactor: 0.5, totalIters: 4 });
 * schedule(0); // 0.05
 * schedule(2); // 0.07500000000000001
 * schedule(4); // 0.1
 * ```
 *
 * Source: `torch.optim.lr_scheduler.LinearLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, 0 < `startFactor` ≤ 1, 0 ≤ `endFactor` ≤ 1 and `totalIters` ≥ 0.
 */
export function linearLR(options: LinearLROptions): LearningRateSchedule {
  const { baseLr, startFactor, endFactor, totalIters } = readOptions('linearLR', table, options);
  const from = baseLr * startFactor;
  const last = Math.floor(totalIters);
  if (last === 0) return madeBy('torch', 'LinearLR', options, new Constant({ value: from }));
  // After its last whole step PyTorch leaves the rate alone.
  const to = last === totalIters ? endFactor : startFactor + (endFactor - startFactor) * (last / totalIters);
  return madeBy('torch', 'LinearLR', options, new LinearRamp({ from, to: baseLr * to, steps: last }));
}
