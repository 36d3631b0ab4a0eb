import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** Steps between two decays. */
  stepSize: { is: 'steps', whole: true, atLeast: 1 },
  /** What the rate is multiplied by at a decay. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface StepLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay every so many steps: rate(t) = baseLr · gamma^⌊t / stepSize⌋.
 *
 * - at step 0: `baseLr`; the first decay comes at step `stepSize` itself
 * - past the end: there is none
 *
 * ```ts
 * const schedule = stepLR({ baseLr: 0.5, stepSize: 30, gamma: 0.5 });
 * schedule(29); // 0.5
 * schedule(30); // 0.25
 * ```
 *
 * Source: `torch.optim.lr_scheduler.StepLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, `stepSize` is a whole number ≥ 1 and `gamma` is finite.
 */
export function stepLR(options: StepLROptions): LearningRateSchedule {
  const { baseLr, stepSize, gamma } = readOptions('stepLR', table, options);
  return new ExponentialDecay({
    initialLearningRate: baseLr,
    decaySteps: stepSize,
    decayRate: gamma,
    staircase: true,
  });
}
