import type { Body, Curve, Family, ParameterName, Parameters, Rise } from './curve.js';
import { type Attempt, CROOKED } from './fit.js';
import type { Points } from './points.js';
import { digitsOf, written } from './round-numbers.js';
import { type Survey, survey } from './survey.js';

const families: Readonly<Record<Body, Family>> = {
  constant: 'constant',
  line: 'linear',
  cosine: 'cosine',
  wave: 'cosine',
  power: 'polynomial',
  exponential: 'exponential',
  'inverse-sqrt': 'inverse-sqrt',
  'flat-line': 'wsd',
  'flat-cosine': 'wsd',
  'flat-sqrt': 'wsd',
};

const curve = (body: Body, rise: Rise = 'line', clock: Curve['clock'] = 'restart'): Curve => ({
  family: families[body],
  rise,
  body,
  clock,
});

/** What is tried, in groups: as soon as one of a group explains a log, later groups, which can bend more, are not asked. */
export function attempts(points: Points, delays: readonly number[], lengths: readonly number[]): (() => Attempt[])[] {
  const seen = survey(points);
  const mayBe = (attempt: Attempt) => {
    const { curve } = attempt;
    const isLine = curve.body === 'line' || curve.body === 'flat-line';
    const bodyMay = isLine ? seen.fall.mayBeStraight : curve.body === 'constant' || seen.fall.mayBeBent;
    const isRamp = curve.rise === 'line' && curve.clock !== 'product';
    if (!bodyMay || !seen.rises) return bodyMay;
    return isRamp ? seen.rise.mayBeStraight && startMay(attempt) : seen.rise.mayBeBent;
  };
  // A straight rise tells by itself whether it sets out from 0, and at which delay.
  const fromZero = delays.filter((delay) => seen.top > 2 && setsOutFromZero(seen, points, delay));
  const startMay = ({ delay, free }: Attempt) => {
    if (seen.top <= 2) return true;
    return fromZero.length > 0 ? fromZero.includes(delay) && !free.includes('from') : free.includes('from');
  };
  const all = (make: (delay: number) => Attempt[]) => () => delays.flatMap(make).filter(mayBe);
  if (seen.returns) return [all((delay) => withFloor('wave', seen, points, delay))];
  return [
    all((delay) => plain('constant', seen, points, delay)),
    all((delay) => plain('line', seen, points, delay)),
    all((delay) => plain('cosine', seen, points, delay)),
    all((delay) => [...lineToFloor(seen, points, delay, lengths), ...withFloor('cosine', seen, points, delay)]),
    all((delay) => [...hidden('line', seen, points, delay), ...hidden('cosine', seen, points, delay)]),
    all((delay) => [
      ...plain('exponential', seen, points, delay),
      ...plain('inverse-sqrt', seen, points, delay),
      ...plain('power', seen, points, delay),
    ]),
    all((delay) => flat(seen, points, delay)),
    all((delay) => oneCycles(seen, points, delay)),
    all((delay) => otherRises(seen, points, delay)),
    all((delay) => [...sharedClock(seen, points, delay), ...withFloor('power', seen, points, delay)]),
  ];
}

/** Where a straight rise through the first and the last of its points is at the peak, with the rate at step 0. */
function riseOf({ top, highest, first }: Survey, { steps, rates }: Points, delay: number) {
  const [s0, s1] = [steps[0] as number, steps[Math.max(1, top - 1)] as number];
  const [r0, r1] = [rates[0] as number, rates[Math.max(1, top - 1)] as number];
  const slope = top > 1 ? (r1 - r0) / (s1 - s0) : r0 / Math.max(1e-9, first - delay);
  const from = r0 - slope * (s0 - delay);
  const steepest = slope > 0 ? (highest - from) / slope : 1;
  const upTo = (steps[top] as number) - delay;
  const next = (steps[Math.min(steps.length - 1, top + 1)] as number) - delay;
  return { from, warmup: Math.min(Math.max(steepest, upTo * 0.5, 0.5), Math.max(next, 1)) };
}

function setsOutFromZero(seen: Survey, points: Points, delay: number): boolean {
  const { steps, tolerances } = points;
  const [s0, s1] = [steps[0] as number, steps[seen.top - 1] as number];
  const unsure = 2 * Math.max(tolerances[0] as number, tolerances[seen.top - 1] as number);
  return Math.abs(riseOf(seen, points, delay).from) <= unsure * (1 + Math.abs(s0 - delay) / (s1 - s0));
}

/** Lengths from which a fit of the body may start: where the body is on its way, if it goes to 0, and others. */
function totalsFor(body: Body, seen: Survey, { steps, rates }: Points, delay: number): number[] {
  const last = seen.last - delay;
  if (body === 'wave') {
    // It turns where it is at its end.
    let turn = seen.flatTo;
    while (turn < rates.length - 1 && (rates[turn + 1] as number) <= (rates[turn] as number)) turn++;
    return [(steps[turn] as number) - delay];
  }
  const rest = (steps[seen.restsFrom] as number) - delay;
  if (seen.restsFrom < steps.length - 2) return [rest, last];
  const start = seen.rises ? (steps[seen.flatTo] as number) - delay : 0;
  const left = Math.max(0, (rates.at(-1) as number) / seen.highest);
  const way = wayDown(body, Math.min(1, left));
  const straight = start + (last - start) / way;
  return [...(Number.isFinite(straight) ? [straight] : []), last * 1.001 + 0.5, last * 2];
}

/** How far through its time a body is that has this part of the way left. */
function wayDown(body: Body, left: number): number {
  if (body.endsWith('cosine')) return Math.acos(2 * left - 1) / Math.PI;
  return body === 'flat-sqrt' ? (1 - left) ** 2 : 1 - left;
}

/** The power of the exponential: per step, from the first point of the body to the last. */
function decayRateOf({ flatTo, restsFrom }: Survey, { steps, rates }: Points): number {
  const [i, j] = [flatTo, Math.max(restsFrom, flatTo + 1)];
  const ratio = (rates[j] as number) / (rates[i] as number);
  return ratio > 0 ? ratio ** (1 / ((steps[j] as number) - (steps[i] as number))) : 0.9;
}

/** What the bodies are free in, beside the peak. */
const numbersOf: Readonly<Record<Body, readonly ParameterName[]>> = {
  constant: [],
  line: ['total'],
  cosine: ['total'],
  wave: ['total'],
  power: ['total', 'power'],
  exponential: ['decayRate'],
  'inverse-sqrt': ['timescale'],
  'flat-line': ['total'],
  'flat-cosine': ['total'],
  'flat-sqrt': ['total'],
};

/** A body from the peak to 0, after a straight rise from 0 or from some rate, if there is one. */
function plain(body: Body, seen: Survey, points: Points, delay: number): Attempt[] {
  const rise = seen.rises ? riseOf(seen, points, delay) : { from: 0, warmup: 0 };
  const risen: ParameterName[] = seen.rises ? ['warmup'] : [];
  const numbers = numbersOf[body];
  const start = { peak: seen.highest, warmup: rise.warmup };
  const totals = numbers.includes('total') ? totalsFor(body, seen, points, delay) : [seen.last - delay];
  const starts = totals.flatMap((total): Partial<Parameters>[] => {
    if (body === 'power') return [2, 0.7, 4].map((power) => ({ ...start, total, power }));
    if (body === 'exponential') return [{ ...start, decayRate: decayRateOf(seen, points) }];
    return [{ ...start, total, timescale: Math.max(1, rise.warmup) }];
  });
  // Where the first point is the whole rise, a rate at step 0 could be any.
  const mayStartAbove = seen.top > 2 && rise.from > 1e-9 * seen.highest;
  return starts.flatMap((start): Attempt[] => {
    const straight = { curve: curve(body), delay, start, free: ['peak' as const, ...risen, ...numbers] };
    const fairseq =
      body === 'inverse-sqrt' && seen.rises
        ? [{ ...straight, free: without(straight.free, 'timescale'), tie: asWarmup }]
        : [];
    const above = mayStartAbove
      ? [{ ...straight, start: { ...start, from: rise.from }, free: [...straight.free, 'from' as const] }]
      : [];
    return [...fairseq, straight, ...above];
  });
}

const without = (names: readonly ParameterName[], name: ParameterName) => names.filter((other) => other !== name);
const asWarmup = (p: Parameters): Parameters => ({ ...p, timescale: p.warmup });

function withFloor(body: Body, seen: Survey, points: Points, delay: number): Attempt[] {
  const floors = [0.9 * seen.lowest, 0.3 * seen.lowest].map((floor) => Math.max(floor, 1e-4 * seen.highest));
  if (seen.restsFrom < points.steps.length - 2) floors.unshift(seen.lowest);
  return plain(body, seen, points, delay).flatMap((attempt) =>
    floors.map((floor) => ({
      ...attempt,
      start: { ...attempt.start, floor },
      free: [...attempt.free, 'floor' as const],
    })),
  );
}

const shares = [0.01, 0.1, 0.001, 0.05, 0.2, 0.02, 0.5, 0.3, 0.15, 0.25, 0.005];

/**
 * A line that does not come down to its floor within the log shows only where it would be at 0: either the total is the
 * run's length, or the floor a round part of the peak.
 */
function lineToFloor(seen: Survey, points: Points, delay: number, lengths: readonly number[]): Attempt[] {
  if (seen.restsFrom < points.steps.length - 2) return withFloor('line', seen, points, delay);
  return plain('line', seen, points, delay)
    .slice(0, 2)
    .flatMap((attempt): Attempt[] => {
      const free = without(attempt.free, 'total');
      const floor = 0.9 * seen.lowest;
      return [
        ...lengths
          .filter((length) => length >= seen.last - delay)
          .map((total) => ({
            ...attempt,
            start: { ...attempt.start, total, floor },
            free: [...free, 'floor' as const],
            isRound: true,
          })),
        ...shares.map((share) => ({
          ...attempt,
          start: { ...attempt.start, share },
          tie: atShare,
          price: 2 + digitsOf(share),
        })),
      ];
    });
}
const atShare = (p: Parameters): Parameters => ({ ...p, floor: p.share * p.peak });

/** A warmup that was over before the first point: a body that starts later, or higher, than the log does. */
function hidden(body: Body, seen: Survey, points: Points, delay: number): Attempt[] {
  if (seen.rises || seen.first - delay <= 1) return [];
  const peaks = body === 'line' ? above(seen.highest) : [seen.highest];
  return peaks.flatMap((peak) =>
    plain(body, seen, points, delay).map((attempt) => ({
      ...attempt,
      start: { ...attempt.start, peak, warmup: (seen.first - delay) / 2 },
      free: ['warmup' as const, ...(body === 'line' ? without(attempt.free, 'peak') : attempt.free)],
    })),
  );
}

/** Round rates not far above a rate. */
const above = (rate: number): number[] => {
  const unit = 10 ** Math.floor(Math.log10(rate));
  return [0.1, 0.5, 1].flatMap((part) => {
    const next = Math.ceil(rate / (unit * part)) * unit * part;
    return next < 1.3 * rate ? written(next, 2).slice(-1) : [];
  });
};

function flat(seen: Survey, points: Points, delay: number): Attempt[] {
  if (seen.flatTo - seen.top < 1 || seen.flatTo >= points.steps.length - 1) return [];
  const stable = (points.steps[seen.flatTo] as number) - delay;
  return (['flat-line', 'flat-cosine', 'flat-sqrt'] as const).flatMap((body) =>
    plain(body, seen, points, delay).flatMap((attempt): Attempt[] => {
      const base = { ...attempt, curve: curve(body), start: { ...attempt.start, stable } };
      const free: ParameterName[] = [...attempt.free, 'stable'];
      const floor = Math.max(seen.lowest, 1e-3 * seen.highest);
      return [
        { ...base, free },
        { ...base, start: { ...base.start, floor }, free: [...free, 'floor'] },
      ];
    }),
  );
}

/** A rise by half a cosine, or a logarithm: one cycle, and DeepSpeed's warmup. */
function otherRises(seen: Survey, points: Points, delay: number): Attempt[] {
  if (!seen.rises) return [];
  const from = Math.max(0, points.rates[0] as number);
  const bodies: Body[] = seen.flatTo >= points.steps.length - 1 ? ['constant'] : ['line', 'cosine', 'constant'];
  return (['logarithm', 'cosine'] as const).flatMap((rise) =>
    bodies.flatMap((body) =>
      plain(body, seen, points, delay).flatMap((attempt): Attempt[] => {
        const family = rise === 'cosine' && body !== 'constant' ? 'one-cycle' : families[body];
        const base = { ...attempt, curve: { ...attempt.curve, rise, family } };
        const warmup = (points.steps[seen.top] as number) - delay + (rise === 'logarithm' ? 1 : 0);
        const start = { ...base.start, from, warmup: Math.max(warmup, 1) };
        const free: ParameterName[] = [...attempt.free.filter((name) => name !== 'from'), 'from'];
        return [
          { ...base, start, free },
          { ...base, start: { ...start, floor: 1e-5 * seen.highest }, free: [...free, 'floor'] },
          { ...base, start: { ...start, from: 0 }, free: without(free, 'from') },
        ];
      }),
    ),
  );
}

const LOW = 25;
const END = 1e4;
/** The step at which the line of the rise and that of the fall meet. */
function meetingOf({ top }: Survey, { steps, rates }: Points): number {
  const line = (i: number, j: number) => {
    const slope = ((rates[j] as number) - (rates[i] as number)) / ((steps[j] as number) - (steps[i] as number));
    return { slope, at0: (rates[i] as number) - slope * (steps[i] as number) };
  };
  if (top < 2 || top > steps.length - 3) return Number.NaN;
  const [rise, fall] = [line(0, top - 1), line(top + 1, steps.length - 1)];
  return (fall.at0 - rise.at0) / (rise.slope - fall.slope);
}

/** PyTorch's one cycle: it is over one step before the total, and climbs for a share of the run less one step. */
function asOneCycle(p: Parameters): Parameters {
  return { ...p, warmup: p.share * p.total - 1, total: p.total - 1, floor: p.from / END };
}
/** Parts of a run that people let the rate climb. */
const climbShares = [0.3, 0.1, 0.2, 0.25, 0.05, 0.125, 0.15, 0.4, 0.5, 0.01, 0.02, 0.03];
const toFloor = (p: Parameters): Parameters => ({ ...asOneCycle(p), floor: p.floor });
const asUsual = (p: Parameters): Parameters => asOneCycle({ ...p, from: p.peak / LOW, share: 0.3 });

function oneCycles(seen: Survey, points: Points, delay: number): Attempt[] {
  if (!seen.rises) return [];
  const from = points.rates[0] as number;
  const climb = (points.steps[seen.top] as number) - delay + 1;
  const isFalling = seen.top < points.steps.length - 1;
  return (['cosine', 'line'] as const).flatMap((shape): Attempt[] => {
    const base = { curve: { ...curve(shape, shape), family: 'one-cycle' as const }, delay };
    if (isFalling) {
      const { from: low, warmup } = riseOf(seen, points, delay);
      const start = { peak: seen.highest, from: shape === 'line' ? Math.max(low, 1e-3 * seen.highest) : from };
      const free: ParameterName[] = ['peak', 'from', 'share', 'total'];
      const totals = totalsFor(shape, seen, points, delay);
      const usual = totals.map((total) => ({
        ...base,
        start: { ...start, total, share: (shape === 'line' ? warmup + 1 : climb) / total },
        free,
        tie: asOneCycle,
      }));
      const meeting = shape === 'line' ? meetingOf(seen, points) - delay : Number.NaN;
      // The rate at the end, far off the log and next to nothing, may be any: it costs nothing.
      const atOtherEnd = climbShares.flatMap((share): Attempt[] => {
        const total = Math.round((Math.round(meeting) + 1) / share);
        if (!(Math.abs(total - (totals[0] as number)) < 0.005 * total)) return [];
        const given = { ...start, total, share, floor: 1e-4 * seen.highest };
        return [{ ...base, start: given, free: ['peak', 'from', 'floor'], tie: toFloor, price: 1 - CROOKED }];
      });
      return [...atOtherEnd, ...usual];
    }
    // Inside the climb the peak shows in the curvature alone; with PyTorch's defaults it follows from the first rate.
    const peak = LOW * from;
    const way = ((points.rates.at(-1) as number) - from) / (peak - from);
    const part = shape === 'cosine' ? Math.acos(1 - 2 * Math.min(way, 1)) / Math.PI : way;
    return [{ ...base, start: { peak, total: climb / part / 0.3 }, free: ['peak', 'total'], tie: asUsual }];
  });
}

/** timm's warmup, which hides the first steps of the body, and those that multiply it. */
function sharedClock(seen: Survey, points: Points, delay: number): Attempt[] {
  if (!seen.rises) return [];
  return (['shared', 'product'] as const).flatMap((clock) =>
    (['line', 'cosine'] as const).flatMap((body) =>
      [...plain(body, seen, points, delay), ...withFloor(body, seen, points, delay)].map((attempt) => ({
        ...attempt,
        curve: curve(body, 'line', clock),
      })),
    ),
  );
}
