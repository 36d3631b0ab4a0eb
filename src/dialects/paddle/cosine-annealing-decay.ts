import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Steps until the rate is `etaMin`. */
  tMax: { is: 'steps', whole: true, atLeast: 1 },
  /** The lowest rate. Default 0. */
  etaMin: { is: 'rate', default: 0 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface CosineAnnealingDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A cosine that falls, rises again, and so on: rate(t) = etaMin + (learningRate − etaMin) · ½(1 + cos(π · t / tMax)).
 *
 * - at step 0: `learningRate`
 * - at step `tMax`: `etaMin`
 * - past it: it climbs again, to `learningRate` at 2 · tMax, and so on
 *
 * ```ts
 * const schedule = cosineAnnealingDecay({ learningRate: 0.1, tMax: 100 });
 * schedule(50); // 0.05
 * schedule(150); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.CosineAnnealingDecay`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `tMax` is a whole number ≥ 1.
 */
export function cosineAnnealingDecay(options: CosineAnnealingDecayOptions): LearningRateSchedule {
  const { learningRate, tMax, etaMin } = readOptions('cosineAnnealingDecay', table, options);
  return madeBy(
    'paddle',
    'CosineAnnealingDecay',
    options,
    new PingPong({ schedule: new CosineRamp({ from: learningRate, to: etaMin, steps: tMax }), steps: tMax }),
  );
}
