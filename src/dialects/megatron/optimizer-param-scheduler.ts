import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { ExponentialRamp } from '../../schedules/blocks/exponential-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';

export const table = {
  /** The highest rate. */
  maxLr: { is: 'rate' },
  /** Rate at step 0 of a warmup. Default 0. */
  initLr: { is: 'rate', default: 0 },
  /** The lowest rate, and that after the decay. Default 0. */
  minLr: { is: 'rate', atLeast: 0, default: 0 },
  /** Length of the warmup, in what `increment` counts. Default 0. */
  lrWarmupSteps: { is: 'steps', atLeast: 0, default: 0 },
  /** Where the decay ends, in what `increment` counts; more than the warmup. */
  lrDecaySteps: { is: 'steps', above: 0 },
  /** Shape of the decay. Default `'linear'`. */
  lrDecayStyle: {
    is: 'choice',
    of: ['constant', 'linear', 'cosine', 'inverse-square-root', 'WSD'],
    default: 'linear',
  },
  /** Length of the decay at the end, for `'WSD'`. Default null. */
  wsdDecaySteps: { is: 'steps', above: 0, default: null },
  /** Shape of that decay. Default `'exponential'`. */
  lrWsdDecayStyle: { is: 'choice', of: ['linear', 'cosine', 'exponential', 'minus_sqrt'], default: 'exponential' },
  /** What the scheduler is stepped by at an update: the samples in a batch, where lengths are in samples. Default 1. */
  increment: { is: 'number', above: 0, default: 1 },
} as const satisfies OptionTable;

export interface OptimizerParamSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Megatron's schedule, a function of the samples n = t · increment before an update.
 *
 * With W, D the warmup and the end of the decay: rate = initLr + (maxLr − initLr) · n / W for n ≤ W if W > 0, then
 *
 * - `'constant'`: maxLr, for ever
 * - `'linear'`, `'cosine'`: from maxLr to minLr, where the way is (n − W) / (D − W), and minLr after it
 * - `'inverse-square-root'`: max(minLr, maxLr · √(max(W, 1) / max(n, 1))), and minLr after D. Without a warmup it depends on the
 *   size of a batch
 * - `'WSD'`: maxLr until D − wsdDecaySteps, then to minLr: with r from 0 to 1 there is left 1 − r, ½(1 + cos(πr)), 2 · ½^r − 1
 *   or 1 − √r of the way
 *
 * ```ts
 * const schedule = optimizerParamScheduler({ maxLr: 0.1, lrWarmupSteps: 100, lrDecaySteps: 1100 });
 * schedule(50); // 0.05
 * schedule(600); // 0.05
 * ```
 *
 * Source: `megatron.core.optimizer_param_scheduler.OptimizerParamScheduler`, megatron-core 0.16.1.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range, and where Megatron asserts another order.
 */
export function optimizerParamScheduler(options: OptimizerParamSchedulerOptions): LearningRateSchedule {
  const read = readOptions('optimizerParamScheduler', table, options);
  return madeBy('megatron', 'OptimizerParamScheduler', options, schedule(read));
}

function schedule(read: Read<typeof table>): LearningRateSchedule {
  const { maxLr, initLr, minLr, lrWarmupSteps, lrDecaySteps, lrDecayStyle, wsdDecaySteps, lrWsdDecayStyle, increment } =
    read;
  const refuse = (option: string, requires: string, received: unknown): never => {
    throw new OptionRangeError({ owner: 'optimizerParamScheduler', option, requires, received });
  };
  if (minLr > maxLr) refuse('minLr', `at most {maxLr} (${maxLr})`, minLr);
  if (initLr > maxLr) refuse('initLr', `at most {maxLr} (${maxLr})`, initLr);
  if (lrWarmupSteps >= lrDecaySteps)
    refuse('lrWarmupSteps', `less than {lrDecaySteps} (${lrDecaySteps})`, lrWarmupSteps);
  if (lrDecayStyle === 'WSD' && wsdDecaySteps === null) refuse('wsdDecaySteps', "a number with 'WSD'", null);
  const warmup = lrWarmupSteps / increment;
  const end = lrDecaySteps / increment;
  const after = (body: LearningRateSchedule | number): LearningRateSchedule =>
    warmup > 0
      ? new Sequence({
          schedules: [new LinearRamp({ from: initLr, to: maxLr, steps: warmup }), body],
          boundaries: [warmup],
          side: 'left',
        })
      : new Sequence({ schedules: [body], boundaries: [] });
  const way = { from: maxLr, to: minLr, steps: end - warmup };
  switch (lrDecayStyle) {
    case 'constant':
      return after(maxLr);
    case 'linear':
      return after(new LinearRamp(way));
    case 'cosine':
      return after(new CosineRamp(way));
    case 'WSD': {
      const length = (wsdDecaySteps as number) / increment;
      const decay = stableThenDecay(lrWsdDecayStyle, { from: maxLr, to: minLr, steps: length }, end - length);
      return after(warmup > 0 ? new Shift({ schedule: decay, offset: -warmup }) : decay);
    }
    default: {
      const steps = Math.max(lrWarmupSteps, 1) / increment;
      // At the first update, no sample counts as one.
      const curve = new Power({ factor: maxLr, power: -0.5, steps });
      const root = new Sequence({ schedules: [maxLr, curve], boundaries: [steps] });
      // A warmup shorter than a sample counts as one, too.
      const short = warmup > 0 ? new Shift({ schedule: root, offset: -warmup }) : root;
      const body = new Maximum({ schedules: [lrWarmupSteps >= 1 ? curve : short, minLr] });
      return new Sequence({ schedules: [after(body), minLr], boundaries: [end], side: 'left' });
    }
  }
}

/** The highest rate until that step, then the way down. */
function stableThenDecay(
  style: 'linear' | 'cosine' | 'exponential' | 'minus_sqrt',
  way: { readonly from: number; readonly to: number; readonly steps: number },
  start: number,
): LearningRateSchedule {
  const decay = {
    linear: () => new LinearRamp(way),
    cosine: () => new CosineRamp(way),
    exponential: () => new ExponentialRamp({ ...way, ratio: 0.5 }),
    minus_sqrt: () => new PolynomialRamp({ ...way, timePower: 0.5 }),
  }[style]();
  return new Shift({ schedule: decay, offset: start });
}
