import { OptionTypeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Product } from '../../schedules/blocks/product.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { perEpoch } from './per-epoch.js';

export const table = {
  /** The rate in each epoch; the last one stays. */
  lr: { is: 'rate', list: 'any' },
  /** The epoch, counted from 1, from which the last rate shrinks with every epoch; null for none. Default null. */
  forceAnneal: { is: 'number', whole: true, atLeast: 1, default: null },
  /** What it then shrinks by. Default 0.1. */
  lrShrink: { is: 'number', default: 0.1 },
  /** Length of the warmup in updates. Default 0. */
  warmupUpdates: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Updates in an epoch, which more than one rate and `forceAnneal` need. Default null. */
  updatesPerEpoch: { is: 'steps', whole: true, atLeast: 1, default: null },
} as const satisfies OptionTable;

export interface FixedOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A rate for each epoch.
 *
 * Epoch e, counted from 1, has the rate number e of `lr`, or the last one; from epoch F = `forceAnneal` on the last one times
 * lrShrink^(e + 1 − F). While t < W = warmupUpdates, it is multiplied by (t + 1) / W.
 *
 * ```ts
 * const schedule = fixed({ lr: [0.1, 0.05], updatesPerEpoch: 100 });
 * schedule(99); // 0.1
 * schedule(100); // 0.05
 * ```
 *
 * Source: `fixed` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range.
 */
export function fixed(options: FixedOptions): LearningRateSchedule {
  const { lr, forceAnneal, lrShrink, warmupUpdates, updatesPerEpoch } = readOptions('fixed', table, options);
  const last = lr.at(-1) as number;
  const before = forceAnneal === null ? lr : Array.from({ length: forceAnneal - 1 }, (_, i) => lr[i] ?? last);
  const shrinking =
    forceAnneal === null
      ? []
      : [
          new ExponentialDecay({
            initialLearningRate: last * lrShrink,
            decaySteps: updatesPerEpoch ?? 1,
            decayRate: lrShrink,
            staircase: true,
          }),
        ];
  if (forceAnneal !== null && updatesPerEpoch === null) {
    throw new OptionTypeError({
      owner: 'fixed',
      option: 'updatesPerEpoch',
      requires: 'a number with {forceAnneal}',
      received: null,
    });
  }
  const rates = perEpoch('fixed', [...before, ...shrinking], updatesPerEpoch);
  if (warmupUpdates <= 1) return madeBy('fairseq', 'fixed', options, rates);
  const ramp = (to: number) => new LinearRamp({ from: to / warmupUpdates, to, steps: warmupUpdates - 1 });
  return madeBy(
    'fairseq',
    'fixed',
    options,
    rates instanceof Constant ? ramp(rates.value) : new Product({ schedules: [rates, ramp(1)] }),
  );
}
