import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { cycles, inCycles } from './cycles.js';
import { withStart } from './options.js';

export const table = {
  ...cycles,
  /** Power of what is left of the way. Default 0.5. */
  power: { is: 'number', above: 0, default: 0.5 },
  /** Power of the completed fraction of a cycle. Default 1. */
  kDecay: { is: 'number', above: 0, default: 1 },
} as const satisfies OptionTable;

export interface PolyLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Polynomial decay with warmup, cycles and k-decay.
 *
 * In cycle i, c steps into its T = tInitial · cycleMul^i:
 * rate = lrMin + (baseLr · cycleDecay^i − lrMin) · (1 − (c / T)^kDecay)^power.
 *
 * The warmup climbs from `warmupLrInit` to `baseLr` in `warmupT` steps. Without `warmupPrefix` the decay has been running
 * meanwhile, and the rate drops onto it when the warmup is over.
 *
 * - at step 0: `baseLr`, or with a warmup `warmupLrInit`
 * - at the last step, tInitial − 1: a little more than `lrMin`
 * - past the end, after `cycleLimit` cycles: `lrMin`
 *
 * timm finds the cycle by a logarithm, which at a few restarts falls short and gives `lrMin` for one step; here a restart
 * is where the cycles before it end. With `cycleMul` < 1 timm fails from step tInitial / (1 − cycleMul) on.
 *
 * ```ts
 * const schedule = polyLRScheduler({ baseLr: 0.1, tInitial: 100, power: 2 });
 * schedule(50); // 0.025
 * schedule(100); // 0
 * ```
 *
 * Source: `timm.scheduler.PolyLRScheduler`, timm 1.0.31.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a rate or a warmup < 0, unless `tInitial`, `cycleMul`, `power` and `kDecay` are > 0, unless
 * `cycleLimit` is a whole number ≥ 0, and for noise.
 */
export function polyLRScheduler(options: PolyLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('polyLRScheduler', table, options);
  const { tInitial, power, kDecay } = read;
  const ramp = (from: number, to: number) =>
    new PolynomialRamp({ from, to, steps: tInitial, power, timePower: kDecay });
  return madeBy('timm', 'PolyLRScheduler', options, withStart(inCycles(read, ramp, true), read, read.warmupPrefix));
}
