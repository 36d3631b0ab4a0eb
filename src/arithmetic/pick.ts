import type { Arithmetic, Side } from './arithmetic.js';

/** How many of the rising boundaries lie before `x`; one at `x` itself counts on the right side only. */
export function countBoundaries(x: number, boundaries: Float64Array, side: Side): number {
  let i = 0;
  if (side === 'left') while (i < boundaries.length && (boundaries[i] as number) < x) i++;
  else while (i < boundaries.length && (boundaries[i] as number) <= x) i++;
  return i;
}

/** The last of `values` whose boundary `x` has passed, by one comparison each. */
export function chain<T>(
  m: Arithmetic<T>,
  x: T | number,
  boundaries: Float64Array,
  values: ArrayLike<T | number>,
  side: Side,
): T | number {
  return boundaries.reduce<T | number>(
    (picked, boundary, i) => {
      const next = values[i + 1] as T | number;
      return side === 'left' ? m.ifLess(boundary, x, next, picked) : m.ifLess(x, boundary, picked, next);
    },
    values[0] as T | number,
  );
}
