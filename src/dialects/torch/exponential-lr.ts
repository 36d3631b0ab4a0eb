import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** What the rate is multiplied by at every step. */
  gamma: { is: 'number' },
} as const satisfies OptionTable;

export interface ExponentialLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay at every step: rate(t) = baseLr · gamma^t.
 *
 * - at step 0: `baseLr`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = exponentialLR({ baseLr: 0.1, gamma: 0.5 });
 * schedule(2); // 0.025
 * ```
 *
 * Source: `torch.optim.lr_scheduler.ExponentialLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0 and `gamma` is finite.
 */
export function exponentialLR(options: ExponentialLROptions): LearningRateSchedule {
  const { baseLr, gamma } = readOptions('exponentialLR', table, options);
  return madeBy(
    'torch',
    'ExponentialLR',
    options,
    new ExponentialDecay({ initialLearningRate: baseLr, decaySteps: 1, decayRate: gamma }),
  );
}
