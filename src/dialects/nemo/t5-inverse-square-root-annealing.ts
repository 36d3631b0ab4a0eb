import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Power } from '../../schedules/blocks/power.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** Steps of one rate at the start. */
  constantSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** NeMo has it and fails with it: null only. Default null. */
  constantRatio: { is: 'nothing', default: null },
  /** Length of the run in steps, after which the rate is `minLr`. */
  maxSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rate after the run. Default 0. */
  minLr: { is: 'rate', atLeast: 0, default: 0 },
  /** The learning rate that the optimizer is made with; without a meaning. Default null. */
  baseLr: { is: 'rate', default: null, unused: true },
} as const satisfies OptionTable;

export interface T5InverseSquareRootAnnealingOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * T5's schedule: rate(t) = 1 / √max(t, constantSteps), whatever the optimizer's rate, and `minLr` for t > maxSteps.
 *
 * ```ts
 * const schedule = t5InverseSquareRootAnnealing({ constantSteps: 100, maxSteps: 1000 });
 * schedule(0); // 0.1
 * schedule(400); // 0.05
 * ```
 *
 * Source: `nemo.core.optim.lr_scheduler.T5InverseSquareRootAnnealing`, NeMo 3.0.0.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `constantSteps` and `maxSteps` are whole numbers ≥ 1.
 */
export function t5InverseSquareRootAnnealing(options: T5InverseSquareRootAnnealingOptions): LearningRateSchedule {
  const { constantSteps, maxSteps, minLr } = readOptions('t5InverseSquareRootAnnealing', table, options);
  const factor = constantSteps ** -0.5;
  const decay = new Power({ factor, power: -0.5, steps: constantSteps });
  const ends = maxSteps > constantSteps ? [constantSteps, maxSteps] : [constantSteps];
  const schedules = maxSteps > constantSteps ? [factor, decay, minLr] : [factor, minLr];
  return madeBy(
    'nemo',
    'T5InverseSquareRootAnnealing',
    options,
    new Sequence({ schedules, boundaries: ends, side: 'left' }),
  );
}
