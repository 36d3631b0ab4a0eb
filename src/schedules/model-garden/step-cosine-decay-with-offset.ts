import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { OptionRangeError } from '../../errors.js';
import type { Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Steps, after the offset, at which each value is reached; rising, the first of them 0. */
  boundaries: { is: 'steps', list: 'rising' },
  /** The rates at the boundaries, as many as there are boundaries. */
  values: { is: 'rate', list: 'any', property: 'rates' },
  /** Steps subtracted before the schedule sees the step. Default 0. */
  offset: { is: 'steps', default: 0 },
  /** Model Garden's name of the schedule. Default `'StepCosineDecayWithOffset'`. */
  name: { is: 'name', default: 'StepCosineDecayWithOffset' },
} as const satisfies OptionTable;

export interface StepCosineDecayWithOffsetOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Half a cosine from each value to the next; from the last boundary on, the last value.
 *
 * With s = t − offset, boundaries b and values v: rate(t) = (v[i] − v[i+1]) · ½(1 + cos(π · (s − b[i]) / (b[i+1] − b[i]))) + v[i+1]
 * for b[i] ≤ s < b[i+1]. The first half cosine is reckoned from s = 0, whatever b[0] is: so does upstream, and a first
 * boundary other than 0 therefore bends the curve.
 *
 * The option and the saved config are called `values`; the property is `rates`, since every schedule has `values(count)`.
 *
 * ```ts
 * const schedule = new StepCosineDecayWithOffset({ boundaries: [0, 1000, 2000], values: [0.1, 0.05, 0] });
 * schedule(500); // 0.075
 * schedule(3000); // 0, where upstream gives NaN
 * ```
 *
 * Source: `tfm.optimization.StepCosineDecayWithOffset`.
 */
export class StepCosineDecayWithOffset extends LearningRateSchedule {
  static override readonly className: string = 'StepCosineDecayWithOffset';
  static override readonly module: string | null = 'official.modeling.optimization.lr_schedule';
  static override readonly options: OptionTable = table;

  declare readonly boundaries: readonly number[];
  /** The option `values`. */
  declare readonly rates: readonly number[];
  declare readonly offset: number;

  /** Of each segment where it starts, its length, how far the rate falls, and where to; of the last, which stays, too. */
  declare private readonly table: Readonly<Record<'inner' | 'starts' | 'lengths' | 'drops' | 'ends', Float64Array>>;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} for boundaries that do not rise, and unless there are as many values as boundaries.
   */
  constructor(options: StepCosineDecayWithOffsetOptions) {
    super(options);
    const { boundaries, rates } = this;
    if (rates.length !== boundaries.length) {
      throw new OptionRangeError({
        owner: this.className,
        option: 'values',
        requires: `as many as the ${boundaries.length} {boundaries}`,
        received: rates,
      });
    }
    const at = (list: readonly number[], i: number) => list[Math.min(i, list.length - 1)] as number;
    const perSegment = (value: (i: number) => number) => Float64Array.from(boundaries, (_, i) => value(i));
    this.table = {
      inner: Float64Array.from(boundaries.slice(1)),
      starts: perSegment((i) => (i === 0 ? 0 : at(boundaries, i))),
      lengths: perSegment((i) => at(boundaries, i + 1) - at(boundaries, i) || 1),
      drops: perSegment((i) => at(rates, i) - at(rates, i + 1)),
      ends: perSegment((i) => at(rates, i + 1)),
    };
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const { inner, starts, lengths, drops, ends } = this.table;
    const clock = m.sub(step, this.offset);
    const start = m.pick(clock, inner, starts, 'right');
    const length = m.pick(clock, inner, lengths, 'right');
    const cosine = m.add(m.cosPiOver(m.sub(clock, start), length), 1);
    return m.add(m.div(m.mul(m.pick(clock, inner, drops, 'right'), cosine), 2), m.pick(clock, inner, ends, 'right'));
  }

  override get horizon(): number {
    return Math.max(0, (this.boundaries.at(-1) as number) + this.offset);
  }
}
