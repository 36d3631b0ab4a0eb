import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';

export const table = {
  /** Rate at step 0. */
  init: { is: 'rate' },
  /** Length of the decay in steps. */
  decaySteps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rate at the end and after. Default 0. */
  end: { is: 'rate', default: 0 },
} as const satisfies OptionTable;

export interface CosineDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Half a cosine: rate(t) = end + (init − end) · ½(1 + cos(π · min(t, decaySteps) / decaySteps)).
 *
 * - at step 0: `init`
 * - at the last step, `decaySteps`, and past it: `end`
 *
 * ```ts
 * const schedule = cosineDecay({ init: 0.1, decaySteps: 100 });
 * schedule(50); // 0.05
 * ```
 *
 * Source: `mlx.optimizers.cosine_decay`, MLX 0.32.4, which computes in float32.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decaySteps` is a whole number ≥ 1.
 */
export function cosineDecay(options: CosineDecayOptions): LearningRateSchedule {
  const { init, decaySteps, end } = readOptions('cosineDecay', table, options);
  return madeBy('mlx', 'cosine_decay', options, new CosineRamp({ from: init, to: end, steps: decaySteps }));
}
