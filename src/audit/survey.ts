import { type Points, rangeOf } from './points.js';

/** What a log looks like, before any formula. */
export interface Survey {
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  readonly lowest: number;
  /** The index of the last point of the rise, the first local maximum near the highest rate. */
  readonly top: number;
  readonly rises: boolean;
  /** The index of the last point that is still as high as the top. */
  readonly flatTo: number;
  /** The index from which on the rate stays as it is to the end. */
  readonly restsFrom: number;
  /** Whether the rate rises again after it has fallen. */
  readonly returns: boolean;
}

export function survey({ steps, rates, tolerances }: Points): Survey {
  const n = rates.length;
  const rate = (i: number) => rates[i] as number;
  const within = (i: number, j: number) => Math.abs(rate(i) - rate(j)) <= 2 * (tolerances[i] as number);
  const [lowest, highest] = rangeOf(rates);
  const enough = highest - 0.03 * (highest - lowest);
  let top = 0;
  while (top < n - 1 && !(rate(top) >= enough && rate(top + 1) <= rate(top))) top++;
  let flatTo = top;
  while (flatTo < n - 1 && within(flatTo + 1, top)) flatTo++;
  let restsFrom = n - 1;
  while (restsFrom > 0 && within(restsFrom - 1, n - 1)) restsFrom--;
  let returns = false;
  for (let i = flatTo + 1; i < n; i++) if (rate(i) > rate(i - 1) + 2 * (tolerances[i] as number)) returns = true;
  const rises = top > 0 && rate(0) < rate(top) - 2 * (tolerances[0] as number);
  return {
    first: steps[0] as number,
    last: steps[n - 1] as number,
    highest,
    lowest,
    top: rises ? top : 0,
    rises,
    flatTo,
    restsFrom,
    returns,
  };
}
