import type { Series } from './series.js';

/** Names that say something else than the rate of most parameters. */
const UNLIKELY = /base|bias|min|max|init|target|peak|head|backbone|discriminator/i;

/**
 * Of several columns the one that people mean: with a plain name, and of groups of parameters the rate that most of them
 * have, since a group of biases may be warmed up in another way; else the first, as long as it is not cut short.
 */
export function likeliest(all: readonly Series[]): Series | undefined {
  const longest = all.reduce((most, { rates }) => Math.max(most, rates.length), 0);
  const equals = countEquals(all);
  const score = (series: Series) =>
    (series.rates.length > longest / 2 ? 4 : 0) +
    (UNLIKELY.test(series.name) ? 0 : 2) +
    (equals.get(series) as number) / (all.length + 1);
  let best = all[0];
  for (const series of all) if (score(series) > score(best as Series)) best = series;
  return best;
}

/** How many have the same rates, itself among them; sorted, so that thousands of groups need not be compared in pairs. */
function countEquals(all: readonly Series[]): Map<Series, number> {
  const counts = new Map<Series, number>();
  const sorted = [...all].sort((a, b) => order(a.rates, b.rates));
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const { rates } = sorted[start] as Series;
    while (end < sorted.length && order(rates, (sorted[end] as Series).rates) === 0) end++;
    for (const series of sorted.slice(start, end)) counts.set(series, end - start);
  }
  return counts;
}

function order(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return a.length - b.length;
  const i = a.findIndex((rate, at) => rate !== b[at]);
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number);
}
