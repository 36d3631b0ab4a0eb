import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';
import { schedules } from './schedule-option.js';

const table = {
  /** One or more schedules, or numbers for constant rates. */
  schedules,
} as const satisfies OptionTable;

/** Options of `Sum`, `Product`, `Minimum` and `Maximum`. */
export interface CombinedOptions extends Needed<typeof table> {}

export interface Combined extends Kept<typeof table> {}

/** Several schedules that make one rate at each step, two by two from the first on. */
export abstract class Combined extends LearningRateSchedule {
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for an empty list. */
  constructor(options: CombinedOptions) {
    super(options);
  }

  /** The rate that two rates make. */
  abstract combine<T>(m: Arithmetic<T>, a: T | number, b: T | number): T;

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    const [first, ...others] = this.schedules as [LearningRateSchedule, ...LearningRateSchedule[]];
    return others.reduce<T | number>(
      (rate, schedule) => this.combine(m, rate, m.apply(schedule, step)),
      m.apply(first, step),
    );
  }

  override get horizon(): number {
    return Math.max(...this.schedules.map((schedule) => schedule.horizon));
  }
}
