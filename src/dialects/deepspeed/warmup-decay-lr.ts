import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { climb, warmupTable } from './options.js';

export const table = {
  /** Length of the run in steps, with the warmup. */
  totalNumSteps: { is: 'steps', atLeast: 1, whole: true },
  /** The rate after the warmup. Default 0.001. */
  warmupMaxLr: { is: 'rate', atLeast: 0, default: 0.001 },
  /** The rate at the start, and at the end. Default 0. */
  warmupMinLr: { is: 'rate', atLeast: 0, default: 0 },
  ...warmupTable,
} as const satisfies OptionTable;

export interface WarmupDecayLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A warmup, then a straight line down to `warmupMinLr`.
 *
 * With k = max(0, t − 1) and n the warmup as of {@link warmupLR}; from k = n on
 * rate(t) = min + (max − min) · max(0, (total − k) / (total − n)).
 *
 * ```ts
 * const schedule = warmupDecayLR({ warmupMaxLr: 0.1, totalNumSteps: 300, warmupNumSteps: 100 });
 * schedule(201); // 0.05
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.WarmupDecayLR`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value out of range.
 */
export function warmupDecayLR(options: WarmupDecayLROptions): LearningRateSchedule {
  const read = readOptions('warmupDecayLR', table, options);
  const { warmupMinLr: min, warmupMaxLr: max, totalNumSteps } = read;
  const { ramp, steps } = climb(min, max, read);
  const rest = totalNumSteps - steps;
  const decay = rest > 0 ? new LinearRamp({ from: max, to: min, steps: rest }) : min;
  return madeBy(
    'deepspeed',
    'WarmupDecayLR',
    options,
    new Shift({ schedule: sequence([ramp, decay], { boundaries: [steps] }), offset: 1 }),
  );
}
