import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';

export const table = {
  /** The highest rate. */
  lr: { is: 'rate' },
  /** Length of the warmup in updates. Default 0. */
  warmupUpdates: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Rate at update 0; below 0 for `minLr`. Default −1. */
  warmupInitLr: { is: 'rate', default: -1 },
  /** The lowest rate. Default 0. */
  minLr: { is: 'rate', atLeast: 0, default: 0 },
  /** Updates between decays; the name is fairseq's. Default 25000. */
  lrDeacyPeriod: { is: 'steps', whole: true, atLeast: 1, default: 25000 },
  /** What the rate is multiplied by. Default 0.5. */
  lrDecay: { is: 'number', atMost: 1, default: 0.5 },
} as const satisfies OptionTable;

export interface StepOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, then a decay every so many updates: k updates after it max(minLr, lr · lrDecay^⌊k / lrDeacyPeriod⌋).
 *
 * ```ts
 * const schedule = step({ lr: 0.1, lrDeacyPeriod: 10 });
 * schedule(9); // 0.1
 * schedule(10); // 0.05
 * ```
 *
 * Source: `step` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `lr` > `minLr` ≥ 0, `lrDeacyPeriod` is a whole number ≥ 1 and `lrDecay` ≤ 1.
 */
export function step(options: StepOptions): LearningRateSchedule {
  const { lr, warmupUpdates, warmupInitLr, minLr, lrDeacyPeriod, lrDecay } = readOptions('step', table, options);
  if (lr <= minLr)
    throw new OptionRangeError({ owner: 'step', option: 'minLr', requires: `less than {lr} (${lr})`, received: minLr });
  const decay = new ExponentialDecay({
    initialLearningRate: lr,
    decaySteps: lrDeacyPeriod,
    decayRate: lrDecay,
    staircase: true,
  });
  const body = minLr > 0 ? new Maximum({ schedules: [decay, minLr] }) : decay;
  if (warmupUpdates === 0) return madeBy('fairseq', 'step', options, body);
  const from = warmupInitLr < 0 ? minLr : warmupInitLr;
  const warmup = new LinearRamp({ from, to: lr, steps: warmupUpdates });
  return madeBy('fairseq', 'step', options, new Sequence({ schedules: [warmup, body], boundaries: [warmupUpdates] }));
}
