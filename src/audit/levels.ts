import type { Points } from './points.js';

/** Points in a row with the same rate. */
export interface Level {
  readonly rate: number;
  /** Indices of the first and of the last point. */
  readonly from: number;
  readonly to: number;
}

/** The levels of a log, at most so many: null for more. */
export function levelsOf({ rates, tolerances }: Points, most = Number.POSITIVE_INFINITY): Level[] | null {
  const levels: Level[] = [];
  let from = 0;
  for (let i = 1; i <= rates.length; i++) {
    const isSame =
      i < rates.length && Math.abs((rates[i] as number) - (rates[from] as number)) <= (tolerances[i] as number);
    if (isSame) continue;
    levels.push({ rate: rates[from] as number, from, to: i - 1 });
    if (levels.length > most) return null;
    from = i;
  }
  return levels;
}
