import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { schedules } from '../blocks/schedule-option.js';
import { Sequence } from '../blocks/sequence.js';
import { Shift } from '../blocks/shift.js';
import { Stretch } from '../blocks/stretch.js';

export const table = {
  /** The schedules in turn, each written for a training of `totalSteps`; or numbers for constant rates. */
  schedules: schedules,
  /** Each one's part of the training, together 1. */
  lengths: { is: 'fraction', above: 0, list: 'any' },
  /** Length of the training in steps. */
  totalSteps: { is: 'steps', above: 0 },
  /**
   * For each schedule, whether it goes through all of itself in its part (`'rescaled'`), or has the rates that it would
   * have at those steps on its own (`'fixed'`). Default all `'rescaled'`.
   */
  intervalScaling: { is: 'choice', of: ['rescaled', 'fixed'], list: 'any', default: null },
} as const satisfies OptionTable;

export interface CompositeOptions extends Needed<typeof table>, Optional<typeof table> {}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Schedules one after the other, each for a part of the training.
 *
 * With N = totalSteps and a schedule's part from step a to step b, rate(t) for a ≤ t < b is schedule((t − a) / (b − a) · N)
 * if it is rescaled, schedule(t) if it is fixed. The last one goes on after the end.
 *
 * ```ts
 * const climb = new LinearRamp({ from: 0, to: 0.1, steps: 1000 });
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 1000 });
 * const schedule = composite({ schedules: [climb, decay], lengths: [0.1, 0.9], totalSteps: 1000 });
 * schedule(50); // 0.05
 * schedule(100); // 0.1
 * schedule(550); // 0.05
 * ```
 *
 * Source: fvcore's `CompositeParamScheduler`, which detectron2 and ClassyVision use.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for an empty list or lists of different lengths, lengths that do not sum up to 1, and unless `totalSteps` > 0.
 */
export function composite(options: CompositeOptions): LearningRateSchedule {
  const { schedules, lengths, totalSteps, intervalScaling } = readOptions('composite', table, options);
  if (Math.abs(1 - sum(lengths)) >= 1e-9) {
    throw new OptionRangeError({
      owner: 'composite',
      option: 'lengths',
      requires: 'a list of positive numbers that sum up to 1',
      received: lengths,
    });
  }
  for (const [name, list] of Object.entries({ lengths, intervalScaling })) {
    if (list && list.length !== schedules.length) {
      throw new OptionRangeError({
        owner: 'composite',
        option: name,
        requires: `as many as the ${schedules.length} {schedules}`,
        received: list,
      });
    }
  }
  const ends = lengths.map((_, i) => wholeStep(sum(lengths.slice(0, i + 1)) * totalSteps, totalSteps));
  const pieces = schedules.map((schedule, i) => {
    const start = i === 0 ? 0 : (ends[i - 1] as number);
    if (intervalScaling?.[i] !== 'fixed') {
      return new Stretch({ schedule, steps: (ends[i] as number) - start, scheduleSteps: totalSteps });
    }
    return start === 0 ? schedule : new Shift({ schedule, offset: -start, beforeOffset: 'extrapolate' });
  });
  return madeBy('blocks', 'composite', options, new Sequence({ schedules: pieces, boundaries: ends.slice(0, -1) }));
}

/** `step`, made whole where only rounding errors keep it from being so. */
function wholeStep(step: number, totalSteps: number): number {
  const whole = Math.round(step);
  return Math.abs(step - whole) < 1e-9 * totalSteps ? whole : step;
}
