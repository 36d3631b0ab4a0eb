import type { Arithmetic, Cycle, CycleRow, NumberedCycle } from './arithmetic.js';
import { chain } from './pick.js';

/** Cycles that grow or shrink by less than this are too many to add up, and few of them begin at a whole step. */
const NEARLY_EQUAL = 1 / 16;

/** Steps that rounding puts some restarts after their step by: 100 · 2.2 is more than 220. */
const TRIFLE = 1e-6;
/** The part of a cycle by which it does so where a logarithm counts the cycles. */
const FRACTION = 1e-9;

/** Whether cycles hardly grow or shrink, so that a logarithm finds them. */
export const areNearlyEqual = (multiplier: number) => Math.abs(multiplier - 1) < NEARLY_EQUAL;

/**
 * How much earlier than reckoned a cycle begins: in steps, or where cycles are nearly equal as a part of a cycle. It is
 * undefined where nothing is rounded.
 */
export function trifleOf(first: number, multiplier: number): number | undefined {
  if (areNearlyEqual(multiplier)) return FRACTION;
  return Number.isInteger(first) && Number.isInteger(multiplier) ? undefined : TRIFLE * Math.min(1, first);
}

/** The step by which shrinking cycles have come to nothing, of which there are no end; Infinity for others. */
export function endOfCycles(first: number, multiplier: number): number {
  if (multiplier >= 1) return Number.POSITIVE_INFINITY;
  const end = first / (1 - multiplier);
  const whole = Math.round(end);
  return Math.abs(end - whole) < TRIFLE * Math.min(1, first) ? whole : end;
}

/** A step so little before the end of shrinking cycles that a search for its cycle ends soon. */
export const shortBefore = (end: number, first: number) =>
  Math.min(end * (1 - 2 ** -40), end - 2 * TRIFLE * Math.min(1, first));

/** The height of what is left when shrinking cycles have come to nothing: no number where the heights grow. */
export const heightAtEnd = (factor: number) => (Math.abs(factor) < 1 ? 0 : 1);

/** The first step of a cycle, where cycle k is `first · multiplierᵏ` steps long. */
export function startOfCycle(index: number, first: number, multiplier: number): number {
  if (multiplier === 1) return index * first;
  if (areNearlyEqual(multiplier)) {
    const growth = multiplier - 1;
    return (first * Math.expm1(index * Math.log1p(growth))) / growth;
  }
  let start = 0;
  let length = first;
  for (let k = 0; k < index && start + length > start; k++) {
    start += length;
    length *= multiplier;
  }
  return start;
}

/**
 * Finds the cycle of `step`, where cycle k is `first · multiplierᵏ` steps long, by adding up the lengths of the cycles
 * before it: a restart is exact where a quotient of logarithms is off by one. A logarithm counts those that are nearly
 * equal. Steps before 0 belong to cycle 0, but for cycles of equal length, which go on in both directions.
 */
export function cycleAt(step: number, first: number, multiplier: number, factor: number): NumberedCycle {
  if (multiplier === 1) {
    const index = Math.floor(step / first);
    return { index, start: index * first, length: first, scale: factor === 1 ? 1 : factor ** index };
  }
  if (step >= endOfCycles(first, multiplier)) return afterAll(step, factor);
  if (areNearlyEqual(multiplier)) return nearlyEqualAt(step, first, multiplier, factor);
  const trifle = trifleOf(first, multiplier) ?? 0;
  let index = 0;
  let start = 0;
  let length = first;
  let scale = 1;
  while (step >= start + length - trifle && start + length > start) {
    index++;
    start += length;
    length *= multiplier;
    scale *= factor;
  }
  if (start + length === start) return afterAll(step, factor);
  if (index > 0) start = Math.min(start, step);
  return { index, start, length, scale };
}

const afterAll = (step: number, factor: number): NumberedCycle => ({
  index: Number.POSITIVE_INFINITY,
  start: 0,
  length: step,
  scale: heightAtEnd(factor),
});

function nearlyEqualAt(step: number, first: number, multiplier: number, factor: number): NumberedCycle {
  const growth = multiplier - 1;
  const count = Math.log1p((growth * step) / first) / Math.log1p(growth);
  const index = Math.max(0, Math.floor(count + FRACTION));
  const start = index === 0 ? 0 : Math.min(step, startOfCycle(index, first, multiplier));
  // Far on, where rounding is all there is, a step stays in its cycle.
  const length = Math.max(first * multiplier ** index, step - start);
  return { index, start, length, scale: factor ** index };
}

/** Cycles that steps are compared with one by one. */
const LISTED = 1024;

/**
 * The cycles that begin at or before `step`, one after the other, as far as float32 can tell where they begin and end:
 * shrinking cycles come to nothing, and one that then ends where it begins would put its first rate where all have ended.
 * @throws {RangeError} where they are too many to list.
 */
function cyclesUpTo(step: number, first: number, multiplier: number, factor: number): NumberedCycle[] {
  const cycles: NumberedCycle[] = [];
  for (let next = 0; next <= step; ) {
    if (cycles.length === LISTED) {
      throw new RangeError(
        `A tensor of steps requires fewer than ${LISTED} cycles before step ${step}, received cycles of ${first} steps times ${multiplier} each; call the schedule with numbers.`,
      );
    }
    const cycle = cycleAt(next, first, multiplier, factor);
    if (cycle.index === Number.POSITIVE_INFINITY) break;
    const end = cycle.start + cycle.length;
    if (end <= next) break;
    cycles.push(cycle);
    next = Math.abs(end - Math.round(end)) < TRIFLE ? Math.round(end) : end;
    if (!(Math.fround(next + cycle.length * multiplier) > Math.fround(next))) break;
  }
  return cycles;
}

/** Where the list of cycles for tensors ends: their steps are int32, or float32 and no longer whole before that. */
const LAST_STEP = 2 ** 31;

export const cycleRow = (first: number, multiplier: number, factor: number): CycleRow => ({
  first,
  multiplier,
  factor,
  at: (step) => cycleAt(step, first, multiplier, factor),
  byComparison: (m, step) => cycleByComparison(m, step, first, multiplier, factor),
});

/** By one comparison with each restart. */
function cycleByComparison<T>(m: Arithmetic<T>, step: T, first: number, multiplier: number, factor: number): Cycle<T> {
  if (multiplier === 1) {
    const index = m.floorDiv(step, first);
    const phase = m.div(m.sub(step, m.mul(index, first)), first);
    return { phase, scale: factor === 1 ? 1 : m.pow(factor, index) };
  }
  const cycles = cyclesUpTo(LAST_STEP, first, multiplier, factor);
  const boundaries = Float64Array.from(cycles.slice(1), ({ start }) => start);
  const column = (value: (cycle: NumberedCycle) => number) => chain(m, step, boundaries, cycles.map(value), 'right');
  const phase = m.div(
    m.sub(
      step,
      column(({ start }) => start),
    ),
    column(({ length }) => length),
  );
  const scale = factor === 1 ? 1 : column(({ scale }) => scale);
  if (multiplier > 1) return { phase, scale };
  const end = endOfCycles(first, multiplier);
  return { phase: m.ifLess(step, end, phase, 1), scale: m.ifLess(step, end, scale, heightAtEnd(factor)) };
}
