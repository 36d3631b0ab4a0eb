import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { Product } from '../../schedules/blocks/product.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { torchOptions } from './options.js';

export const table = {
  /** The rate at the foot of a cycle, which PyTorch gives the optimizer in place of its own. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** The rate at the top of the first cycle. */
  maxLr: { is: 'rate', atLeast: 0 },
  /** Steps from the foot to the top. Default 2000. */
  stepSizeUp: { is: 'steps', above: 0, default: 2000 },
  /** Steps from the top to the foot; null for as many as up. Default null. */
  stepSizeDown: { is: 'steps', atLeast: 0, default: null },
  /** Cycles of one height, each half as high as the one before, or lower with every step by `gamma`. Default `'triangular'`. */
  mode: { is: 'choice', of: ['triangular', 'triangular2', 'exp_range'], default: 'triangular' },
  /** What the height is multiplied by at every step, for `'exp_range'`. Default 1. */
  gamma: { is: 'number', default: 1 },
  /** PyTorch's own function for the height: null only. Default null. */
  scaleFn: {
    is: 'nothing',
    default: null,
    unused: true,
    because:
      'a function can be neither saved nor printed: write the height as a schedule, as in new Sum({ schedules: [baseLr, new Product({ schedules: [triangle, height] })] })',
  },
  /** What `scaleFn` is a function of; without a meaning. Default `'cycle'`. */
  scaleMode: { is: 'choice', of: ['cycle', 'iterations'], default: 'cycle', unused: true },
  /** Whether the momentum moves too; {@link cyclicMomentum} has it. Default true. */
  cycleMomentum: { is: 'flag', default: true },
  /** The momentum at the top of the first cycle. Default 0.8. */
  baseMomentum: { is: 'fraction', default: 0.8 },
  /** The momentum at the foot of a cycle. Default 0.9. */
  maxMomentum: { is: 'fraction', default: 0.9 },
  lastEpoch: torchOptions.lastEpoch,
} as const satisfies OptionTable;

export interface CyclicLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Straight up and down, over and over: rate(t) = baseLr + (maxLr − baseLr) · height · x, where x climbs from 0 to 1 in
 * `stepSizeUp` steps and falls back to 0 in `stepSizeDown`.
 *
 * The height is 1; for `'triangular2'` ½^k in cycle k = 0, 1, …; for `'exp_range'` gamma^t.
 *
 * - at step 0: `baseLr`
 * - at the last step of a cycle: one step short of `baseLr`, which the next cycle starts with
 * - past the end: there is none
 *
 * ```ts
 * const schedule = cyclicLR({ baseLr: 0, maxLr: 0.1, stepSizeUp: 10, mode: 'triangular2' });
 * schedule(5); // 0.05
 * schedule(10); // 0.1
 * schedule(30); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.CyclicLR`, PyTorch 2.15; Smith, Cyclical Learning Rates, WACV 2017.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type, and for a function.
 * @throws {RangeError} unless `baseLr`, `maxLr` and `stepSizeDown` are ≥ 0, `stepSizeUp` > 0, and the others finite.
 */
export function cyclicLR(options: CyclicLROptions): LearningRateSchedule {
  const read = readOptions('cyclicLR', table, options);
  return madeBy('torch', 'CyclicLR', options, cyclic(read, read.baseLr, read.maxLr));
}

/**
 * The momentum beside {@link cyclicLR}, of the same options: it falls while the rate climbs, and climbs while it falls.
 *
 * rate(t) = maxMomentum − (maxMomentum − baseMomentum) · height · x, with the height and x of the rate.
 *
 * - at step 0: `maxMomentum`
 * - past the end: there is none
 *
 * ```ts
 * const options = { baseLr: 0, maxLr: 0.1, stepSizeUp: 10 } as const;
 * const schedules = { learningRate: cyclicLR(options), momentum: cyclicMomentum(options) };
 * schedules.momentum(0); // 0.9
 * schedules.momentum(10); // 0.8
 * ```
 *
 * Source: `torch.optim.lr_scheduler.CyclicLR` with `cycle_momentum`, PyTorch 2.15.
 *
 * @throws {TypeError | RangeError} as {@link cyclicLR}. @throws {RangeError} if `cycleMomentum` is false.
 */
export function cyclicMomentum(options: CyclicLROptions): LearningRateSchedule {
  const read = readOptions('cyclicMomentum', table, options);
  if (!read.cycleMomentum) {
    throw new OptionRangeError({
      owner: 'cyclicMomentum',
      option: 'cycleMomentum',
      requires: 'true for the momentum to move',
      received: false,
    });
  }
  return madeBy('torch', 'CyclicMomentum', options, cyclic(read, read.maxMomentum, read.baseMomentum));
}

/** Cycles from `foot` to `top` and back, of a height that the mode decides. */
function cyclic(
  { stepSizeUp, stepSizeDown, mode, gamma }: Read<typeof table>,
  foot: number,
  top: number,
): LearningRateSchedule {
  const down = stepSizeDown ?? stepSizeUp;
  const steps = stepSizeUp + down;
  const triangle = (from: number, to: number): LearningRateSchedule => {
    const climb = new LinearRamp({ from, to, steps: stepSizeUp });
    if (down === 0) return climb;
    const fall = new LinearRamp({ from: to, to: from, steps: down });
    return new Sequence({ schedules: [climb, fall], boundaries: [stepSizeUp] });
  };
  if (mode === 'triangular') return new Loop({ schedule: triangle(foot, top), steps });
  const triangles =
    mode === 'triangular2'
      ? new Cycles({ schedule: triangle(0, top - foot), firstSteps: steps, heightMultiplier: 0.5 })
      : new Product({
          schedules: [
            new Loop({ schedule: triangle(0, top - foot), steps }),
            new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: gamma }),
          ],
        });
  return new Sum({ schedules: [foot, triangles] });
}
