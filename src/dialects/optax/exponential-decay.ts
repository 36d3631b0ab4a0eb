import { finite, finiteOrNull, flag, notNegative, type OptionTable, readOptions } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Minimum } from '../../schedules/blocks/minimum.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { delayed } from './delayed.js';

/** Options of {@link exponentialDecay} that follow its first rate. */
export interface DecayOptions {
  /** Steps after which the rate has been multiplied by `decayRate` once; 0 or less keeps the first rate for ever. */
  readonly transitionSteps: number;
  /** Factor per `transitionSteps`; 0 keeps the first rate for ever. */
  readonly decayRate: number;
  /** Steps before the decay starts; less than 0 counts as 0. Default 0. */
  readonly transitionBegin?: number;
  /** Whether to decay in stairs of `transitionSteps` instead of smoothly. Default false. */
  readonly staircase?: boolean;
  /** The lowest rate if `decayRate` < 1, else the highest; null for none. Default null. */
  readonly endValue?: number | null;
}

export interface ExponentialDecayOptions extends DecayOptions {
  /** Rate at step 0. */
  readonly initValue: number;
}

/** The rules of {@link DecayOptions}. */
export const decayTable: OptionTable = {
  transitionSteps: [finite],
  decayRate: [notNegative],
  transitionBegin: [finite, 0],
  staircase: [flag, false],
  endValue: [finiteOrNull, null],
};

export const table: OptionTable = { initValue: [finite], ...decayTable };

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
  ) as unknown as Required<ExponentialDecayOptions>;
  if (transitionSteps <= 0 || decayRate === 0) return new Constant({ value: initValue });
  const decay = delayed(
    new ExponentialDecay({ initialLearningRate: initValue, decaySteps: transitionSteps, decayRate, staircase }),
    transitionBegin,
  );
  if (endValue === null) return decay;
  const schedules = [decay, endValue];
  return decayRate < 1 ? new Maximum({ schedules }) : new Minimum({ schedules });
}
