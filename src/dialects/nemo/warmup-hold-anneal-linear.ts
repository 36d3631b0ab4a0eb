import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { from, holdEnd, holdOptions, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  ...holdOptions,
} as const satisfies OptionTable;

export interface WarmupHoldAnnealLinearOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight fall after a warmup and a constant part.
 *
 * With H where the constant part ends, 0 without one, W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else minLr + (baseLr − minLr) · (M − t) / (M − H).
 *
 * ```ts
 * const schedule = warmupHoldAnnealLinear({ baseLr: 0.1, holdSteps: 20, maxSteps: 120 });
 * schedule(70); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.WarmupHoldAnnealLinear`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function warmupHoldAnnealLinear(options: WarmupHoldAnnealLinearOptions): LearningRateSchedule {
  const read = readOptions('warmupHoldAnnealLinear', table, options);
  const { baseLr, maxSteps, minLr } = read;
  const warmup = warmupOf('warmupHoldAnnealLinear', read);
  const held = holdEnd('warmupHoldAnnealLinear', warmup, read);
  const fall = new LinearRamp({ from: baseLr, to: minLr, steps: Math.max(1, maxSteps - held) });
  return madeBy(
    'nemo',
    'WarmupHoldAnnealLinear',
    options,
    inPolicy({ baseLr, minLr, maxSteps, warmup, held }, from(held, fall)),
  );
}
