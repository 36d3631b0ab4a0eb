import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Decay in a step. */
  gamma: { is: 'number', above: 0 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface NaturalExpDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Exponential decay: rate(t) = learningRate · e^(−gamma · t).
 *
 * - at step 0: `learningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = naturalExpDecay({ learningRate: 0.1, gamma: Math.LN2 / 100 });
 * schedule(100); // 0.05000000000000002
 * ```
 *
 * Source: `paddle.optimizer.lr.NaturalExpDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `gamma` > 0.
 */
export function naturalExpDecay(options: NaturalExpDecayOptions): LearningRateSchedule {
  const { learningRate, gamma } = readOptions('naturalExpDecay', table, options);
  return madeBy(
    'paddle',
    'NaturalExpDecay',
    options,
    new ExponentialDecay({ initialLearningRate: learningRate, decaySteps: 1 / gamma, decayRate: Math.exp(-1) }),
  );
}
