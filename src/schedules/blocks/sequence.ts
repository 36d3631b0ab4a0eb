import type { Arithmetic, Pieces } from '../../arithmetic/arithmetic.js';
import { chain, countBoundaries } from '../../arithmetic/pick.js';
import { OptionRangeError } from '../../errors.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';
import { schedules } from './schedule-option.js';

const table = {
  /** The schedules in turn, or numbers for constant rates. */
  schedules: schedules,
  /** The steps at which the next one takes over, rising; one fewer than there are schedules. */
  boundaries: { is: 'steps', list: 'rising', mayBeEmpty: true },
  /**
   * Whether each schedule's clock starts at 0 where it takes over (`'restart'`, as Keras, Optax and PyTorch), or all run
   * on one (`'shared'`, as Model Garden and by default timm). Default `'restart'`.
   */
  clock: { is: 'choice', of: ['restart', 'shared'], default: 'restart' },
  /**
   * Which schedule has the step that equals a boundary: the one before it (`'left'`, as Keras's piecewise constants) or
   * the one after it (`'right'`, as everyone else). Default `'right'`.
   */
  side: { is: 'choice', of: ['left', 'right'], default: 'right' },
} as const satisfies OptionTable;

export interface SequenceOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Sequence extends Kept<typeof table> {}

/**
 * One schedule after the other.
 *
 * With b the boundaries and i how many of them are ≤ t (on the left side < t): rate(t) = schedules[i](t − b[i−1]), or
 * schedules[i](t) with a shared clock.
 *
 * `| ▁▂▂▃▄▅▆▆▇████▇▇▆▆▅▅▄▃▃▂▂▁▁             |`
 *
 * ```ts
 * const warmup = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 900 });
 * const schedule = new Sequence({ schedules: [warmup, decay], boundaries: [100] });
 * schedule(50); // 0.05
 * schedule(550); // 0.05
 * ```
 */
export class Sequence extends LearningRateSchedule {
  static override readonly className: string = 'Sequence';
  static override readonly options: OptionTable = table;

  declare private readonly pieces: Pieces<LearningRateSchedule>;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} for an empty list, boundaries that do not rise, and unless there is one boundary fewer than schedules.
   */
  constructor(options: SequenceOptions) {
    super(options);
    const { schedules, boundaries, side } = this;
    if (boundaries.length !== schedules.length - 1) {
      throw new OptionRangeError({
        owner: this.className,
        option: 'boundaries',
        requires: `one fewer than the ${schedules.length} {schedules}`,
        received: boundaries,
      });
    }
    const starts = this.clock === 'restart' ? [0, ...boundaries] : schedules.map(() => 0);
    // A copy, since V8 reads the elements of frozen arrays slowly.
    this.pieces = {
      schedules: [...schedules],
      side,
      boundaries: Float64Array.from(boundaries),
      starts: Float64Array.from(starts),
    };
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    if (m.applyPiece) return m.applyPiece(this.pieces, step);
    const { schedules, boundaries, side, starts } = this.pieces;
    const rates = schedules.map((schedule, i) => m.apply(schedule, m.sub(step, starts[i] as number)));
    return chain(m, step, boundaries, rates, side);
  }

  override get horizon(): number {
    const { boundaries, starts, schedules } = this.pieces;
    const last = schedules.length - 1;
    const from = boundaries.at(-1) ?? 0;
    const inside = (schedules[last] as LearningRateSchedule).horizon + (starts[last] as number);
    return Math.max(0, this.side === 'left' && last > 0 ? Math.floor(from) + 1 : Math.ceil(from), inside);
  }

  override at(step: number): number {
    const { schedules, boundaries, side, starts } = this.pieces;
    const i = countBoundaries(step, boundaries, side);
    return (schedules[i] as LearningRateSchedule).at(step - (starts[i] as number));
  }
  override fill(rates: Float64Array, start: number): void {
    const { schedules, boundaries, starts, side } = this.pieces;
    let done = 0;
    for (const [i, schedule] of schedules.entries()) {
      const boundary = boundaries[i] ?? Number.POSITIVE_INFINITY;
      const next = side === 'left' ? Math.floor(boundary - start) + 1 : Math.ceil(boundary - start);
      const end = Math.min(rates.length, Math.max(done, next));
      schedule.fill(rates.subarray(done, end), start + done - (starts[i] as number));
      done = end;
    }
  }
}

/**
 * Schedules, or numbers for constant rates, one after the other.
 *
 * ```ts
 * const schedule = sequence([0.1, 0.01, 0.001], { boundaries: [1000, 2000] });
 * schedule(1000); // 0.01
 * ```
 *
 * Options and errors are those of {@link Sequence}.
 */
export function sequence(
  schedules: SequenceOptions['schedules'],
  options: Omit<SequenceOptions, 'schedules'>,
): Sequence {
  return new Sequence({ ...options, schedules });
}
