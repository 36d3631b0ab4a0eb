import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Minimum } from '../../schedules/blocks/minimum.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { delayed } from './delayed.js';

/** What {@link exponentialDecay} takes besides its first rate. */
export const decay = {
  /** Steps after which the rate has been multiplied by `decayRate` once; 0 or less keeps the first rate for ever. */
  transitionSteps: { is: 'steps' },
  /** Factor per `transitionSteps`; 0 keeps the first rate for ever. */
  decayRate: { is: 'number', atLeast: 0 },
  /** Steps before the decay starts; less than 0 counts as 0. Default 0. */
  transitionBegin: { is: 'steps', default: 0 },
  /** Whether to decay in stairs of `transitionSteps` instead of smoothly. Default false. */
  staircase: { is: 'flag', default: false },
  /** The lowest rate if `decayRate` < 1, else the highest; null for none. Default null. */
  endValue: { is: 'rate', default: null },
} as const satisfies OptionTable;

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  ...decay,
} as const satisfies OptionTable;

export interface ExponentialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Exponential decay: a constant factor per `transitionSteps`, down or up to a bound if there is one.
 *
 * With B = transitionBegin: rate(t) = initValue · decayRate^((t − B) / transitionSteps) from step B on, the exponent
 * rounded down with `staircase`; then max(rate, endValue) if `decayRate` < 1, else min(rate, endValue).
 *
 * - at step 0: `initValue`, up to step B; the bound holds there too
 * - past the end: no end; `endValue` from where it is reached
 * - without a length (`transitionSteps` ≤ 0) or with `decayRate` 0: `initValue` throughout, without the bound
 *
 * ```ts
 * const schedule = exponentialDecay({ initValue: 0.1, transitionSteps: 1000, decayRate: 0.5, endValue: 0.01 });
 * schedule(2000); // 0.025
 * schedule(10000); // 0.01
 * ```
 *
 * Source: `optax.exponential_decay`, Optax 0.2.8; a negative `decayRate`, NaN between its stairs, is an error here.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decayRate` ≥ 0, and for an option that is not finite.
 */
export function exponentialDecay(options: ExponentialDecayOptions): LearningRateSchedule {
  const { initValue, transitionSteps, decayRate, transitionBegin, staircase, endValue } = readOptions(
    'exponentialDecay',
    table,
    options,
  );
  if (transitionSteps <= 0 || decayRate === 0)
    return madeBy('optax', 'exponential_decay', options, new Constant({ value: initValue }));
  const decaying = delayed(
    new ExponentialDecay({ initialLearningRate: initValue, decaySteps: transitionSteps, decayRate, staircase }),
    transitionBegin,
  );
  if (endValue === null) return madeBy('optax', 'exponential_decay', options, decaying);
  const schedules = [decaying, endValue];
  return madeBy(
    'optax',
    'exponential_decay',
    options,
    decayRate < 1 ? new Maximum({ schedules }) : new Minimum({ schedules }),
  );
}
