import type { Arithmetic, Cycle } from './arithmetic.js';
import { chain } from './pick.js';

/** Cycles that are found by adding up their lengths; a series this long has outgrown float64, or never will. */
const SUMMED = 1024;

/** Rounding puts some restarts this little after their step: 100 · 2.2 is more than 220. */
const TRIFLE = 1e-6;

/** The cycle that a step lies in: its number from 0 on, its first step, its length, and its `factorᵏ`. */
export interface NumberedCycle {
  readonly index: number;
  readonly start: number;
  readonly length: number;
  readonly scale: number;
}

/**
 * Finds the cycle of `step`, where cycle k is `first · multiplierᵏ` steps long, by adding up the lengths of the cycles
 * before it: a restart is exact where a quotient of logarithms is off by one. Steps before 0 belong to cycle 0, but for
 * cycles of equal length, which go on in both directions; where shrinking cycles have come to nothing, the last is over:
 * it is as long as all of them, and ends at the step.
 */
export function cycleAt(step: number, first: number, multiplier: number, factor: number): NumberedCycle {
  let index = 0;
  let start = 0;
  let length = first;
  let scale = 1;
  if (multiplier === 1) {
    index = Math.floor(step / first);
    start = index * first;
    scale = factor === 1 ? 1 : factor ** index;
  } else {
    const trifle = TRIFLE * Math.min(1, first);
    while (step >= start + length - trifle && start + length > start) {
      if (index === SUMMED) {
        // So many cycles hardly grow, and none ends near a step of its own: the logarithm may count the rest.
        const growth = multiplier - 1;
        const jump = Math.floor(Math.log1p(((step - start) * growth) / length) / Math.log1p(growth));
        const grown = multiplier ** jump;
        if (start + length * grown > start) {
          index += jump;
          start += (length * (grown - 1)) / growth;
          length *= grown;
          scale *= factor ** jump;
        } else {
          // Shrinking cycles come to nothing before the step; the logarithm may be of a negative number.
          length = 0;
        }
        break;
      }
      index++;
      start += length;
      length *= multiplier;
      scale *= factor;
    }
    if (index > 0) start = Math.min(start, step);
    if (start + length === start) {
      start = 0;
      length = step;
    }
  }
  return { index, start, length, scale };
}

/**
 * The cycles that begin at or before `step`, one after the other, as far as float32 can tell where they begin and end:
 * shrinking cycles come to nothing, and one that then ends where it begins would put its first rate where all have ended.
 * @throws {RangeError} where they are too many to list.
 */
function cyclesUpTo(step: number, first: number, multiplier: number, factor: number): NumberedCycle[] {
  const cycles: NumberedCycle[] = [];
  for (let next = 0; next <= step; ) {
    if (cycles.length === SUMMED) {
      throw new RangeError(
        `A tensor of steps requires fewer than ${SUMMED} cycles before step ${step}, received cycles of ${first} steps times ${multiplier} each; call the schedule with numbers.`,
      );
    }
    const cycle = cycleAt(next, first, multiplier, factor);
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

/** `cycle` of an arithmetic, for one that cannot look at a value: by one comparison with each restart. */
export function cycleByComparison<T>(
  m: Arithmetic<T>,
  step: T,
  first: number,
  multiplier: number,
  factor: number,
): Cycle<T> {
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
  return { phase, scale: factor === 1 ? 1 : column(({ scale }) => scale) };
}
