import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { shared, withStart } from './options.js';

export const table = {
  ...shared,
  /** Steps between two decays; need not be whole. */
  decayT: { is: 'steps', above: 0 },
  /** What the rate is multiplied by at a decay. Default 1. */
  decayRate: { is: 'number', default: 1 },
  /** Whether the schedule starts when the warmup is over; otherwise the warmup hides its first steps. Default true. */
  warmupPrefix: { is: 'flag', default: true },
} as const satisfies OptionTable;

export interface StepLRSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay every so many steps, after a warmup: rate(t) = baseLr · decayRate^⌊t / decayT⌋.
 *
 * The warmup climbs from `warmupLrInit` to `baseLr` in `warmupT` steps; then t starts at 0 or, without `warmupPrefix`,
 * goes on.
 *
 * - at step 0: `baseLr`, or with a warmup `warmupLrInit`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = stepLRScheduler({ baseLr: 1, decayT: 2.5, decayRate: 0.5, warmupT: 4 });
 * schedule(2); // 0.5
 * schedule(4); // 1
 * schedule(7); // 0.5
 * ```
 *
 * Source: `timm.scheduler.StepLRScheduler`, timm 1.0.31.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a rate or a warmup < 0, unless `decayT` > 0 and `decayRate` is finite, and for noise.
 */
export function stepLRScheduler(options: StepLRSchedulerOptions): LearningRateSchedule {
  const read = readOptions('stepLRScheduler', table, options);
  const schedule = new ExponentialDecay({
    initialLearningRate: read.baseLr,
    decaySteps: asPythonDivides(read.decayT),
    decayRate: read.decayRate,
    staircase: true,
  });
  return madeBy('timm', 'StepLRScheduler', options, withStart(schedule, read, read.warmupPrefix));
}

/**
 * The length of stair that ⌊t / length⌋, rounded, takes for what Python's exact `t // decayT` makes of `decayT`: float64
 * holds 2.2 a little too large, so that 11 is less than 5 of it, where 11 / 2.2 is rounded up to 5.
 */
function asPythonDivides(decayT: number): number {
  for (let stairs = 1; stairs <= 100; stairs++) {
    const step = Math.round(stairs * decayT);
    const missing = decayT - (step % decayT);
    if (missing < 1e-9 * decayT && Math.floor(step / decayT) === stairs) return decayT * (1 + 2 ** -50);
  }
  return decayT;
}
