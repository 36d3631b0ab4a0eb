import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { joinSchedules } from './join-schedules.js';
import { table as cycle, warmupCosineDecay } from './warmup-cosine-decay-schedule.js';

export const table = {
  /** Each cycle's options, as for {@link warmupCosineDecaySchedule}; its `decaySteps` is how long it lasts. */
  cosineKwargs: { is: 'groups', of: cycle },
} as const satisfies OptionTable;

export interface SgdrScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Stochastic gradient descent with warm restarts: cycles of a linear warmup and a cosine decay, one after the other.
 *
 * rate(t) = {@link warmupCosineDecaySchedule} of the cycle that t lies in, at the step counted from the cycle's start.
 *
 * - at step 0: the first cycle's `initValue`
 * - at a restart: already the new cycle's first rate, so that `endValue` is reached by the last cycle only
 * - past the end: the last cycle's `endValue`
 *
 * ```ts
 * const schedule = sgdrSchedule({
 *   cosineKwargs: [
 *     { initValue: 0, peakValue: 0.1, warmupSteps: 10, decaySteps: 110 },
 *     { initValue: 0, peakValue: 0.05, warmupSteps: 10, decaySteps: 210 },
 *   ],
 * });
 * schedule(60); // 0.05
 * schedule(110); // 0
 * schedule(120); // 0.05
 * ```
 *
 * Source: `optax.sgdr_schedule`, Optax 0.2.8; Loshchilov & Hutter, SGDR, ICLR 2017.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for an empty list, and as {@link warmupCosineDecaySchedule}.
 */
export function sgdrSchedule(options: SgdrScheduleOptions): LearningRateSchedule {
  const { cosineKwargs } = readOptions('sgdrSchedule', table, options);
  const schedules = cosineKwargs.map((cycle, i) => warmupCosineDecay(`sgdrSchedule: cosineKwargs[${i}]`, cycle));
  let end = 0;
  const ends = cosineKwargs.map(({ decaySteps }) => {
    end += decaySteps;
    return end;
  });
  return madeBy('optax', 'sgdr_schedule', options, joinSchedules({ schedules, boundaries: ends.slice(0, -1) }));
}
