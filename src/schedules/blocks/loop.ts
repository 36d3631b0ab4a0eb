import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** Steps after which it starts over. */
  steps: { is: 'steps', above: 0 },
} as const satisfies OptionTable;

export interface LoopOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Loop extends Kept<typeof table> {}

/**
 * A schedule that starts over and over: rate(t) = schedule(t mod steps).
 *
 * `|████▇▇▆▆▅▅▄▃▃▂▂▁▁   ████▇▇▆▆▅▅▄▃▃▂▂▁▁   |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Loop({ schedule: decay, steps: 100 });
 * schedule(150); // 0.05
 * schedule(200); // 0.1
 * ```
 *
 * @throws {RangeError} unless `steps` > 0.
 */
export class Loop extends Retimed<LoopOptions> {
  static override readonly className: string = 'Loop';
  static override readonly options: OptionTable = table;

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.sub(step, m.mul(m.floorDiv(step, this.steps), this.steps));
  }

  override get horizon(): number {
    return this.schedule.horizon === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
}
