import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Length of the decay in steps. */
  decaySteps: { is: 'steps', above: 0 },
  /** The rate at the end, as a fraction of `initValue` (not a rate). Default 0. */
  alpha: { is: 'fraction', default: 0 },
  /** Power of the cosine; 0 keeps `initValue` for ever. Default 1. */
  exponent: { is: 'number', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

export interface CosineDecayScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Cosine decay to a fraction of the first rate.
 *
 * With T = decaySteps and a = alpha: rate(t) = initValue · ((1 − a) · (½(1 + cos(π · min(t, T) / T)))^exponent + a).
 *
 * - at step 0: `initValue`
 * - at the last step: alpha · initValue at step T, just above it at T − 1
 * - past the end: alpha · initValue
 *
 * ```ts
 * const schedule = cosineDecaySchedule({ initValue: 0.1, decaySteps: 100, alpha: 0.1 });
 * schedule(50); // 0.05500000000000001
 * schedule(100); // 0.010000000000000002
 * ```
 *
 * Source: `optax.cosine_decay_schedule`, Optax 0.2.8; a negative exponent, infinite at its end, is an error here.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decaySteps` > 0 and `exponent` ≥ 0, and for an option that is not finite.
 */
export function cosineDecaySchedule(options: CosineDecayScheduleOptions): LearningRateSchedule {
  const { initValue, decaySteps, alpha, exponent } = readOptions('cosineDecaySchedule', table, options);
  if (exponent === 0) return madeBy('optax', 'cosine_decay_schedule', options, new Constant({ value: initValue }));
  return madeBy(
    'optax',
    'cosine_decay_schedule',
    options,
    new CosineRamp({ from: initValue, to: alpha * initValue, steps: decaySteps, exponent }),
  );
}
