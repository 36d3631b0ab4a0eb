import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { decay, exponentialDecay } from './exponential-decay.js';
import { linearSchedule } from './linear-schedule.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** Rate at the end of the warmup. */
  peakValue: { is: 'rate' },
  /** Length of the warmup in steps; 0 for none. */
  warmupSteps: { is: 'steps' },
  ...decay,
} as const satisfies OptionTable;

export interface WarmupExponentialDecayScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then an exponential decay down or up to a bound.
 *
 * With W = warmupSteps and B = transitionBegin, rate(t) is
 *
 * - warmup, t < W: initValue + (peakValue − initValue) · t / W
 * - decay: `peakValue` up to step W + B, then peakValue · decayRate^((t − W − B) / transitionSteps), the exponent rounded
 *   down with `staircase`; bounded by `endValue`, from below if `decayRate` < 1, else from above
 *
 * - at step 0: `initValue`; `peakValue` without a warmup
 * - past the end: no end; `endValue` from where it is reached
 * - without a length (`transitionSteps` ≤ 0) or with `decayRate` 0: `peakValue` after the warmup, without the bound
 *
 * ```ts
 * const schedule = warmupExponentialDecaySchedule({
 *   initValue: 0,
 *   peakValue: 0.1,
 *   warmupSteps: 100,
 *   transitionSteps: 1000,
 *   decayRate: 0.5,
 * });
 * schedule(50); // 0.05
 * schedule(1100); // 0.05
 * ```
 *
 * Source: `optax.warmup_exponential_decay_schedule`, Optax 0.2.8; a negative `decayRate`, NaN between its stairs, is an
 * error here.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decayRate` ≥ 0, and for an option that is not finite.
 */
export function warmupExponentialDecaySchedule(options: WarmupExponentialDecayScheduleOptions): LearningRateSchedule {
  const { initValue, peakValue, warmupSteps, ...decaying } = readOptions(
    'warmupExponentialDecaySchedule',
    table,
    options,
  );
  const warmup = linearSchedule({ initValue, endValue: peakValue, transitionSteps: warmupSteps });
  return madeBy(
    'optax',
    'warmup_exponential_decay_schedule',
    options,
    new Sequence({
      schedules: [warmup, exponentialDecay({ initValue: peakValue, ...decaying })],
      boundaries: [warmupSteps],
    }),
  );
}
