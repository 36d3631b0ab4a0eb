import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { from, holdEnd, holdOptions, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  ...holdOptions,
} as const satisfies OptionTable;

export interface WarmupHoldAnnealOneMinusSquareRootOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * One minus a square root after a warmup and a constant part.
 *
 * With H where the constant part ends, 0 without one, W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else max(minLr, baseLr · (1 − √((t − H) / (M − H)))).
 *
 * ```ts
 * const schedule = warmupHoldAnnealOneMinusSquareRoot({ baseLr: 0.1, holdSteps: 20, maxSteps: 120 });
 * schedule(45); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.WarmupHoldAnnealOneMinusSquareRoot`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function warmupHoldAnnealOneMinusSquareRoot(
  options: WarmupHoldAnnealOneMinusSquareRootOptions,
): LearningRateSchedule {
  const read = readOptions('warmupHoldAnnealOneMinusSquareRoot', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('warmupHoldAnnealOneMinusSquareRoot', read);
  const held = holdEnd('warmupHoldAnnealOneMinusSquareRoot', warmup, read);
  const steps = Math.max(1, maxSteps - held);
  const fall = new PolynomialRamp({ from: baseLr, to: 0, steps, timePower: 0.5 });
  return madeBy(
    'nemo',
    'WarmupHoldAnnealOneMinusSquareRoot',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup, held }, new Maximum({ schedules: [from(held, fall), minLr] })),
  );
}
