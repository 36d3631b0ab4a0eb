import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { paddleOptions } from './options.js';

export const table = {
  /** The steps at which the next rate takes over. */
  boundaries: { is: 'steps', list: 'rising' },
  /** The rates, one more than there are boundaries. */
  values: { is: 'rate', list: 'any' },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface PiecewiseDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A constant rate between boundaries: rate(t) = values[number of boundaries ≤ t].
 *
 * - at step 0: `values[0]`, unless 0 is a boundary
 * - at a boundary: already the next rate, where Keras has the one before
 * - past the last boundary: the last rate stays
 *
 * ```ts
 * const schedule = piecewiseDecay({ boundaries: [30, 80], values: [0.1, 0.01, 0.001] });
 * schedule(29); // 0.1
 * schedule(30); // 0.01
 * ```
 *
 * Source: `paddle.optimizer.lr.PiecewiseDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for boundaries that do not rise, and for too few values.
 */
export function piecewiseDecay(options: PiecewiseDecayOptions): LearningRateSchedule {
  const { boundaries, values } = readOptions('piecewiseDecay', table, options);
  if (values.length <= boundaries.length) {
    throw new OptionRangeError({
      owner: 'piecewiseDecay',
      option: 'values',
      requires: `one more than the ${boundaries.length} {boundaries}`,
      received: values.length,
    });
  }
  // Of more values, Paddle takes the last one at the end.
  const schedules = [...values.slice(0, boundaries.length), values.at(-1) as number];
  return madeBy('paddle', 'PiecewiseDecay', options, new Sequence({ schedules, boundaries }));
}
