import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { paddleOptions } from './options.js';

export const table = {
  /** Rate that the schedule starts from. */
  learningRate: { is: 'rate' },
  /** Length of the first cycle in steps. */
  t0: { is: 'steps', whole: true, atLeast: 1 },
  /** Each cycle is this many times as long as the one before; a whole number. Default 1. */
  tMult: { is: 'number', whole: true, atLeast: 1, default: 1 },
  /** The rate that each cycle falls towards. Default 0. */
  etaMin: { is: 'rate', default: 0 },
  ...paddleOptions,
} as const satisfies OptionTable;

export interface CosineAnnealingWarmRestartsOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Cosine decay that starts over: rate(t) = etaMin + (learningRate − etaMin) · ½(1 + cos(π · c / T)), c steps into a cycle
 * of T = t0 · tMult^k steps.
 *
 * - at step 0 and at each restart: `learningRate`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = cosineAnnealingWarmRestarts({ learningRate: 0.1, t0: 10, tMult: 2 });
 * schedule(5); // 0.05
 * schedule(10); // 0.1
 * schedule(20); // 0.05
 * ```
 *
 * Source: `paddle.optimizer.lr.CosineAnnealingWarmRestarts`, PaddlePaddle 3.3.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `t0` and `tMult` are whole numbers ≥ 1.
 */
export function cosineAnnealingWarmRestarts(options: CosineAnnealingWarmRestartsOptions): LearningRateSchedule {
  const { learningRate, t0, tMult, etaMin } = readOptions('cosineAnnealingWarmRestarts', table, options);
  const cycle = new CosineRamp({ from: learningRate, to: etaMin, steps: t0 });
  return madeBy(
    'paddle',
    'CosineAnnealingWarmRestarts',
    options,
    new Cycles({ schedule: cycle, firstSteps: t0, lengthMultiplier: tMult }),
  );
}
