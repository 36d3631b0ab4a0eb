import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** The highest rate. */
  lr: { is: 'rate' },
  /** Length of the warmup in updates. Default 0. */
  warmupUpdates: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Rate at update 0; below 0 for `minLr`. Default −1. */
  warmupInitLr: { is: 'rate', default: -1 },
  /** The lowest rate of the first period. Default 0. */
  minLr: { is: 'rate', default: 0 },
  /** Each period is this many times as long as the one before. Default 1. */
  tMult: { is: 'number', above: 0, default: 1 },
  /** Length of the first period in updates; 0 or less for what `maxUpdate` leaves. Default −1. */
  lrPeriodUpdates: { is: 'steps', default: -1 },
  /** Each period is this many times as high as the one before, at both ends. Default 0.1. */
  lrShrink: { is: 'number', default: 0.1 },
  /** Length of the run in updates. Default 0, which is unknown. */
  maxUpdate: { is: 'steps', default: 0 },
} as const satisfies OptionTable;

export interface CosineOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then half cosines that start over.
 *
 * After the warmup of W updates, period i is lrPeriodUpdates · tMult^i long, and goes from lr · lrShrink^i to
 * minLr · lrShrink^i. With a period of what the run leaves, update `maxUpdate` starts over, too. Periods are found by adding
 * up their lengths; fairseq finds them by a logarithm, whose rounding may move a restart by one update.
 *
 * ```ts
 * const schedule = cosine({ lr: 0.1, lrPeriodUpdates: 100, lrShrink: 0.5 });
 * schedule(50); // 0.05
 * schedule(100); // 0.05
 * ```
 *
 * Source: `cosine` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `lr` > `minLr` and there is a length.
 */
export function cosine(options: CosineOptions): LearningRateSchedule {
  const { lr, warmupUpdates, warmupInitLr, minLr, tMult, lrPeriodUpdates, lrShrink, maxUpdate } = readOptions(
    'cosine',
    table,
    options,
  );
  if (lr <= minLr)
    throw new OptionRangeError({
      owner: 'cosine',
      option: 'minLr',
      requires: `less than {lr} (${lr})`,
      received: minLr,
    });
  const steps = lrPeriodUpdates > 0 ? lrPeriodUpdates : maxUpdate - warmupUpdates;
  if (lrPeriodUpdates <= 0 && steps <= 0) {
    throw new OptionRangeError({
      owner: 'cosine',
      option: 'lrPeriodUpdates',
      requires: `positive, or {maxUpdate} (${maxUpdate}) more than {warmupUpdates} (${warmupUpdates})`,
      received: lrPeriodUpdates,
    });
  }
  const cycles = new Cycles({
    schedule: new CosineRamp({ from: lr, to: minLr, steps }),
    firstSteps: steps,
    lengthMultiplier: tMult,
    heightMultiplier: lrShrink,
  });
  const warmup = new LinearRamp({
    from: warmupInitLr < 0 ? minLr : warmupInitLr,
    to: lr,
    steps: Math.max(1, warmupUpdates),
  });
  return madeBy(
    'fairseq',
    'cosine',
    options,
    warmupUpdates === 0 ? cycles : new Sequence({ schedules: [warmup, cycles], boundaries: [warmupUpdates] }),
  );
}
