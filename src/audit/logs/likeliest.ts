import type { Series } from './series.js';

/** Names that say something else than the rate of most parameters. */
const UNLIKELY = /base|bias|min|max|init|target|peak|head|backbone|discriminator/i;

/**
 * Of several columns the one that people mean: with a plain name, and of groups of parameters the rate that most of them
 * have, since a group of biases may be warmed up in another way; else the first, as long as it is not cut short.
 */
export function likeliest(all: readonly Series[]): Series | undefined {
  const longest = Math.max(...all.map(({ rates }) => rates.length));
  const score = (series: Series) =>
    (series.rates.length > longest / 2 ? 4 : 0) +
    (UNLIKELY.test(series.name) ? 0 : 2) +
    all.filter((other) => isSame(series, other)).length / (all.length + 1);
  let best = all[0];
  for (const series of all) if (score(series) > score(best as Series)) best = series;
  return best;
}

const isSame = (a: Series, b: Series) =>
  a === b || (a.rates.length === b.rates.length && a.rates.every((rate, i) => rate === b.rates[i]));
