import type { RateLog } from '../log.js';

/** The rates of one column, at the steps that a clock says. */
export interface Series extends Pick<RateLog, 'clock' | 'steps' | 'rates' | 'precision'> {
  readonly name: string;
  /** How many rows were left out, since their rate is NaN, infinite or no number. */
  readonly notFinite: number;
}

/** The columns of several files, those of one name one behind the other. */
export function joinSeries(files: readonly (readonly Series[])[]): Series[] {
  const byName = new Map<string, Series[]>();
  for (const series of files.flat()) byName.set(series.name, [...(byName.get(series.name) ?? []), series]);
  return [...byName.values()].map((parts) => {
    const [first] = parts as [Series, ...Series[]];
    if (parts.length === 1) return first;
    return {
      ...first,
      steps: concat(parts.map(({ steps }) => steps)),
      rates: concat(parts.map(({ rates }) => rates)),
      precision: {
        relative: Math.max(...parts.map(({ precision }) => precision.relative)),
        absolute: Math.max(...parts.map(({ precision }) => precision.absolute)),
      },
      notFinite: parts.reduce((sum, { notFinite }) => sum + notFinite, 0),
    };
  });
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
