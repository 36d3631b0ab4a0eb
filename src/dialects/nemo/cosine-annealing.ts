import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { from, inPolicy, stepsOf, warmupOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  /** Steps at `minLr` at the end of the run; null for `constantRatio`, or none. Default null. */
  constantSteps: { is: 'steps', whole: true, atLeast: 0, default: null },
  /** The same as a fraction of `maxSteps`, cut to a whole number of steps. Default null. */
  constantRatio: { is: 'fraction', atLeast: 0, default: null },
} as const satisfies OptionTable;

export interface CosineAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Half a cosine after a warmup.
 *
 * With W the warmup's steps and M = maxSteps: rate(t) = baseLr · (t + 1) / (W + 1) for t ≤ W if W > 0, `minLr` for t > M, else minLr + (baseLr − minLr) · ½(1 + cos(π · (t − W) / (M − W))).
 *
 * With constant steps C the warmup is baseLr · t / W, which starts from 0, and the cosine is C steps shorter.
 *
 * ```ts
 * const schedule = cosineAnnealing({ baseLr: 0.1, maxSteps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.CosineAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for `minLr` above `baseLr`, or as high with constant steps, and for a length that is given twice.
 */
export function cosineAnnealing(options: CosineAnnealingOptions): LearningRateSchedule {
  const read = readOptions('cosineAnnealing', table, options);
  const { baseLr, maxSteps, minLr, constantSteps, constantRatio } = read;
  const warmup = warmupOf('cosineAnnealing', read);
  const constant = stepsOf('cosineAnnealing', 'constant', constantSteps, constantRatio, maxSteps);
  if (baseLr < minLr || (constant > 0 && baseLr === minLr)) {
    const requires = constant > 0 ? 'less than {baseLr} with constant steps' : 'at most {baseLr}';
    throw new OptionRangeError({
      owner: 'cosineAnnealing',
      option: 'minLr',
      requires: `${requires} (${baseLr})`,
      received: minLr,
    });
  }
  const steps = maxSteps - warmup - constant;
  if (constant > 0 && warmup === 0 && steps === 0) {
    throw new OptionRangeError({
      owner: 'cosineAnnealing',
      option: 'constantSteps',
      requires: `less than {maxSteps} (${maxSteps})`,
      received: constant,
    });
  }
  const fall = steps > 0 ? from(warmup, new CosineRamp({ from: baseLr, to: minLr, steps })) : minLr;
  const fromZero = constant > 0 && warmup > 0 ? { ramp: new LinearRamp({ from: 0, to: baseLr, steps: warmup }) } : {};
  return madeBy('nemo', 'CosineAnnealing', options, inPolicy({ baseLr, minLr, maxSteps, warmup, ...fromZero }, fall));
}
