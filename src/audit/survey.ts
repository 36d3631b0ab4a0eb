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
  /** Whether the rise, and what follows the top, may be straight lines, and whether they may be something else. */
  readonly rise: Shape;
  readonly fall: Shape;
  /** Whether the rate rises again after it has fallen. */
  readonly returns: boolean;
}

interface Shape {
  readonly mayBeStraight: boolean;
  readonly mayBeBent: boolean;
}

/** Too few points to tell a line from a bend. */
const FEW = 4;

function shapeOf({ steps, rates, tolerances }: Points, from: number, to: number): Shape {
  if (to - from + 1 < FEW) return { mayBeStraight: true, mayBeBent: true };
  const [s0, r0] = [steps[from] as number, rates[from] as number];
  const slope = ((rates[to] as number) - r0) / ((steps[to] as number) - s0);
  for (let i = from + 1; i < to; i++) {
    const straight = r0 + slope * ((steps[i] as number) - s0);
    if (Math.abs((rates[i] as number) - straight) > 3 * (tolerances[i] as number)) {
      return { mayBeStraight: false, mayBeBent: true };
    }
  }
  return { mayBeStraight: true, mayBeBent: false };
}

export function survey(points: Points): Survey {
  const { steps, rates, tolerances } = points;
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
  const fallTo = restsFrom < n - 2 ? restsFrom - 1 : n - 1;
  return {
    first: steps[0] as number,
    last: steps[n - 1] as number,
    highest,
    lowest,
    top: rises ? top : 0,
    rises,
    flatTo,
    restsFrom,
    rise: shapeOf(points, 0, rises ? top - 1 : 0),
    fall: shapeOf(points, flatTo + 1, fallTo),
    returns,
  };
}
