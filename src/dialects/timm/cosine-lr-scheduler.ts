import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { cycles, inCycles } from './cycles.js';
import { withStart } from './options.js';

export const table = {
  ...cycles,
  /** Power of the completed fraction of a cycle. Default 1. */
  kDecay: { is: 'number', above: 0, default: 1 },
} as const satisfies OptionTable;

export interface CosineLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Cosine decay with warmup, cycles and k-decay.
 *
 * In cycle i, c steps into its T = tInitial · cycleMul^i:
 * rate = lrMin + (baseLr · cycleDecay^i − lrMin) · ½(1 + cos(π · (c / T)^kDecay)).
 *
 * The warmup climbs from `warmupLrInit` to `baseLr` in `warmupT` steps. Without `warmupPrefix` the cosine has been running
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
 * const schedule = cosineLRScheduler({ baseLr: 0.1, tInitial: 100, lrMin: 0.01, warmupT: 10, warmupPrefix: true });
 * schedule(5); // 0.05
 * schedule(10); // 0.1
 * schedule(60); // 0.055
 * schedule(110); // 0.01
 * ```
 *
 * Source: `timm.scheduler.CosineLRScheduler`, timm 1.0.31.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a rate or a warmup < 0, unless `tInitial`, `cycleMul` and `kDecay` are > 0, unless `cycleLimit` is
 * a whole number ≥ 0, and for noise.
 */
export function cosineLRScheduler(options: CosineLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('cosineLRScheduler', table, options);
  const ramp = (from: number, to: number) => new CosineRamp({ from, to, steps: read.tInitial, timePower: read.kDecay });
  return madeBy('timm', 'CosineLRScheduler', options, withStart(inCycles(read, ramp, true), read, read.warmupPrefix));
}
