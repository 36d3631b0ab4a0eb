import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { aSchedule } from '../../schedules/blocks/schedule-option.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** What `baseLr` is multiplied by at each step: a schedule, or a number. */
  lrLambda: {
    ...aSchedule,
    because:
      'a function can be neither saved nor printed: write it with blocks, such as new Power({ factor: 1, power: -0.5 }), or as a class that extends LearningRateSchedule',
  },
} as const satisfies OptionTable;

export interface LambdaLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The base rate times a factor that is itself a schedule: rate(t) = baseLr · lrLambda(t).
 *
 * - at step 0: `baseLr · lrLambda(0)`
 * - past the end: as `lrLambda`
 *
 * ```ts
 * import { Power } from 'lr-schedules';
 *
 * const schedule = lambdaLR({ baseLr: 0.1, lrLambda: new Power({ factor: 1, power: -0.5 }) }); // lambda t: (1 + t) ** -0.5
 * schedule(3); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.LambdaLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type, and for a function that is no schedule.
 * @throws {RangeError} unless `baseLr` ≥ 0, and for a factor that is not finite.
 */
export function lambdaLR(options: LambdaLROptions): LearningRateSchedule {
  const { baseLr, lrLambda } = readOptions('lambdaLR', table, options);
  return madeBy('torch', 'LambdaLR', options, new Scale({ schedule: lrLambda, factor: baseLr }));
}
