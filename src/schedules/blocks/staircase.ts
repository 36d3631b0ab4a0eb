import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** Length of a stair in steps. */
  steps: { is: 'steps', above: 0 },
} as const satisfies OptionTable;

export interface StaircaseOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Staircase extends Kept<typeof table> {}

/**
 * A schedule that changes only every so many steps: rate(t) = schedule(⌊t / steps⌋ · steps).
 *
 * `|█████▇▇▇▇▇▄▄▄▄▄▁▁▁▁▁                    |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Staircase({ schedule: decay, steps: 50 });
 * schedule(49); // 0.1
 * schedule(50); // 0.05
 * ```
 *
 * @throws {RangeError} unless `steps` > 0.
 */
export class Staircase extends Retimed<StaircaseOptions> {
  static override readonly className: string = 'Staircase';
  static override readonly options: OptionTable = table;

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.mul(m.floorDiv(step, this.steps), this.steps);
  }

  override get horizon(): number {
    return Math.ceil(this.schedule.horizon / this.steps) * this.steps;
  }
}
