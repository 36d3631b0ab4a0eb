import type { Body, Curve, Family, ParameterName, Parameters, Rise } from './curve.js';
import type { Attempt } from './fit.js';
import type { Points } from './points.js';
import { written } from './round-numbers.js';
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
export function attempts(points: Points, delays: readonly number[]): (() => Attempt[])[] {
  const seen = survey(points);
  const all = (make: (delay: number) => Attempt[]) => () => delays.flatMap(make);
  return [
    all((delay) => [...plain('constant', seen, points, delay), ...plain('line', seen, points, delay)]),
    all((delay) => plain('cosine', seen, points, delay)),
    all((delay) => [...withFloor('line', seen, points, delay), ...withFloor('cosine', seen, points, delay)]),
    all((delay) => [...hidden('line', seen, points, delay), ...hidden('cosine', seen, points, delay)]),
    all((delay) => [
      ...plain('exponential', seen, points, delay),
      ...plain('inverse-sqrt', seen, points, delay),
      ...plain('power', seen, points, delay),
    ]),
    all((delay) => flat(seen, points, delay)),
    all((delay) => [...otherRises(seen, points, delay)]),
    all((delay) => [...sharedClock(seen, points, delay), ...withFloor('power', seen, points, delay)]),
    all((delay) => (seen.returns ? withFloor('wave', seen, points, delay) : [])),
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

/** Lengths from which a fit of the body may start. */
function totalsFor(seen: Survey, { steps }: Points, delay: number): number[] {
  const last = seen.last - delay;
  const rest = (steps[seen.restsFrom] as number) - delay;
  return seen.restsFrom < steps.length - 2 ? [rest, last] : [last * 1.001 + 0.5, last * 1.6, last * 5];
}

/** The power of the exponential: per step, from the first point of the body to the last. */
function decayRateOf({ flatTo, restsFrom }: Survey, { steps, rates }: Points): number {
  const [i, j] = [flatTo, Math.max(restsFrom, flatTo + 1)];
  const ratio = (rates[j] as number) / (rates[i] as number);
  return ratio > 0 ? ratio ** (1 / ((steps[j] as number) - (steps[i] as number))) : 0.9;
}

/** A body from the peak to 0, after a straight rise from 0 or from some rate, if there is one. */
function plain(body: Body, seen: Survey, points: Points, delay: number): Attempt[] {
  const rise = seen.rises ? riseOf(seen, points, delay) : { from: 0, warmup: 0 };
  const risen: ParameterName[] = seen.rises ? ['warmup'] : [];
  const numbers: ParameterName[] = (
    { constant: [], line: ['total'], cosine: ['total'], wave: ['total'], power: ['total', 'power'] } as Partial<
      Record<Body, ParameterName[]>
    >
  )[body] ?? [body === 'exponential' ? 'decayRate' : 'timescale'];
  const start = { peak: seen.highest, warmup: rise.warmup };
  const totals = numbers.includes('total') ? totalsFor(seen, points, delay) : [seen.last - delay];
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
      body === 'inverse-sqrt' && seen.rises ? [{ ...straight, free: without(straight.free, 'timescale'), tie: asWarmup }] : [];
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
    plain('line', seen, points, delay).flatMap((attempt): Attempt[] => {
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
