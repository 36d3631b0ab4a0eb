import { finite, type OptionTable, positive, type Rule, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../blocks/cosine-ramp.js';
import { Sequence } from '../blocks/sequence.js';

export interface FlatCosineOptions {
  /** Highest rate. */
  readonly peak: number;
  /** Length of the training in steps. */
  readonly totalSteps: number;
  /** Part of the training at the highest rate. Default 0.75. */
  readonly pctStart?: number;
  /** Highest rate divided by the last. Default 100000. */
  readonly divFinal?: number;
}

const part: Rule = {
  requires: 'a number of at least 0 and less than 1',
  kind: finite.kind,
  range: (value: number) => value >= 0 && value < 1,
};
export const table: OptionTable = {
  peak: [finite],
  totalSteps: [positive],
  pctStart: [part, 0.75],
  divFinal: [positive, 1e5],
};

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
  const { peak, totalSteps, pctStart, divFinal } = readOptions(
    'flatCosine',
    table,
    options,
  ) as unknown as Required<FlatCosineOptions>;
  const flatSteps = pctStart * totalSteps;
  const decay = new CosineRamp({ from: peak, to: peak / divFinal, steps: totalSteps - flatSteps });
  return flatSteps === 0 ? decay : new Sequence({ schedules: [peak, decay], boundaries: [flatSteps] });
}
