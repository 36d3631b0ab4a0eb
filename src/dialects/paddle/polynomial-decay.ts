import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { PolynomialDecay } from '../../schedules/keras/polynomial-decay.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Length of the decay in steps. */
  decaySteps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rate at the end. Default 0.0001. */
  endLr: { is: 'rate', default: 0.0001 },
  /** Power of what is left of the way. Default 1. */
  power: { is: 'number', above: 0, default: 1 },
  /** Whether to stretch the decay to the next multiple of `decaySteps` each time it ends. Default false. */
  cycle: { is: 'flag', default: false },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface PolynomialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A power curve: rate(t) = (learningRate − endLr) · (1 − min(t, T) / T)^power + endLr, with T = `decaySteps`.
 *
 * With `cycle`, T is decaySteps · max(1, ⌈t / decaySteps⌉) and nothing is clamped.
 *
 * - at step 0: `learningRate`
 * - at the last step, `decaySteps`, and past it: `endLr`, which is not 0 by default
 *
 * ```ts
 * const schedule = polynomialDecay({ learningRate: 0.1, decaySteps: 100, endLr: 0, power: 2 });
 * schedule(50); // 0.025
 * schedule(100); // 0
 * ```
 *
 * Source: `paddle.optimizer.lr.PolynomialDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decaySteps` is a whole number ≥ 1 and `power` > 0.
 */
export function polynomialDecay(options: PolynomialDecayOptions): LearningRateSchedule {
  const { learningRate, decaySteps, endLr, power, cycle } = readOptions('polynomialDecay', table, options);
  return madeBy(
    'paddle',
    'PolynomialDecay',
    options,
    new PolynomialDecay({
      initialLearningRate: learningRate,
      decaySteps,
      endLearningRate: endLr,
      power,
      cycle,
    }),
  );
}
