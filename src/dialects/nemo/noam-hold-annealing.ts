import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Power } from '../../schedules/blocks/power.js';
import { from, holdEnd, holdOptions, inPolicy, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  ...holdOptions,
  /** Power of the decay. Default 0.5. */
  decayRate: { is: 'number', atLeast: 0, default: 0.5 },
} as const satisfies OptionTable;

export interface NoamHoldAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power of time after a warmup and a constant part.
 *
 * With H the constant part's steps, W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else max(minLr, baseLr · (W / (t − H))^decayRate).
 *
 * ```ts
 * const schedule = noamHoldAnnealing({ baseLr: 0.1, warmupSteps: 100, maxSteps: 1000 });
 * schedule(400); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.NoamHoldAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative number or one that is not whole, and for a length that is given twice.
 */
export function noamHoldAnnealing(options: NoamHoldAnnealingOptions): LearningRateSchedule {
  const read = readOptions('noamHoldAnnealing', table, options);
  const { baseLr, maxSteps, minLr, decayRate } = read;
  const warmup = warmupOf('noamHoldAnnealing', read);
  const held = holdEnd('noamHoldAnnealing', warmup, read);
  if (warmup === 0)
    throw new OptionRangeError({
      owner: 'noamHoldAnnealing',
      option: 'warmupSteps',
      requires: 'at least 1, since NeMo cannot do without a warmup here',
      received: 0,
    });
  const decay = new Power({ factor: baseLr, power: -decayRate, steps: warmup });
  return madeBy(
    'nemo',
    'NoamHoldAnnealing',
    options,
    inPolicy(
      { baseLr, minLr, maxSteps, warmup, held },
      new Maximum({ schedules: [from(Math.max(warmup, held), decay), minLr] }),
    ),
  );
}
