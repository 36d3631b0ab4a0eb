import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { TanhRamp } from '../../schedules/blocks/tanh-ramp.js';
import { cycles, inCycles } from './cycles.js';
import { withStart } from './options.js';

export const table = {
  ...cycles,
  /** Where on the hyperbolic tangent a cycle starts; less than `ub`. Default −7. */
  lb: { is: 'number', default: -7 },
  /** Where on the hyperbolic tangent a cycle ends. Default 3. */
  ub: { is: 'number', default: 3 },
} as const satisfies OptionTable;

export interface TanhLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Hyperbolic-tangent decay with warmup and cycles.
 *
 * In cycle i, c steps into its T = tInitial · cycleMul^i, with p = c / T:
 * rate = lrMin + (baseLr · cycleDecay^i − lrMin) · ½(1 − tanh(lb · (1 − p) + ub · p)).
 *
 * The warmup climbs from `warmupLrInit` in `warmupT` steps: with `warmupPrefix` to `baseLr`, otherwise to what the decay,
 * which has been running meanwhile, has come to.
 *
 * - at step 0: `baseLr`, though the curve may start well below it; or with a warmup `warmupLrInit`
 * - at the last step, tInitial − 1: near `lrMin`
 * - past the end, after `cycleLimit` cycles: `lrMin`, which the curve only comes near
 *
 * timm finds the cycle by a logarithm, which at a few restarts falls short and gives the end of the cycle before for one
 * step; here a restart is where the cycles before it end. With `cycleMul` < 1 timm fails from step
 * tInitial / (1 − cycleMul) on.
 *
 * ```ts
 * const schedule = tanhLRScheduler({ baseLr: 0.1, tInitial: 100, lb: -3, ub: 3 });
 * schedule(0); // 0.1
 * schedule(50); // 0.05
 * schedule(100); // 0
 * ```
 *
 * Source: `timm.scheduler.TanhLRScheduler`, timm 1.0.31; Hsueh et al., Stochastic Gradient Descent with
 * Hyperbolic-Tangent Decay, WACV 2019.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a rate or a warmup < 0, unless `tInitial` and `cycleMul` are > 0, unless `cycleLimit` is a whole
 * number ≥ 0, unless `lb` < `ub`, and for noise.
 */
export function tanhLRScheduler(options: TanhLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('tanhLRScheduler', table, options);
  const { lb, ub, tInitial, warmupT, warmupPrefix } = read;
  if (lb >= ub)
    throw new OptionRangeError({
      owner: 'tanhLRScheduler',
      option: 'lb',
      requires: `less than {ub} (${ub})`,
      received: lb,
    });
  const ramp = (from: number, to: number) => new TanhRamp({ from, to, steps: tInitial, lower: lb, upper: ub });
  const schedule = inCycles(read, ramp, false);
  return madeBy(
    'timm',
    'TanhLRScheduler',
    options,
    withStart(schedule, read, warmupPrefix, warmupPrefix ? read.baseLr : schedule.at(warmupT)),
  );
}
