import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Power } from '../../schedules/blocks/power.js';
import { Staircase } from '../../schedules/blocks/staircase.js';

export const table = {
  /** The first rate. Default 0.001. */
  lrRangeTestMinLr: { is: 'rate', atLeast: 0, default: 1e-3 },
  /** Steps that count as one. Default 2000. */
  lrRangeTestStepSize: { is: 'steps', above: 0, default: 2000 },
  /** How much of the first rate is added in each. Default 1. */
  lrRangeTestStepRate: { is: 'number', atLeast: 0, default: 1 },
  /** Whether the rate only rises at the end of each. Default false. */
  lrRangeTestStaircase: { is: 'flag', default: false },
} as const satisfies OptionTable;

export interface LRRangeTestOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A rate that rises without an end, to find out which is too high: rate(t) = min · (1 + stepRate · t / stepSize).
 *
 * ```ts
 * const schedule = lrRangeTest({ lrRangeTestMinLr: 0.1, lrRangeTestStepSize: 100 });
 * schedule(50); // 0.15
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.LRRangeTest`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value out of range.
 */
export function lrRangeTest(options: LRRangeTestOptions): LearningRateSchedule {
  const read = readOptions('lrRangeTest', table, options);
  const { lrRangeTestMinLr: factor, lrRangeTestStepSize: size, lrRangeTestStepRate: rate } = read;
  if (rate === 0) return madeBy('deepspeed', 'LRRangeTest', options, new Constant({ value: factor }));
  const rise = new Power({ factor, power: 1, steps: size / rate });
  return madeBy(
    'deepspeed',
    'LRRangeTest',
    options,
    read.lrRangeTestStaircase ? new Staircase({ schedule: rise, steps: size }) : rise,
  );
}
