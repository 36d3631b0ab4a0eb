import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { solverOptions, withSolverWarmup } from './warmup.js';

export const table = {
  ...solverOptions,
  /** Rate at the end of the run, at most `baseLr`. Default 0. */
  baseLrEnd: { is: 'rate', default: 0 },
} as const satisfies OptionTable;

export interface WarmupCosineLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Half a cosine over the whole run, whose start a warmup hides: rate(t) = end + (baseLr − end) · ½(1 + cos(π · t / maxIter)).
 *
 * The warmup is that of {@link warmupMultiStepLR}.
 *
 * ```ts
 * const schedule = warmupCosineLR({ baseLr: 0.1, maxIter: 1000, warmupIters: 0 });
 * schedule(500); // 0.05
 * ```
 *
 * Source: `WarmupCosineLR` of detectron2 (02b5c4e) on fvcore 0.1.5, as `build_lr_scheduler` makes it.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLrEnd` ≤ `baseLr`.
 */
export function warmupCosineLR(options: WarmupCosineLROptions): LearningRateSchedule {
  const read = readOptions('warmupCosineLR', table, options);
  const { baseLr, baseLrEnd, maxIter } = read;
  if (baseLrEnd > baseLr || baseLr <= 0) {
    throw new OptionRangeError({
      owner: 'warmupCosineLR',
      option: 'baseLrEnd',
      requires: `at most {baseLr} (${baseLr}), which is positive`,
      received: baseLrEnd,
    });
  }
  return madeBy(
    'detectron2',
    'WarmupCosineLR',
    options,
    withSolverWarmup(new CosineRamp({ from: baseLr, to: baseLrEnd, steps: maxIter }), read),
  );
}
