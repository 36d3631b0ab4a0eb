import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** Steps in which the schedule goes through `scheduleSteps` steps of its own. */
  steps: { is: 'steps', above: 0 },
  /** The schedule's own steps in that time. Default 1, for a schedule that is written over a fraction from 0 to 1. */
  scheduleSteps: { is: 'steps', above: 0, default: 1 },
} as const satisfies OptionTable;

export interface StretchOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Stretch extends Kept<typeof table> {}

/**
 * A schedule that runs slower or faster: rate(t) = schedule(t / steps · scheduleSteps).
 *
 * `|███████▇▇▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▂▂▂▂▁▁▁▁▁      |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Stretch({ schedule: decay, steps: 1000, scheduleSteps: 100 });
 * schedule(500); // 0.05
 * ```
 *
 * @throws {RangeError} unless `steps` > 0 and `scheduleSteps` > 0.
 */
export class Stretch extends Retimed<StretchOptions> {
  static override readonly className: string = 'Stretch';
  static override readonly options: OptionTable = table;

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.mul(m.div(step, this.steps), this.scheduleSteps);
  }

  override get horizon(): number {
    return (this.schedule.horizon / this.scheduleSteps) * this.steps;
  }
}
