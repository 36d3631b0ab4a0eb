import type { Arithmetic, Cycle, CycleRow, Pieces, Side } from '../arithmetic/arithmetic.js';
import { float64 } from '../arithmetic/float64.js';
import { countBoundaries } from '../arithmetic/pick.js';
import type { LearningRateSchedule } from '../schedule.js';

/**
 * A turn that a formula takes at one step and perhaps not at the next. Only these can make a rate jump or bend:
 *
 * - `piece`: which of the schedules in a row has its turn
 * - `branch`: which side of a comparison counts
 * - `stair`: which of several values was picked
 * - `cycle`: how many times a row of cycles, or of stairs, has begun anew
 * - `kink`: which of two numbers is the smaller; the rate bends there, and never jumps
 */
export type Turn = 'piece' | 'branch' | 'stair' | 'cycle' | 'kink';

export interface Choice {
  readonly turn: Turn;
  readonly taken: number;
  /** Of a `piece`: the schedule, and the step on its own clock. */
  readonly piece?: LearningRateSchedule;
  readonly clock?: number;
}

/** What was seen at one step. */
export interface Sight {
  readonly step: number;
  readonly rate: number;
  /** In the order in which the formula came to them: the same at two steps, up to a `piece` that differs. */
  readonly choices: readonly Choice[];
  /** What the clock of each schedule that was asked for its rate said. */
  readonly clocks: ReadonlyMap<LearningRateSchedule, number>;
}

// The class of `float64` itself, so that the arithmetic of every schedule does not become a prototype, which V8 would
// no longer take for a constant.
const Float64 = float64.constructor as new () => Arithmetic<number>;

/** The numbers of {@link float64}, with a note of every turn taken on the way. One that hides a schedule finds NaN in its place. */
class Witness extends Float64 {
  readonly choices: Choice[] = [];
  readonly clocks = new Map<LearningRateSchedule, number>();

  constructor(private readonly hidden: LearningRateSchedule | null) {
    super();
  }

  override floorDiv(a: number, b: number): number {
    return this.note('cycle', super.floorDiv(a, b));
  }
  override min(a: number, b: number): number {
    this.note('kink', Number(b < a));
    return super.min(a, b);
  }
  override max(a: number, b: number): number {
    this.note('kink', Number(a < b));
    return super.max(a, b);
  }
  override ifLess(a: number, b: number, less: number, otherwise: number): number {
    this.note('branch', Number(a < b));
    return super.ifLess(a, b, less, otherwise);
  }
  override finiteOr(value: number, otherwise: number): number {
    this.note('branch', Number(Number.isFinite(value)));
    return this.hidden && Number.isNaN(value) ? value : super.finiteOr(value, otherwise);
  }
  override pick(x: number, boundaries: Float64Array, values: Float64Array, side: Side): number {
    return values[this.note('stair', countBoundaries(x, boundaries, side))] as number;
  }
  override cycle(step: number, cycles: CycleRow): Cycle<number> {
    this.note('cycle', cycles.at(step).index);
    return super.cycle(step, cycles);
  }
  override apply(schedule: LearningRateSchedule, step: number): number {
    if (schedule === this.hidden) return Number.NaN;
    this.clocks.set(schedule, step);
    return schedule.evaluate<number>(this, step);
  }
  override applyPiece({ schedules, boundaries, side, starts }: Pieces, step: number): number {
    const taken = countBoundaries(step, boundaries, side);
    const piece = schedules[taken] as LearningRateSchedule;
    const clock = step - (starts[taken] as number);
    this.choices.push({ turn: 'piece', taken, piece, clock });
    return this.apply(piece, clock);
  }

  private note(turn: Turn, taken: number): number {
    this.choices.push({ turn, taken });
    return taken;
  }
}

/** The rate at a step, whole or not, and how the formula came to it. */
export function look(schedule: LearningRateSchedule, step: number): Sight {
  const witness = new Witness(null);
  const rate = witness.apply(schedule, step);
  return { step, rate, choices: witness.choices, clocks: witness.clocks };
}

/** Whether the rate at a step depends on `part`, one of the schedules in `schedule`: a warmup may hide it, say. */
export function matters(schedule: LearningRateSchedule, part: LearningRateSchedule, step: number): boolean {
  return Number.isNaN(new Witness(part).apply(schedule, step));
}

/** A turn that was taken otherwise at one step than at another; `place` tells it from others of the same formula. */
export interface Difference {
  readonly turn: Turn;
  readonly place: number;
  readonly before: Choice;
  readonly after: Choice;
}

export function differences(a: Sight, b: Sight): Difference[] {
  const found: Difference[] = [];
  for (const [place, before] of a.choices.entries()) {
    const after = b.choices[place];
    // After different pieces come the turns of different formulas.
    if (!after || after.turn !== before.turn || found.at(-1)?.turn === 'piece') break;
    if (!Object.is(before.taken + 0, after.taken + 0)) found.push({ turn: before.turn, place, before, after });
  }
  return found;
}
