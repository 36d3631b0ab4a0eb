import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../blocks/cosine-ramp.js';
import { Sequence } from '../blocks/sequence.js';

export const table = {
  /** Highest rate. */
  peak: { is: 'rate' },
  /** Length of the training in steps. */
  totalSteps: { is: 'steps', above: 0 },
  /** Part of the training at the highest rate. Default 0.75. */
  pctStart: { is: 'fraction', atLeast: 0, below: 1, default: 0.75 },
  /** Highest rate divided by the last. Default 100000. */
  divFinal: { is: 'number', above: 0, default: 1e5 },
} as const satisfies OptionTable;

export interface FlatCosineOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A constant rate, then a cosine decay.
 *
 * With S = pctStart · totalSteps: rate(t) = peak for t < S, then
 * peak / divFinal + (peak − peak / divFinal) · ½(1 + cos(π · min(t − S, totalSteps − S) / (totalSteps − S))).
 *
 * ```ts
 * const schedule = flatCosine({ peak: 1, totalSteps: 1000 });
 * schedule(750); // 1
 * schedule(875); // 0.500005
 * schedule(1000); // 0.00001
 * ```
 *
 * Source: fastai's `Learner.fit_flat_cos`.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `totalSteps` > 0, 0 ≤ `pctStart` < 1 and `divFinal` > 0.
 */
export function flatCosine(options: FlatCosineOptions): LearningRateSchedule {
  const { peak, totalSteps, pctStart, divFinal } = readOptions('flatCosine', table, options);
  const flatSteps = pctStart * totalSteps;
  const decay = new CosineRamp({ from: peak, to: peak / divFinal, steps: totalSteps - flatSteps });
  return madeBy(
    'blocks',
    'flatCosine',
    options,
    flatSteps === 0 ? decay : new Sequence({ schedules: [peak, decay], boundaries: [flatSteps] }),
  );
}
