import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';

export const table = {
  /** Rate at step 0. */
  init: { is: 'rate' },
  /** What the rate is multiplied by at every step. */
  decayRate: { is: 'number', above: 0 },
} as const satisfies OptionTable;

export interface ExponentialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Exponential decay: rate(t) = init · decayRate^t.
 *
 * - at step 0: `init`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = exponentialDecay({ init: 0.1, decayRate: 0.5 });
 * schedule(2); // 0.025
 * ```
 *
 * Source: `mlx.optimizers.exponential_decay`, MLX 0.32.4, which computes in float32.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decayRate` > 0.
 */
export function exponentialDecay(options: ExponentialDecayOptions): LearningRateSchedule {
  const { init, decayRate } = readOptions('exponentialDecay', table, options);
  // Powers of a factor show how it was rounded.
  return madeBy(
    'mlx',
    'exponential_decay',
    options,
    new ExponentialDecay({ initialLearningRate: init, decaySteps: 1, decayRate: Math.fround(decayRate) }),
  );
}
