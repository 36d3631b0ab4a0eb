import { count, finite, notNegative, type OptionTable, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { lastEpoch, type TorchOptions } from './options.js';

export interface StepLROptions extends TorchOptions {
  /** Steps between two decays. */
  readonly stepSize: number;
  /** What the rate is multiplied by at a decay. Default 0.1. */
  readonly gamma?: number;
}

export const table: OptionTable = { baseLr: [notNegative], stepSize: [count], gamma: [finite, 0.1], lastEpoch };

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
  const { baseLr, stepSize, gamma } = readOptions('stepLR', table, options) as unknown as Required<StepLROptions>;
  return new ExponentialDecay({
    initialLearningRate: baseLr,
    decaySteps: stepSize,
    decayRate: gamma,
    staircase: true,
  });
}
