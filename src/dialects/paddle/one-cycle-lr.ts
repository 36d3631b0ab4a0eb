import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { oneCycle } from '../torch/one-cycle-lr.js';
import { paddleOptions } from './options.js';

export const table = {
  /** The highest rate. */
  maxLearningRate: { is: 'rate', atLeast: 0 },
  /** Length of the run in steps. */
  totalSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** The rate at step 0 is `maxLearningRate` divided by this. Default 25. */
  divideFactor: { is: 'number', not: 0, default: 25 },
  /** The rate at the end, which is a rate and not, as PyTorch's, a divisor. Default 0.0001. */
  endLearningRate: { is: 'rate', atLeast: 0, default: 0.0001 },
  /** Length of the climb, as a fraction of the run. Default 0.3. */
  phasePct: { is: 'fraction', atLeast: 0, atMost: 1, default: 0.3 },
  /** Half a cosine, or a straight line, from one rate to the next. Default `'cos'`. */
  annealStrategy: { is: 'choice', of: ['cos', 'linear'], default: 'cos' },
  /** Whether the rate first returns to that of step 0, as fast as it climbed. Default false. */
  threePhase: { is: 'flag', default: false },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface OneCycleLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A climb from a low rate to a high one, then a fall to the end's, once.
 *
 * With N = totalSteps, the climb is over at step phasePct · N − 1, with `threePhase` the fall to the first rate at step
 * 2 · (phasePct · N − 1), and the last fall at step N − 1. These need not be whole.
 *
 * - at step 0: maxLearningRate / divideFactor
 * - at the last step, N − 1: `endLearningRate`
 * - past the end: that rate stays; Paddle goes on for one step, and then fails
 *
 * ```ts
 * const schedule = oneCycleLR({ maxLearningRate: 0.1, totalSteps: 101, phasePct: 51 / 101, endLearningRate: 0 });
 * schedule(0); // 0.004
 * schedule(50); // 0.1
 * schedule(75); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.OneCycleLR`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range, and if phasePct · N is 1, where Paddle divides by 0.
 */
export function oneCycleLR(options: OneCycleLROptions): LearningRateSchedule {
  const { maxLearningRate, totalSteps, divideFactor, endLearningRate, phasePct, annealStrategy, threePhase } =
    readOptions('oneCycleLR', table, options);
  if (threePhase && phasePct >= 0.5) {
    throw new OptionRangeError({
      owner: 'oneCycleLR',
      option: 'phasePct',
      requires: 'less than 0.5 with {threePhase}',
      received: phasePct,
    });
  }
  if (phasePct * totalSteps === 1) {
    throw new OptionRangeError({
      owner: 'oneCycleLR',
      option: 'phasePct',
      requires: 'other than 1 / {totalSteps}, with which Paddle divides by 0',
      received: phasePct,
      help: 'take a little more',
    });
  }
  const low = maxLearningRate / divideFactor;
  const cycle = { totalSteps, pctStart: phasePct, threePhase, annealStrategy };
  return madeBy('paddle', 'OneCycleLR', options, oneCycle(cycle, { low, high: maxLearningRate, end: endLearningRate }));
}
