import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Steps between decays. */
  stepSize: { is: 'steps', whole: true, atLeast: 1 },
  /** What the rate is multiplied by, less than 1. Default 0.1. */
  gamma: { is: 'number', below: 1, default: 0.1 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface StepDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay every so many steps: rate(t) = learningRate · gamma^⌊t / stepSize⌋.
 *
 * - at step 0: `learningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = stepDecay({ learningRate: 1, stepSize: 30, gamma: 0.5 });
 * schedule(29); // 1
 * schedule(60); // 0.25
 * ```
 *
 * Source: `paddle.optimizer.lr.StepDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `stepSize` is a whole number ≥ 1 and `gamma` < 1.
 */
export function stepDecay(options: StepDecayOptions): LearningRateSchedule {
  const { learningRate, stepSize, gamma } = readOptions('stepDecay', table, options);
  return madeBy(
    'paddle',
    'StepDecay',
    options,
    new ExponentialDecay({
      initialLearningRate: learningRate,
      decaySteps: stepSize,
      decayRate: gamma,
      staircase: true,
    }),
  );
}
