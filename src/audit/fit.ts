import { type Curve, type ParameterName, type Parameters, parameterNames, ratesOf } from './curve.js';
import { leastSquares, type Residuals, worstOf } from './least-squares.js';
import { joined, type Points, pick, thin } from './points.js';
import { digitsOf, wholes, written } from './round-numbers.js';

/** A curve to try: where to start, and which numbers may move. */
export interface Attempt {
  readonly curve: Curve;
  readonly start: Partial<Parameters>;
  readonly free: readonly ParameterName[];
  readonly delay: number;
  /** Numbers that follow from others, as fairseq's inverse square root has its warmup for a timescale. */
  readonly tie?: (parameters: Parameters) => Parameters;
  /** Whether a number that is not round is no answer, since any would do. */
  readonly isRound?: boolean;
  /** What the numbers that are set cost. */
  readonly price?: number;
}

/** What an attempt came to: round numbers that explain the points, and how round they are. */
export interface Fit {
  readonly curve: Curve;
  /** As a person gives them, and as the curve has them. */
  readonly given: Parameters;
  readonly parameters: Parameters;
  readonly delay: number;
  readonly cost: number;
  /** Whether all numbers are as a person would write them. */
  readonly isRound: boolean;
}

const neutral: Parameters = {
  peak: 0,
  power: 1,
  decayRate: 1,
  from: 0,
  floor: 0,
  share: 0,
  warmup: 0,
  timescale: 1,
  stable: 0,
  total: 1,
};

/** Least squares on rounded rates may miss single points by a part of the tolerance. */
const NEARLY = 1.3;
/** As costly as this many digits: a number that is not round at all. */
export const CROOKED = 9;
/** Points that a curve is fitted to. */
const FEW = 64;
/** Points that a curve has to be near to before it is looked at more closely. */
const FIRST = 24;
/** Times that points which were missed are looked at, too; so many each time; a miss that no rounder number makes. */
const LOOKS = 4;
const MORE = 8;
const FAR_OFF = 20;
/** Times the length of the log: an end further away is none. */
const FAR = 30;
const STEEP = 12;

/**
 * Fits a curve, then makes its numbers round, one after the other, as long as all points stay explained: what is left is
 * fitted again each time. Null where the curve does not explain the points, round or not.
 *
 * `lengths` are totals that are likelier than others, such as the run's own.
 */
export function fitCurve(attempt: Attempt, points: Points, lengths: readonly number[]): Fit | null {
  let few = thin(points, FEW);
  for (let look = 0; look < LOOKS; look++) {
    const fit = fitFew(attempt, few, lengths);
    const missed = fit ? missedBy(fit, points) : null;
    if (!missed) return null;
    if (missed.length === 0) return fit;
    few = joined(few, pick(points, missed));
  }
  return null;
}

/** The points that a curve is furthest from, of those that it does not explain; null where it is far off. */
function missedBy({ curve, parameters, delay }: Fit, { steps, rates, tolerances }: Points): number[] | null {
  const rate = ratesOf(curve, parameters);
  const missed: { index: number; by: number }[] = [];
  for (let i = 0; i < steps.length; i++) {
    const by = Math.abs(rate((steps[i] as number) - delay) - (rates[i] as number)) / (tolerances[i] as number);
    if (by <= 1) continue;
    if (!(by < FAR_OFF)) return null;
    missed.push({ index: i, by });
  }
  return missed
    .sort((a, b) => b.by - a.by)
    .slice(0, MORE)
    .map(({ index }) => index);
}

function fitFew(attempt: Attempt, few: Points, lengths: readonly number[]): Fit | null {
  const free = new Set(attempt.free);
  const vector = (p: Parameters) => parameterNames.map((name) => p[name]);
  const isFree = () => parameterNames.map((name) => free.has(name));
  const fewer = residualsOf(attempt, thin(few, FIRST));
  const near = leastSquares(fewer, vector({ ...neutral, ...attempt.start }), isFree());
  if (worstOf(fewer(near)) > 2 * NEARLY) return null;
  const residuals = residualsOf(attempt, few);
  const refit = (from: Parameters) => named(leastSquares(residuals, vector(from), isFree()));
  let parameters = refit(named(near));
  if (worstOf(residuals(vector(parameters))) > 2 * NEARLY) return null;
  let cost = attempt.price ?? 0;
  // A price below 0 is that of one which may be any.
  let crooked = cost < 0 ? -1 : 0;
  for (const name of parameterNames) {
    if (!free.delete(name)) continue;
    const rounded = roundings(name, parameters, lengths);
    let found: Parameters | null = null;
    for (const [value, price] of rounded) {
      const tried = refit({ ...parameters, [name]: value });
      if (worstOf(residuals(vector(tried))) > (free.size > 0 ? NEARLY : 1)) continue;
      found = tried;
      cost += price;
      break;
    }
    if (found) parameters = found;
    else if (attempt.isRound) return null;
    else {
      cost += CROOKED;
      crooked++;
    }
  }
  if (worstOf(residuals(vector(parameters))) > 1) return null;
  const { from, floor, peak, total, power } = parameters;
  // What can bend at will imitates anything: a rate below 0, an end that is far away.
  if (from < 0 || floor < 0 || floor > peak || from > peak) return null;
  const isFar = total > FAR * (few.steps.at(-1) as number) && !lengths.includes(total);
  if (isFar || power > STEEP) return null;
  return {
    curve: attempt.curve,
    given: parameters,
    parameters: (attempt.tie ?? same)(parameters),
    delay: attempt.delay,
    cost,
    isRound: crooked <= 0,
  };
}

const same = (parameters: Parameters) => parameters;

function named(vector: readonly number[]): Parameters {
  const parameters: Partial<Record<ParameterName, number>> = {};
  for (let i = 0; i < parameterNames.length; i++) parameters[parameterNames[i] as ParameterName] = vector[i] as number;
  return parameters as Parameters;
}

function residualsOf({ curve, delay, tie = same }: Attempt, { steps, rates, tolerances }: Points): Residuals {
  return (vector) => {
    try {
      const rate = ratesOf(curve, tie(named(vector)));
      return steps.map((step, i) => (rate(step - delay) - (rates[i] as number)) / (tolerances[i] as number));
    } catch {
      return null;
    }
  };
}

/** Values near a fitted one that a person would write, the likeliest first, with what each costs. */
function roundings(name: ParameterName, p: Parameters, lengths: readonly number[]): (readonly [number, number])[] {
  const value = p[name];
  switch (name) {
    case 'peak':
    case 'power':
    case 'decayRate':
    case 'share':
      return written(value, 7).map((number) => [number, digitsOf(number)]);
    case 'from':
    case 'floor':
      return lowRates(value, p.peak);
    case 'warmup': {
      const fractions = wholes(1e4 * (value / p.total)).map((parts) => Math.ceil((parts / 1e4) * p.total - 1e-9));
      const near = fractions.filter((steps) => Math.abs(steps - value) < 1).map((steps) => [steps, 1.2] as const);
      return [...near, ...wholes(value).map((number) => [number, 0.5 + digitsOf(number) / 2] as const)];
    }
    default: {
      const likely = lengths.filter((length) => Math.abs(length - value) <= 0.03 * value);
      return [
        ...likely.map((length) => [length, 0] as const),
        ...wholes(value).map((number) => [number, 0.5 + digitsOf(number) / 2] as const),
      ];
    }
  }
}

/** 0, a round part of the peak, or a round rate. */
function lowRates(value: number, peak: number): (readonly [number, number])[] {
  const parts = written(value / peak, 3).map((part) => [part * peak, 2 + digitsOf(part)] as const);
  const inverse = written(peak / value, 2).map((times) => [peak / times, 2.5 + digitsOf(times)] as const);
  const rates = written(value, 4).map((rate) => [rate, 2 + digitsOf(rate)] as const);
  const zero = [0, 0] as const;
  return [zero, ...[...parts, ...rates, ...inverse].sort((a, b) => a[1] - b[1])].filter(([rate]) =>
    Number.isFinite(rate),
  );
}
