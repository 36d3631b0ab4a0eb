import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** What the rate is multiplied by at every step. */
  gamma: { is: 'number', above: 0, below: 1 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface ExponentialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Exponential decay: rate(t) = learningRate · gamma^t.
 *
 * - at step 0: `learningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = exponentialDecay({ learningRate: 0.1, gamma: 0.5 });
 * schedule(2); // 0.025
 * ```
 *
 * Source: `paddle.optimizer.lr.ExponentialDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless 0 < `gamma` < 1.
 */
export function exponentialDecay(options: ExponentialDecayOptions): LearningRateSchedule {
  const { learningRate, gamma } = readOptions('exponentialDecay', table, options);
  return madeBy(
    'paddle',
    'ExponentialDecay',
    options,
    new ExponentialDecay({ initialLearningRate: learningRate, decaySteps: 1, decayRate: gamma }),
  );
}
