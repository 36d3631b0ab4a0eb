import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** What the rate is multiplied by at every step: a number. */
  lrLambda: {
    is: 'number',
    because:
      'factors that change would have to be multiplied up from step 0 on: write their product, as multiStepLR does, or as lambdaLR takes it',
  },
} as const satisfies OptionTable;

export interface MultiplicativeLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The rate times a number at every step: rate(t) = baseLr · lrLambda^t.
 *
 * - at step 0: `baseLr`
 * - past the end: there is none
 *
 * PyTorch takes a function of the step. It is refused here, since the product of all its values up to a step is no formula.
 *
 * ```ts
 * const schedule = multiplicativeLR({ baseLr: 0.1, lrLambda: 0.5 });
 * schedule(2); // 0.025
 * ```
 *
 * Source: `torch.optim.lr_scheduler.MultiplicativeLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type, and for a function.
 * @throws {RangeError} unless `baseLr` ≥ 0 and `lrLambda` is finite.
 */
export function multiplicativeLR(options: MultiplicativeLROptions): LearningRateSchedule {
  const { baseLr, lrLambda } = readOptions('multiplicativeLR', table, options);
  return madeBy(
    'torch',
    'MultiplicativeLR',
    options,
    new ExponentialDecay({ initialLearningRate: baseLr, decaySteps: 1, decayRate: lrLambda }),
  );
}
