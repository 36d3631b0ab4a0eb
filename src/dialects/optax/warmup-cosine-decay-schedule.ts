import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { cosineDecaySchedule } from './cosine-decay-schedule.js';
import { linearSchedule } from './linear-schedule.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Rate at the end of the warmup. */
  peakValue: { is: 'rate' },
  /** Length of the warmup in steps; 0 for none. */
  warmupSteps: { is: 'steps' },
  /** Length of warmup and decay together, in steps (Keras's `decay_steps` leaves the warmup out). */
  decaySteps: { is: 'steps' },
  /** Rate at the end of the decay. Default 0. */
  endValue: { is: 'rate', default: 0 },
  /** Power of the cosine; 0 keeps `peakValue` after the warmup. Default 1. */
  exponent: { is: 'number', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

export interface WarmupCosineDecayScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then a cosine decay.
 *
 * With W = warmupSteps and T = decaySteps − W, rate(t) is
 *
 * - warmup, t < W: initValue + (peakValue − initValue) · t / W
 * - decay: endValue + (peakValue − endValue) · (½(1 + cos(π · min(t − W, T) / T)))^exponent
 *
 * - at step 0: `initValue`; `peakValue` without a warmup
 * - at the last step: `endValue` at step `decaySteps`, just above it one step before
 * - past the end: `endValue`
 * - with `peakValue` 0, the rate after the warmup is 0, whatever `endValue` is
 *
 * ```ts
 * const schedule = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 100, decaySteps: 1000 });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * schedule(1000); // 0
 * ```
 *
 * Source: `optax.warmup_cosine_decay_schedule`, Optax 0.2.8; a negative exponent, infinite at its end, is an error here.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decaySteps` > `warmupSteps` and `exponent` ≥ 0, and for an option that is not finite.
 */
export function warmupCosineDecaySchedule(options: WarmupCosineDecayScheduleOptions): LearningRateSchedule {
  return madeBy(
    'optax',
    'warmup_cosine_decay_schedule',
    options,
    warmupCosineDecay('warmupCosineDecaySchedule', options),
  );
}

/** {@link warmupCosineDecaySchedule}, under the name that error messages shall have. */
export function warmupCosineDecay(name: string, options: WarmupCosineDecayScheduleOptions): LearningRateSchedule {
  const { initValue, peakValue, warmupSteps, decaySteps, endValue, exponent } = readOptions(name, table, options);
  if (!(decaySteps > warmupSteps)) {
    throw new OptionRangeError({
      owner: name,
      option: 'decaySteps',
      requires: `more than {warmupSteps} (${warmupSteps}), since it counts the warmup too`,
      received: decaySteps,
    });
  }
  const warmup = linearSchedule({ initValue, endValue: peakValue, transitionSteps: warmupSteps });
  const alpha = peakValue === 0 ? 0 : endValue / peakValue;
  const decay = cosineDecaySchedule({ initValue: peakValue, decaySteps: decaySteps - warmupSteps, alpha, exponent });
  return new Sequence({ schedules: [warmup, decay], boundaries: [warmupSteps] });
}
