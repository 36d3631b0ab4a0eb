import { notNegative, type OptionTable, type Rule, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { schedule } from '../../schedules/blocks/schedule-option.js';
import { lastEpoch, type TorchOptions } from './options.js';

export interface LambdaLROptions extends TorchOptions {
  /** What `baseLr` is multiplied by at each step: a schedule, or a number. */
  readonly lrLambda: LearningRateSchedule | number;
}

const factor: Rule = {
  ...schedule,
  requires:
    'a schedule or a finite number (a function can be neither saved nor printed: write it with blocks, such as new Power({ factor: 1, power: -0.5 }), or as a class that extends LearningRateSchedule)',
};
export const table: OptionTable = { baseLr: [notNegative], lrLambda: [factor], lastEpoch };

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
  const { baseLr, lrLambda } = readOptions('lambdaLR', table, options) as unknown as Required<LambdaLROptions>;
  return new Scale({ schedule: lrLambda, factor: baseLr });
}
