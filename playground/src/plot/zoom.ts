import type { Range } from '../state/page.js';

/** Fewer steps would leave nothing to see. */
const FEWEST = 4;
/** How far beyond the end of the run one can look, as a part of it. */
const BEYOND = 1;

/** A range of whole steps inside what can be looked at; null for the whole run. */
export function fitted({ from, to }: Range, total: number): Range | null {
  const limit = Math.min(Math.ceil(total * (1 + BEYOND)), Number.MAX_SAFE_INTEGER);
  const length = Math.round(Math.min(Math.max(to - from, Math.min(FEWEST, total)), limit));
  const first = Math.round(Math.min(Math.max(from, 0), limit - length));
  return first === 0 && length === total ? null : { from: first, to: first + length };
}

/** A range `factor` times as long, with the same step at the same place. */
export function zoomed({ from, to }: Range, factor: number, at: number, total: number): Range | null {
  return fitted({ from: at - (at - from) * factor, to: at + (to - at) * factor }, total);
}

export function panned({ from, to }: Range, by: number, total: number): Range | null {
  const length = to - from;
  const first = Math.max(0, from + by * length);
  return fitted({ from: first, to: first + length }, total);
}
