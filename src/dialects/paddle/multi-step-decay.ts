import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** The steps at which the rate decays, rising. */
  milestones: { is: 'steps', list: 'rising' },
  /** What the rate is multiplied by at a milestone, less than 1. Default 0.1. */
  gamma: { is: 'number', below: 1, default: 0.1 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface MultiStepDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay at each milestone: rate(t) = learningRate · gamma^(number of milestones ≤ t).
 *
 * - at step 0: `learningRate`, unless 0 is a milestone
 * - at a milestone: already the new rate
 * - past the last milestone: the rate stays
 *
 * ```ts
 * const schedule = multiStepDecay({ learningRate: 1, milestones: [30, 80], gamma: 0.5 });
 * schedule(29); // 1
 * schedule(80); // 0.25
 * ```
 *
 * Source: `paddle.optimizer.lr.MultiStepDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for milestones that do not rise, and unless `gamma` < 1.
 */
export function multiStepDecay(options: MultiStepDecayOptions): LearningRateSchedule {
  const { learningRate, milestones, gamma } = readOptions('multiStepDecay', table, options);
  const schedules = [0, ...milestones].map((_, i) => learningRate * gamma ** i);
  return madeBy('paddle', 'MultiStepDecay', options, new Sequence({ schedules, boundaries: milestones }));
}
