import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from './constant.js';
import { LinearRamp } from './linear-ramp.js';
import { Sequence } from './sequence.js';

export const table = {
  /** Length of the warmup in steps. */
  steps: { is: 'steps', above: 0 },
  /** Rate at step 0. Default 0. */
  from: { is: 'rate', atLeast: 0, default: 0 },
  /**
   * Whether the schedule starts at the end of the warmup (`'restart'`), or has been running meanwhile, so that the
   * warmup hides its first steps (`'shared'`). Default `'restart'`.
   */
  clock: { is: 'choice', of: ['restart', 'shared'], default: 'restart' },
} as const satisfies OptionTable;

export interface WarmupOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup to where a schedule takes over, without a jump, then that schedule.
 *
 * With f the schedule: rate(t) = from + (P − from) · t / steps for t < steps, then f(t − steps) and P = f(0), or with a
 * shared clock f(t) and P = f(steps).
 *
 * `| ▁▂▃▄▅▆▇████▇▇▆▆▅▅▄▃▃▂▂▁▁               |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 900 });
 * const schedule = withWarmup(decay, { steps: 100 });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * ```
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `steps` > 0 and `from` ≥ 0.
 */
export function withWarmup(schedule: LearningRateSchedule | number, options: WarmupOptions): Sequence {
  const { steps, from, clock } = readOptions('withWarmup', table, options);
  const after = typeof schedule === 'number' ? new Constant({ value: schedule }) : schedule;
  const ramp = new LinearRamp({ from, to: after.at(clock === 'restart' ? 0 : steps), steps });
  return new Sequence({ schedules: [ramp, after], boundaries: [steps], clock });
}
