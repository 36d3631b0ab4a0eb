import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { reaches, solverOptions, withSolverWarmup } from './warmup.js';

export const table = {
  ...solverOptions,
  /** Number of decays, at even distances. Default 3. */
  numDecays: { is: 'number', whole: true, atLeast: 0, default: 3 },
  /** What the rate is multiplied by at each. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface WarmupStepWithFixedGammaLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Decays at even distances, after a warmup: rate(t) = baseLr · gamma^⌊t · (numDecays + 1) / maxIter⌋.
 *
 * The warmup is that of {@link warmupMultiStepLR}.
 *
 * ```ts
 * const schedule = warmupStepWithFixedGammaLR({ baseLr: 0.1, maxIter: 400, gamma: 0.5, warmupIters: 0 });
 * schedule(99); // 0.1
 * schedule(100); // 0.05
 * ```
 *
 * Source: `WarmupStepWithFixedGammaLR` of detectron2 (02b5c4e) on fvcore 0.1.5, as `build_lr_scheduler` makes it.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `numDecays` is a whole number ≥ 0.
 */
export function warmupStepWithFixedGammaLR(options: WarmupStepWithFixedGammaLROptions): LearningRateSchedule {
  const read = readOptions('warmupStepWithFixedGammaLR', table, options);
  const { baseLr, maxIter, gamma, numDecays } = read;
  const starts = Array.from({ length: numDecays }, (_, i) => reaches(((i + 1) * maxIter) / (numDecays + 1), maxIter));
  const boundaries = [...new Set(starts)];
  const schedules = [0, ...boundaries].map((_, i) => baseLr * gamma ** i);
  return madeBy(
    'detectron2',
    'WarmupStepWithFixedGammaLR',
    options,
    withSolverWarmup(new Sequence({ schedules, boundaries }), read),
  );
}
