import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** Steps until the rate is `etaMin`. */
  tMax: { is: 'steps', above: 0 },
  /** The lowest rate. Default 0. */
  etaMin: { is: 'rate', default: 0 },
} as const satisfies OptionTable;

export interface CosineAnnealingLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A cosine that falls, rises again, and so on: rate(t) = etaMin + (baseLr − etaMin) · ½(1 + cos(π · t / tMax)).
 *
 * - at step 0: `baseLr`
 * - at the last step, `tMax`: `etaMin`
 * - past the end: it climbs again, to `baseLr` at 2 · tMax, and so on; a run should be over by then
 *
 * ```ts
 * const schedule = cosineAnnealingLR({ baseLr: 0.1, tMax: 100 });
 * schedule(50); // 0.05
 * schedule(100); // 0
 * schedule(150); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.CosineAnnealingLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, `tMax` > 0 and `etaMin` is finite.
 */
export function cosineAnnealingLR(options: CosineAnnealingLROptions): LearningRateSchedule {
  const { baseLr, tMax, etaMin } = readOptions('cosineAnnealingLR', table, options);
  return madeBy(
    'torch',
    'CosineAnnealingLR',
    options,
    new PingPong({ schedule: new CosineRamp({ from: baseLr, to: etaMin, steps: tMax }), steps: tMax }),
  );
}
