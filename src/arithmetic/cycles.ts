/** Cycles that are found by adding up their lengths; a series this long has outgrown float64, or never will. */
const SUMMED = 1024;

/** The cycle that `step` lies in, when cycle k is `first · multiplierᵏ` steps long. */
export interface Cycle {
  readonly index: number;
  readonly start: number;
  readonly length: number;
}

/**
 * Finds the cycle of a step by adding up the lengths of the cycles before it, so that a restart is exact where a
 * quotient of logarithms is off by one. Steps before 0 belong to cycle 0, but for cycles of equal length, which go on
 * in both directions; where shrinking cycles (`multiplier` < 1) have come to nothing, the last of them goes on.
 */
export function cycleAt(step: number, first: number, multiplier: number): Cycle {
  if (multiplier === 1) {
    const index = Math.floor(step / first);
    return { index, start: index * first, length: first };
  }
  let index = 0;
  let start = 0;
  let length = first;
  while (step >= start + length && start + length > start) {
    if (index === SUMMED) return farCycle(step, { index, start, length }, multiplier);
    start += length;
    length *= multiplier;
    index++;
  }
  return { index, start, length };
}

/** Jumps from the last summed cycle to that of `step`, by the logarithm: no two cycles end near a step of that size. */
function farCycle(step: number, from: Cycle, multiplier: number): Cycle {
  const growth = multiplier - 1;
  const jump = Math.floor(Math.log1p(((step - from.start) * growth) / from.length) / Math.log1p(growth));
  const length = from.length * multiplier ** jump;
  return { index: from.index + jump, start: from.start + (length - from.length) / growth, length };
}

/** Starts of the cycles 1, 2, … that begin at or before `end`, at most `most` of them. */
export function cycleStarts(first: number, multiplier: number, end: number, most: number): number[] {
  const starts: number[] = [];
  let start = first;
  let length = first;
  while (start <= end && starts.length < most) {
    starts.push(start);
    length *= multiplier;
    if (!(start + length > start)) break;
    start += length;
  }
  return starts;
}
