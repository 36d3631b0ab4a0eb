import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { cyclic } from '../torch/cyclic-lr.js';
import { paddleOptions } from './options.js';

export const table = {
  /** The rate at the foot of a cycle. */
  baseLearningRate: { is: 'rate' },
  /** The rate at the top of the first cycle. */
  maxLearningRate: { is: 'rate', atLeast: 0 },
  /** Steps from the foot to the top. */
  stepSizeUp: { is: 'steps', whole: true, atLeast: 1 },
  /** Steps from the top to the foot; null for as many as up. Default null. */
  stepSizeDown: { is: 'steps', whole: true, atLeast: 1, default: null },
  /** Cycles of one height, each half as high as the one before, or lower with every step. Default `'triangular'`. */
  mode: { is: 'choice', of: ['triangular', 'triangular2', 'exp_range'], default: 'triangular' },
  /** What the height is multiplied by at every step, for `'exp_range'`. Default 1. */
  expGamma: { is: 'number', default: 1 },
  /** Paddle's own function for the height: null only, since a function can be neither saved nor printed. Default null. */
  scaleFn: { is: 'nothing', default: null },
  /** What `scaleFn` is a function of; without a meaning. Default `'cycle'`. */
  scaleMode: { is: 'choice', of: ['cycle', 'iterations'], default: 'cycle', unused: true },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface CyclicLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Straight up and down, over and over: rate(t) = baseLearningRate + (maxLearningRate − baseLearningRate) · height · x, where
 * x climbs from 0 to 1 in `stepSizeUp` steps and falls back to 0 in `stepSizeDown`.
 *
 * The height is 1; for `'triangular2'` ½^k in cycle k = 0, 1, …; for `'exp_range'` expGamma^t.
 *
 * - at step 0: `baseLearningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = cyclicLR({ baseLearningRate: 0, maxLearningRate: 0.1, stepSizeUp: 10, mode: 'triangular2' });
 * schedule(5); // 0.05
 * schedule(30); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.CyclicLR`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `stepSizeUp` and `stepSizeDown` are whole numbers ≥ 1, and `maxLearningRate` ≥ 0.
 */
export function cyclicLR(options: CyclicLROptions): LearningRateSchedule {
  const { baseLearningRate, maxLearningRate, stepSizeUp, stepSizeDown, mode, expGamma } = readOptions(
    'cyclicLR',
    table,
    options,
  );
  const shape = { stepSizeUp, stepSizeDown, mode, gamma: expGamma };
  return madeBy('paddle', 'CyclicLR', options, cyclic(shape, baseLearningRate, maxLearningRate));
}
