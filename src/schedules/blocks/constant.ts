import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { finite, type OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

export interface ConstantOptions {
  /** The rate. */
  readonly value: number;
}

export interface Constant extends Readonly<Required<ConstantOptions>> {}

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
  static override readonly options: OptionTable = {
    value: [finite],
  };

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

  override at(): number {
    return this.value;
  }
  override fill(rates: Float64Array): void {
    rates.fill(this.value);
  }
}
