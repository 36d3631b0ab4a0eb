import { OptionRangeError, OptionTypeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Power } from '../../schedules/blocks/power.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { stepsOf, warmupOptions } from './policy.js';

export const table = {
  ...warmupOptions,
  /** Width of the model. */
  dModel: { is: 'number', above: 0 },
  /** Length of the run, which only `warmupRatio` needs; null for none. Default null. */
  maxSteps: { is: 'steps', whole: true, atLeast: 1, default: null },
} as const satisfies OptionTable;

export interface NoamAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The Transformer's schedule. With W the warmup's steps and s = max(1, t):
 * rate(t) = baseLr · dModel^−½ · min(s^−½, s · W^−³ᐟ²), after the warmup at least `minLr`.
 *
 * Its base rate is a factor, such as 5. The first two steps have the same rate; `maxSteps` does not end it.
 *
 * ```ts
 * const schedule = noamAnnealing({ baseLr: 1, dModel: 256, warmupSteps: 100 });
 * schedule(100); // 0.00625
 * schedule(400); // 0.003125
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.NoamAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `dModel` > 0, and for `minLr` above `baseLr`.
 */
export function noamAnnealing(options: NoamAnnealingOptions): LearningRateSchedule {
  const { baseLr, dModel, maxSteps, minLr, warmupRatio, warmupSteps } = readOptions('noamAnnealing', table, options);
  if (warmupRatio !== null && maxSteps === null) {
    throw new OptionTypeError({
      owner: 'noamAnnealing',
      option: 'maxSteps',
      requires: 'a number where the warmup is {warmupRatio}',
      received: null,
    });
  }
  if (baseLr < minLr)
    throw new OptionRangeError({
      owner: 'noamAnnealing',
      option: 'minLr',
      requires: `at most {baseLr} (${baseLr})`,
      received: minLr,
    });
  const warmup = stepsOf('noamAnnealing', 'warmup', warmupSteps, warmupRatio, maxSteps ?? 1);
  const steps = Math.max(1, warmup);
  const peak = baseLr * dModel ** -0.5 * steps ** -0.5;
  const climb = new Maximum({ schedules: [new LinearRamp({ from: 0, to: peak, steps }), peak / steps] });
  const decay = new Maximum({ schedules: [new Power({ factor: peak, power: -0.5, steps }), minLr] });
  const first = warmup === 0 ? Math.max(peak, minLr) : climb;
  return madeBy(
    'nemo',
    'NoamAnnealing',
    options,
    new Sequence({ schedules: [first, decay], boundaries: [steps], side: warmup === 0 ? 'right' : 'left' }),
  );
}
