import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { climb, warmupTable } from './options.js';

export const table = {
  /** The optimizer's learning rate, of which the ratios are parts. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** Length of the run in steps, with the warmup. */
  totalNumSteps: { is: 'steps', atLeast: 1, whole: true },
  /** The first rate of the warmup. Default 0. */
  warmupMinRatio: { is: 'fraction', atLeast: 0, default: 0 },
  /** The last rate. Default 0.0001. */
  cosMinRatio: { is: 'fraction', atLeast: 0, default: 0.0001 },
  ...warmupTable,
} as const satisfies OptionTable;

export interface WarmupCosineLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A warmup, then half a cosine down, as parts of the optimizer's rate.
 *
 * With k = t − 1 and n the warmup as of {@link warmupLR}; from k = n on with p = min(1, (k − n + 1) / (total − n)):
 * rate(t) = baseLr · (min + (1 − min) · ½(1 + cos(π · p))). The first update has rate 0, whatever `warmupMinRatio`.
 *
 * ```ts
 * const schedule = warmupCosineLR({ baseLr: 0.1, totalNumSteps: 300, warmupNumSteps: 100, cosMinRatio: 0 });
 * schedule(200); // 0.05
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.WarmupCosineLR`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value out of range.
 */
export function warmupCosineLR(options: WarmupCosineLROptions): LearningRateSchedule {
  const read = readOptions('warmupCosineLR', table, options);
  const { baseLr, totalNumSteps, warmupMinRatio, cosMinRatio } = read;
  const { ramp, steps } = climb(baseLr * warmupMinRatio, baseLr, read);
  const decay = new CosineRamp({ from: baseLr, to: baseLr * cosMinRatio, steps: Math.max(1, totalNumSteps - steps) });
  const early = new Shift({ schedule: decay, offset: -1 });
  return madeBy('deepspeed', 'WarmupCosineLR', options, sequence([0, ramp, early], { boundaries: [1, 1 + steps] }));
}
