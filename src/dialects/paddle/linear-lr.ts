import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Length in steps. */
  totalSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** What the rate is multiplied by at step 0. Default 1/3. */
  startFactor: { is: 'fraction', above: 0, atMost: 1, default: 1 / 3 },
  /** What the rate is multiplied by at the end. Default 1. */
  endFactor: { is: 'fraction', atLeast: 0, atMost: 1, default: 1 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface LinearLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A straight line: rate(t) = learningRate · (startFactor + (endFactor − startFactor) · min(t, totalSteps) / totalSteps).
 *
 * - at step 0: `startFactor · learningRate`
 * - at the last step, `totalSteps`, and past it: `endFactor · learningRate`
 *
 * ```ts
 * const schedule = linearLR({ learningRate: 0.1, totalSteps: 4, startFactor: 0.5 });
 * schedule(0); // 0.05
 * schedule(4); // 0.1
 * ```
 *
 * Source: `paddle.optimizer.lr.LinearLR`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `totalSteps` is a whole number ≥ 1, 0 < `startFactor` ≤ 1 and 0 ≤ `endFactor` ≤ 1.
 */
export function linearLR(options: LinearLROptions): LearningRateSchedule {
  const { learningRate, totalSteps, startFactor, endFactor } = readOptions('linearLR', table, options);
  return madeBy(
    'paddle',
    'LinearLR',
    options,
    new LinearRamp({ from: learningRate * startFactor, to: learningRate * endFactor, steps: totalSteps }),
  );
}
