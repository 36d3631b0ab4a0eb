import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** Steps between two decays; of a fraction only whole multiples count: 1.5 decays at 3, 6, 9, …. */
  stepSize: { is: 'steps', above: 0 },
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
 * @throws {RangeError} unless `baseLr` ≥ 0, `stepSize` > 0 and `gamma` is finite.
 */
export function stepLR(options: StepLROptions): LearningRateSchedule {
  const { baseLr, stepSize, gamma } = readOptions('stepLR', table, options);
  const decaySteps = wholeMultiple(stepSize);
  return madeBy(
    'torch',
    'StepLR',
    options,
    new ExponentialDecay({
      initialLearningRate: baseLr,
      decaySteps,
      decayRate: gamma,
      staircase: true,
    }),
  );
}

/** The first whole multiple of a number: PyTorch decays only at steps that the number divides without a rest. */
function wholeMultiple(steps: number): number {
  let multiple = steps;
  while (!Number.isInteger(multiple)) multiple *= 2;
  return multiple;
}
