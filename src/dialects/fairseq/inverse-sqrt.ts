import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** The highest rate. */
  lr: { is: 'rate' },
  /** Length of the warmup in updates, at least 1. Default 4000. */
  warmupUpdates: { is: 'steps', whole: true, atLeast: 1, default: 4000, because: 'fairseq divides by it' },
  /** Rate at update 0; below 0 for 0. Default −1. */
  warmupInitLr: { is: 'rate', default: -1 },
} as const satisfies OptionTable;

export interface InverseSqrtOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then the inverse square root of the update.
 *
 * With W = warmupUpdates: rate(t) = init + (lr − init) · t / W for t < W, then lr · √(W / t).
 *
 * ```ts
 * const schedule = inverseSqrt({ lr: 0.1, warmupUpdates: 100 });
 * schedule(50); // 0.05
 * schedule(400); // 0.05
 * ```
 *
 * Source: `inverse_sqrt` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `warmupUpdates` is a whole number ≥ 1.
 */
export function inverseSqrt(options: InverseSqrtOptions): LearningRateSchedule {
  const { lr, warmupUpdates, warmupInitLr } = readOptions('inverseSqrt', table, options);
  const warmup = new LinearRamp({ from: Math.max(0, warmupInitLr), to: lr, steps: warmupUpdates });
  const decay = new Power({ factor: lr, power: -0.5, steps: warmupUpdates });
  return madeBy(
    'fairseq',
    'inverse_sqrt',
    options,
    new Sequence({ schedules: [warmup, decay], boundaries: [warmupUpdates] }),
  );
}
