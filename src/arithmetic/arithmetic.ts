/** Whether a step at a boundary still belongs to what lies before it, or already to what comes after. */
export type Side = 'left' | 'right';

/** Where a step is in a row of cycles: how far through its cycle, from 0 to 1, and the height of the cycle. */
export interface Cycle<T> {
  readonly phase: T | number;
  readonly scale: T | number;
}

/**
 * A row of cycles, where cycle k is `first · multiplierᵏ` steps long. A schedule that has one hands it to its arithmetic with
 * what finds cycles, which others need not bring along.
 */
export interface CycleRow {
  readonly first: number;
  readonly multiplier: number;
  /** What each cycle's height is of the one before. */
  readonly factor: number;
  /** The cycle that a step lies in. */
  at(step: number): NumberedCycle;
  /** {@link Arithmetic.cycle} for an arithmetic that cannot look at a value. */
  byComparison<T>(m: Arithmetic<T>, step: T): Cycle<T>;
}

/** The cycle that a step lies in: its number from 0 on, its first step, its length, and its `factorᵏ`. */
export interface NumberedCycle {
  /** Infinity where shrinking cycles have come to nothing: it is as long as all of them, and ends at the step. */
  readonly index: number;
  readonly start: number;
  readonly length: number;
  readonly scale: number;
}

/** A schedule, as far as number systems know it. */
export interface Formula {
  evaluate<T>(m: Arithmetic<T>, step: T): T | number;
  /** The rate in float64. */
  at(step: number): number;
}

/** Schedules that take turns: `schedules[i]` sees `step − starts[i]`, with i picked by the boundaries as in `pick`. */
export interface Pieces<S extends Formula = Formula> {
  readonly schedules: readonly S[];
  readonly boundaries: Float64Array;
  readonly side: Side;
  readonly starts: Float64Array;
}

/**
 * The closed list of operations that every schedule is written in. A schedule's formula is one `evaluate(m, step)`;
 * `m` decides what comes out: a float64, a float32 as TensorFlow rounds it, a tensor, or an expression to print.
 *
 * Operands are values of the number system or plain numbers. There is no branching on values: both sides of
 * {@link Arithmetic.ifLess} are computed and one is taken, since a tensor holds many steps and an expression none.
 */
export interface Arithmetic<T> {
  add(a: T | number, b: T | number): T;
  sub(a: T | number, b: T | number): T;
  mul(a: T | number, b: T | number): T;
  div(a: T | number, b: T | number): T;
  /** ⌊a / b⌋. */
  floorDiv(a: T | number, b: T | number): T;
  min(a: T | number, b: T | number): T;
  max(a: T | number, b: T | number): T;
  pow(base: T | number, exponent: T | number): T;
  exp(x: T | number): T;
  log(x: T | number): T;
  tanh(x: T | number): T;
  /** cos(πx), exact where it is −1, 0 or 1 (float32: what TensorFlow makes of `cos(pi * x)`). */
  cosPi(x: T | number): T;
  /** cos(πx / length), for formulas in which TensorFlow divides last. */
  cosPiOver(x: T | number, length: T | number): T;
  /** `a < b ? less : otherwise`. */
  ifLess(a: T | number, b: T | number, less: T | number, otherwise: T | number): T;
  /** `value` where it is finite, else `otherwise`. */
  finiteOr(value: T | number, otherwise: T | number): T;
  /**
   * `values[i]`, where i is how many of the rising `boundaries` lie before `x`; at a boundary itself, the value on its
   * `side`. There is one value more than boundaries.
   */
  pick(x: T | number, boundaries: Float64Array, values: Float64Array, side: Side): T | number;
  /** How far `step` is through its cycle, from 0 to 1, and the cycle's `factorᵏ`. */
  cycle(step: T, cycles: CycleRow): Cycle<T>;
  /** The rate of another schedule at `step`. */
  apply(schedule: Formula, step: T | number): T | number;
  /** A constant made of others: `value` in float64, `single` as TensorFlow makes it in float32. */
  constant(value: number, single: number): T | number;
  /** The rate of the piece whose turn it is at `step`; left out, {@link Sequence} makes it of the operations above. */
  applyPiece?(pieces: Pieces, step: T | number): T | number;
}
