import { countOrZero, notNegative, type OptionTable, type Rule, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { lastEpoch, type TorchOptions } from './options.js';

export interface LinearLROptions extends TorchOptions {
  /** What the rate is multiplied by at step 0; more than 0, at most 1. Default 1/3. */
  readonly startFactor?: number;
  /** What the rate is multiplied by at the end; from 0 to 1. Default 1. */
  readonly endFactor?: number;
  /** Length in steps; 0 for no ramp. Default 5. */
  readonly totalIters?: number;
}

const positiveFraction: Rule = {
  requires: 'a number greater than 0 and at most 1 (PyTorch divides by it; for a ramp from 0 take a LinearRamp)',
  kind: (value) => typeof value === 'number',
  range: (value: number) => value > 0 && value <= 1,
};
const fraction: Rule = {
  requires: 'a number from 0 to 1',
  kind: (value) => typeof value === 'number',
  range: (value: number) => value >= 0 && value <= 1,
};
export const table: OptionTable = {
  baseLr: [notNegative],
  startFactor: [positiveFraction, 1 / 3],
  endFactor: [fraction, 1],
  totalIters: [countOrZero, 5],
  lastEpoch,
};

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
 * @throws {RangeError} unless `baseLr` ≥ 0, 0 < `startFactor` ≤ 1, 0 ≤ `endFactor` ≤ 1 and `totalIters` is a whole number ≥ 0.
 */
export function linearLR(options: LinearLROptions): LearningRateSchedule {
  const { baseLr, startFactor, endFactor, totalIters } = readOptions(
    'linearLR',
    table,
    options,
  ) as unknown as Required<LinearLROptions>;
  const from = baseLr * startFactor;
  if (totalIters === 0) return new Constant({ value: from });
  return new LinearRamp({ from, to: baseLr * endFactor, steps: totalIters });
}
