import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';

export const table = {
  /** The rate at the foot of the first cycle. */
  lr: { is: 'rate' },
  /** The rate at the top of the first cycle, more than `lr`. */
  maxLr: { is: 'rate' },
  /** Length of a cycle in updates, of which each half is cut to a whole number. Default 5000. */
  lrPeriodUpdates: { is: 'steps', atLeast: 2, default: 5000 },
  /** The top of each cycle is this many times that of the one before. Default 0.1. */
  lrShrink: { is: 'number', default: 0.1 },
  /** Whether the foot shrinks, too. Default false. */
  shrinkMin: { is: 'flag', default: false },
} as const satisfies OptionTable;

export interface TriangularOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Straight up and down, over and over, to lower and lower tops.
 *
 * ```ts
 * const schedule = triangular({ lr: 0, maxLr: 0.1, lrPeriodUpdates: 20, lrShrink: 0.5 });
 * schedule(5); // 0.05
 * schedule(30); // 0.05
 * ```
 *
 * Source: `triangular` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `maxLr` > `lr` and `lrPeriodUpdates` ≥ 2.
 */
export function triangular(options: TriangularOptions): LearningRateSchedule {
  const { lr, maxLr, lrPeriodUpdates, lrShrink, shrinkMin } = readOptions('triangular', table, options);
  if (maxLr <= lr)
    throw new OptionRangeError({
      owner: 'triangular',
      option: 'maxLr',
      requires: `more than {lr} (${lr})`,
      received: maxLr,
    });
  const half = Math.floor(lrPeriodUpdates / 2);
  const triangle = (foot: number, top: number) =>
    new Sequence({
      schedules: [
        new LinearRamp({ from: foot, to: top, steps: half }),
        new LinearRamp({ from: top, to: foot, steps: half }),
      ],
      boundaries: [half],
    });
  const cycles = (foot: number, top: number) =>
    new Cycles({ schedule: triangle(foot, top), firstSteps: 2 * half, heightMultiplier: lrShrink });
  if (shrinkMin || lr === 0) return madeBy('fairseq', 'triangular', options, cycles(lr, maxLr));
  return madeBy(
    'fairseq',
    'triangular',
    options,
    new Sum({ schedules: [new Loop({ schedule: triangle(lr, 0), steps: 2 * half }), cycles(0, maxLr)] }),
  );
}
