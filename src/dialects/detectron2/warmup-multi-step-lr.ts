import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { reaches, solverOptions, withSolverWarmup } from './warmup.js';

export const table = {
  ...solverOptions,
  /** The steps at which the rate decays, rising; those past the run are dropped. Default [30000]. */
  steps: { is: 'steps', list: 'rising', mayBeEmpty: true, default: [30000] },
  /** What the rate is multiplied by at each. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface WarmupMultiStepLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay at each of some steps, after a warmup: rate(t) = baseLr · gamma^(number of steps ≤ t).
 *
 * With W = warmupIters: for t < W, rate(t) = low + (top − low) · t / W, where low is warmupFactor · baseLr and top what the
 * schedule has at W, or with `rescaleInterval` at step 0.
 *
 * ```ts
 * const schedule = warmupMultiStepLR({ baseLr: 0.1, steps: [600], maxIter: 900, warmupIters: 100, warmupFactor: 0 });
 * schedule(50); // 0.05
 * schedule(599); // 0.1
 * ```
 *
 * Source: `WarmupMultiStepLR` of detectron2 (02b5c4e) on fvcore 0.1.5, as `build_lr_scheduler` makes it.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for steps that do not rise, and for one that is `maxIter`.
 */
export function warmupMultiStepLR(options: WarmupMultiStepLROptions): LearningRateSchedule {
  const read = readOptions('warmupMultiStepLR', table, options);
  const { baseLr, maxIter, steps, gamma } = read;
  const kept = steps.filter((step) => step <= maxIter);
  if (kept.includes(maxIter)) {
    throw new OptionRangeError({
      owner: 'warmupMultiStepLR',
      option: 'steps',
      requires: `less than {maxIter} (${maxIter}), which fvcore requires`,
      received: maxIter,
    });
  }
  const boundaries = [...new Set(kept.map((step) => reaches(step, maxIter)))];
  const schedules = [0, ...boundaries].map((_, i) => baseLr * gamma ** i);
  return madeBy(
    'detectron2',
    'WarmupMultiStepLR',
    options,
    withSolverWarmup(new Sequence({ schedules, boundaries }), read),
  );
}
