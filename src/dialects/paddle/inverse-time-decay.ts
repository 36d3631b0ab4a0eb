import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { InverseTimeDecay } from '../../schedules/keras/inverse-time-decay.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Decay in a step. */
  gamma: { is: 'number' },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface InverseTimeDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Hyperbolic decay: rate(t) = learningRate / (1 + gamma · t).
 *
 * - at step 0: `learningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = inverseTimeDecay({ learningRate: 0.1, gamma: 0.01 });
 * schedule(100); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.InverseTimeDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 */
export function inverseTimeDecay(options: InverseTimeDecayOptions): LearningRateSchedule {
  const { learningRate, gamma } = readOptions('inverseTimeDecay', table, options);
  return madeBy(
    'paddle',
    'InverseTimeDecay',
    options,
    new InverseTimeDecay({ initialLearningRate: learningRate, decaySteps: 1, decayRate: gamma }),
  );
}
