import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** The rate. */
  value: { is: 'rate' },
} as const satisfies OptionTable;

export interface ConstantOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Constant extends Kept<typeof table> {}

/**
 * One rate for ever: rate(t) = value.
 *
 * `|████████████████████████████████████████|`
 *
 * ```ts
 * const schedule = new Constant({ value: 0.1 });
 * schedule(1000); // 0.1
 * ```
 */
export class Constant extends LearningRateSchedule {
  static override readonly className: string = 'Constant';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `value` is finite. */
  constructor(options: ConstantOptions) {
    super(options);
  }

  override evaluate<T>(m: Arithmetic<T>): T | number {
    return m.constant(this.value, Math.fround(this.value));
  }

  override get horizon(): number {
    return 0;
  }
}
