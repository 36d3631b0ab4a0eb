import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { paddleOptions } from './options.js';

export const table = {
  /** The schedule after the warmup, or a number for a constant rate. */
  learningRate: { is: 'schedule' },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rate at step 0. */
  startLr: { is: 'rate' },
  /** Rate that the warmup leads to, whatever the schedule starts with. */
  endLr: { is: 'rate' },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface LinearWarmupOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then a schedule whose clock starts there.
 *
 * With W = warmupSteps: rate(t) = startLr + (endLr − startLr) · t / W for t < W, then learningRate(t − W).
 *
 * - at step 0: `startLr`
 * - at step `warmupSteps`: the schedule's first rate, which need not be `endLr`
 * - past the end: as the schedule
 *
 * ```ts
 * const decay = cosineAnnealingDecay({ learningRate: 0.1, tMax: 100 });
 * const schedule = linearWarmup({ learningRate: decay, warmupSteps: 10, startLr: 0, endLr: 0.1 });
 * schedule(5); // 0.05
 * schedule(60); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.LinearWarmup`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `warmupSteps` is a whole number ≥ 1 and `endLr` > `startLr`.
 */
export function linearWarmup(options: LinearWarmupOptions): LearningRateSchedule {
  const { learningRate, warmupSteps, startLr, endLr } = readOptions('linearWarmup', table, options);
  if (endLr <= startLr) {
    throw new OptionRangeError({
      owner: 'linearWarmup',
      option: 'endLr',
      requires: `more than {startLr} (${startLr})`,
      received: endLr,
    });
  }
  const warmup = new LinearRamp({ from: startLr, to: endLr, steps: warmupSteps });
  return madeBy(
    'paddle',
    'LinearWarmup',
    options,
    new Sequence({ schedules: [warmup, learningRate], boundaries: [warmupSteps] }),
  );
}
