import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** Length of the first cycle in steps. */
  t0: { is: 'steps', whole: true, atLeast: 1 },
  /** Each cycle is this many times as long as the one before; a whole number. Default 1. */
  tMult: { is: 'number', whole: true, atLeast: 1, default: 1 },
  /** The rate that each cycle falls towards. Default 0. */
  etaMin: { is: 'rate', default: 0 },
} as const satisfies OptionTable;

export interface CosineAnnealingWarmRestartsOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Cosine decay that starts over: rate(t) = etaMin + (baseLr − etaMin) · ½(1 + cos(π · c / T)), c steps into a cycle of
 * T = t0 · tMult^k steps.
 *
 * - at step 0 and at each restart: `baseLr`
 * - at the last step of a cycle: a little more than `etaMin`, which is never reached
 * - past the end: there is none
 *
 * ```ts
 * const schedule = cosineAnnealingWarmRestarts({ baseLr: 0.1, t0: 10, tMult: 2 });
 * schedule(5); // 0.05
 * schedule(10); // 0.1
 * schedule(20); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, `t0` and `tMult` are whole numbers ≥ 1 and `etaMin` is finite.
 */
export function cosineAnnealingWarmRestarts(options: CosineAnnealingWarmRestartsOptions): LearningRateSchedule {
  const { baseLr, t0, tMult, etaMin } = readOptions('cosineAnnealingWarmRestarts', table, options);
  const cycle = new CosineRamp({ from: baseLr, to: etaMin, steps: t0 });
  return madeBy(
    'torch',
    'CosineAnnealingWarmRestarts',
    options,
    new Cycles({ schedule: cycle, firstSteps: t0, lengthMultiplier: tMult }),
  );
}
