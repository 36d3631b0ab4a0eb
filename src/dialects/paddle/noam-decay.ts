import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Power } from '../../schedules/blocks/power.js';
import { withWarmup } from '../../schedules/blocks/with-warmup.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Width of the model. */
  dModel: { is: 'number', above: 0 },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', above: 0 },
  /** What the rate is multiplied by. Default 1. */
  learningRate: { is: 'number', default: 1 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface NoamDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The Transformer's schedule: rate(t) = learningRate · dModel^−½ · min(t^−½, t · warmupSteps^−³ᐟ²).
 *
 * - at step 0: 0
 * - at step `warmupSteps`: the highest rate
 * - past the end: there is none
 *
 * ```ts
 * const schedule = noamDecay({ dModel: 256, warmupSteps: 100 });
 * schedule(0); // 0
 * schedule(100); // 0.00625
 * schedule(400); // 0.003125
 * ```
 *
 * Source: `paddle.optimizer.lr.NoamDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `dModel` > 0 and `warmupSteps` > 0.
 */
export function noamDecay(options: NoamDecayOptions): LearningRateSchedule {
  const { dModel, warmupSteps, learningRate } = readOptions('noamDecay', table, options);
  const peak = learningRate * dModel ** -0.5 * warmupSteps ** -0.5;
  return madeBy(
    'paddle',
    'NoamDecay',
    options,
    withWarmup(new Power({ factor: peak, power: -0.5, steps: warmupSteps }), { steps: warmupSteps }),
  );
}
