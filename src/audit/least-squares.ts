/** Residuals for some parameters, each in units of what it may be; null where the parameters make no sense. */
export type Residuals = (parameters: readonly number[]) => Float64Array | null;

const ITERATIONS = 25;
/** A curve of the right kind gains much more than this part of the error in each iteration, until nothing is left. */
const STALLED = 2e-2;

/**
 * Parameters near `start` of which the sum of squared residuals is least: Levenberg and Marquardt's way, with derivatives
 * by differences. Those that are not `free` stay as they are.
 */
export function leastSquares(residuals: Residuals, start: readonly number[], free: readonly boolean[]): number[] {
  const indices = free.flatMap((isFree, i) => (isFree ? [i] : []));
  let best = [...start];
  let now = residuals(best);
  if (!now || indices.length === 0) return best;
  let error = sumOfSquares(now);
  let damping = 1e-3;
  for (let iteration = 0; iteration < ITERATIONS && error > 0; iteration++) {
    const slopes = indices.map((i) => slopeOf(residuals, best, i, now as Float64Array));
    const gradient = slopes.map((slope) => dot(slope, now as Float64Array));
    const curvature = slopes.map((a) => slopes.map((b) => dot(a, b)));
    let better: { parameters: number[]; values: Float64Array; error: number } | null = null;
    while (!better && damping < 1e9) {
      const damped = curvature.map((row, i) =>
        row.map((value, j) => (i === j ? value * (1 + damping) + 1e-300 : value)),
      );
      const move = solve(damped, gradient);
      const parameters = [...best];
      for (const [k, i] of indices.entries()) parameters[i] = (best[i] as number) - (move[k] as number);
      const values = parameters.every(Number.isFinite) ? residuals(parameters) : null;
      const after = values ? sumOfSquares(values) : Number.NaN;
      if (values && after < error) better = { parameters, values, error: after };
      else damping *= 8;
    }
    if (!better) break;
    const gained = error - better.error;
    best = better.parameters;
    now = better.values;
    error = better.error;
    damping = Math.max(1e-12, damping / 20);
    if (gained < STALLED * error) break;
  }
  return best;
}

function slopeOf(residuals: Residuals, at: readonly number[], i: number, here: Float64Array): Float64Array {
  const value = at[i] as number;
  for (const sign of [1, -1]) {
    const move = sign * 1e-7 * (Math.abs(value) || 1e-3);
    const there = residuals(at.map((other, j) => (j === i ? value + move : other)));
    if (there) return there.map((after, k) => (after - (here[k] as number)) / move);
  }
  return here.map(() => 0);
}

export const worstOf = (residuals: Float64Array | null): number =>
  residuals ? residuals.reduce((most, value) => Math.max(most, Math.abs(value)), 0) : Number.POSITIVE_INFINITY;

const sumOfSquares = (values: Float64Array) => dot(values, values);
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Gauss's elimination; a direction that nothing depends on stays where it is. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(rows[row]?.[column] as number) > Math.abs(rows[pivot]?.[column] as number)) pivot = row;
    }
    const top = rows[pivot] as number[];
    rows[pivot] = rows[column] as number[];
    rows[column] = top;
    if (top[column] === 0) continue;
    for (let row = column + 1; row < n; row++) {
      const other = rows[row] as number[];
      const factor = (other[column] as number) / (top[column] as number);
      if (factor !== 0) for (let k = column; k <= n; k++) other[k] = (other[k] as number) - factor * (top[k] as number);
    }
  }
  const result = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    const values = rows[row] as number[];
    let sum = values[n] as number;
    for (let k = row + 1; k < n; k++) sum -= (values[k] as number) * (result[k] as number);
    result[row] = values[row] === 0 ? 0 : sum / (values[row] as number);
  }
  return result;
}
