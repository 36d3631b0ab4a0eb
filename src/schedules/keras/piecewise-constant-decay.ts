import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { OptionRangeError } from '../../errors.js';
import type { Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** The last step of each value but the last, rising. */
  boundaries: { is: 'steps', list: 'rising' },
  /** The rates, one more than there are boundaries. */
  values: { is: 'rate', list: 'any', property: 'rates' },
  /** Keras's name of the schedule. Default `'PiecewiseConstant'`. */
  name: { is: 'name', default: 'PiecewiseConstant' },
} as const satisfies OptionTable;

export interface PiecewiseConstantDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A constant rate between boundaries; a step equal to a boundary still has the value before it.
 *
 * rate(t) = rates[number of boundaries < t].
 *
 * The option and the saved config are called `values` as in Keras; the property is `rates`, since `values(count)` is
 * what every schedule has.
 *
 * ```ts
 * const schedule = new PiecewiseConstantDecay({ boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] });
 * schedule(1000); // 0.1
 * schedule(1001); // 0.01
 * ```
 *
 * Source: `keras.optimizers.schedules.PiecewiseConstantDecay`.
 */
export class PiecewiseConstantDecay extends LearningRateSchedule {
  static override readonly className: string = 'PiecewiseConstantDecay';
  static override readonly module: string | null = 'keras.optimizers.schedules';
  static override readonly options: OptionTable = table;

  declare readonly boundaries: readonly number[];
  /** The option `values`. */
  declare readonly rates: readonly number[];

  declare private readonly table: { readonly boundaries: Float64Array; readonly rates: Float64Array };

  /**
   * @throws {TypeError} for an option that is missing, unknown or no list of numbers.
   * @throws {RangeError} for boundaries that do not rise, and unless there is one value more than boundaries.
   */
  constructor(options: PiecewiseConstantDecayOptions) {
    super(options);
    const { boundaries, rates } = this;
    if (rates.length !== boundaries.length + 1) {
      throw new OptionRangeError({
        owner: this.className,
        option: 'values',
        requires: `one more than the ${boundaries.length} {boundaries}`,
        received: rates,
      });
    }
    this.table = { boundaries: Float64Array.from(boundaries), rates: Float64Array.from(rates) };
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    return m.pick(step, this.table.boundaries, this.table.rates, 'left');
  }

  override get horizon(): number {
    return Math.floor(this.boundaries.at(-1) as number) + 1;
  }
}
