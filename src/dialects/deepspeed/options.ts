import type { Needed, Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { LogarithmicRamp } from '../../schedules/blocks/logarithmic-ramp.js';

export const warmupTable = {
  /** Steps of the warmup; 1 acts as 2. Default 1000. */
  warmupNumSteps: { is: 'steps', atLeast: 1, whole: true, default: 1000 },
  /** How the rate climbs. Default `'log'`, as `ln(1 + step) / ln(warmupNumSteps)`. */
  warmupType: { is: 'choice', of: ['log', 'linear'], default: 'log' },
} as const satisfies OptionTable;

/** Options of the warmup that several schedulers share. */
export interface WarmupOptions extends Needed<typeof warmupTable>, Optional<typeof warmupTable> {}

/** The climb from one rate to another, by the scheduler's own count; how long it lasts. */
export function climb(
  from: number,
  to: number,
  { warmupNumSteps, warmupType }: Read<typeof warmupTable>,
): { readonly ramp: LearningRateSchedule; readonly steps: number } {
  const steps = Math.max(2, warmupNumSteps);
  const ramp =
    warmupType === 'linear'
      ? new LinearRamp({ from, to, steps })
      : new LogarithmicRamp({ from, to, steps: steps - 1, base: steps });
  return { ramp, steps };
}
