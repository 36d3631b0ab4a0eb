import type { RateLog } from '../../src/audit/log.js';
import { oneCycleLR } from '../../src/dialects/torch/index.js';
import type { LearningRateSchedule } from '../../src/schedule.js';
import { Constant } from '../../src/schedules/blocks/constant.js';
import { CosineRamp } from '../../src/schedules/blocks/cosine-ramp.js';
import { Cycles } from '../../src/schedules/blocks/cycles.js';
import { LinearRamp } from '../../src/schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../src/schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../src/schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../src/schedules/keras/exponential-decay.js';
import { inverseSquareRoot } from '../../src/schedules/named/inverse-square-root.js';
import { warmupStableDecay } from '../../src/schedules/named/warmup-stable-decay.js';
import type { TrainingClockOptions } from '../../src/training-clock.js';

export const madeFamilies = [
  'constant',
  'linear',
  'cosine',
  'cosine-restarts',
  'polynomial',
  'exponential',
  'step',
  'inverse-sqrt',
  'one-cycle',
  'wsd',
] as const;
export const madeDepartures = [
  'none',
  'skipped-updates',
  'stepped-k-times',
  'stepped-per-epoch',
  'restart-at-resume',
  'other-horizon',
  'scaled',
  'missing-warmup',
  'held',
  'off-by-one',
  'other-schedule',
  'jump',
] as const;
export const madeClocks = ['steps from 0', 'steps from 1', 'epochs', 'parts of epochs'] as const;
export const madePrecisions = ['repr', 'float32', '6 significant', '4 significant', '6 decimals'] as const;

/** A log made of a schedule, with what there is to find in it. */
export interface MadeLog {
  readonly log: RateLog;
  readonly plan: LearningRateSchedule;
  /** What has to be known of the run to compare the two. */
  readonly run: TrainingClockOptions | undefined;
  readonly clock: (typeof madeClocks)[number];
  readonly family: (typeof madeFamilies)[number];
  readonly peak: number;
  readonly warmup: number;
  /** Null where the schedule has no end. */
  readonly total: number | null;
  readonly departure: (typeof madeDepartures)[number];
  readonly by: number | null;
  /** Whether the departure moves any rate of the log by more than its printing. */
  readonly shows: boolean;
  readonly precision: (typeof madePrecisions)[number];
}

/** Numbers from 0 to 1 that a seed determines. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Made {
  readonly schedule: LearningRateSchedule;
  readonly warmup: number;
  readonly total: number | null;
  /** The rate at the end; the end of the first cycle. */
  readonly floor?: number;
  readonly firstEnd?: number;
}
type Needs = { peak: number; warmup: number; total: number; pick: <T>(list: readonly T[]) => T };

const withRise = (
  body: LearningRateSchedule,
  { peak, warmup }: Pick<Needs, 'peak' | 'warmup'>,
): LearningRateSchedule =>
  warmup === 0
    ? body
    : new Sequence({ schedules: [new LinearRamp({ from: 0, to: peak, steps: warmup }), body], boundaries: [warmup] });

const makers: Readonly<Record<(typeof madeFamilies)[number], (needs: Needs) => Made>> = {
  constant: (n) => ({ schedule: withRise(new Constant({ value: n.peak }), n), warmup: n.warmup, total: null }),
  linear: (n) => {
    const to = n.pick([0, 0, 0, 0.1, 0.01]) * n.peak;
    const body = new LinearRamp({ from: n.peak, to, steps: n.total - n.warmup });
    return { schedule: withRise(body, n), warmup: n.warmup, total: n.total, floor: to };
  },
  cosine: (n) => {
    const to = n.pick([0, 0, 0, 0.1, 0.01, 0.05]) * n.peak;
    const body = new CosineRamp({ from: n.peak, to, steps: n.total - n.warmup });
    return { schedule: withRise(body, n), warmup: n.warmup, total: n.total, floor: to };
  },
  'cosine-restarts': (n) => {
    const longer = n.pick([1, 1, 2]);
    const cycles = longer === 1 ? n.pick([2, 3, 4]) : n.pick([2, 3]);
    const parts = longer === 1 ? cycles : 2 ** cycles - 1;
    const firstSteps = Math.max(2, Math.floor((n.total - n.warmup) / parts));
    const schedule = new CosineRamp({ from: n.peak, to: 0, steps: firstSteps });
    const body = new Cycles({ schedule, firstSteps, lengthMultiplier: longer, limit: cycles });
    const firstEnd = n.warmup + firstSteps;
    return { schedule: withRise(body, n), warmup: n.warmup, total: n.warmup + firstSteps * parts, firstEnd };
  },
  polynomial: (n) => {
    const power = n.pick([2, 3, 0.5, 0.9]);
    const body = new PolynomialRamp({ from: n.peak, to: 0, steps: n.total - n.warmup, power });
    return { schedule: withRise(body, n), warmup: n.warmup, total: n.total };
  },
  exponential: (n) => {
    const decayRate = n.pick([0.5, 0.1, 0.01]) ** (1 / n.total);
    const rounded = 1 - Number((1 - decayRate).toPrecision(2));
    const body = new ExponentialDecay({ initialLearningRate: n.peak, decaySteps: 1, decayRate: rounded });
    return { schedule: withRise(body, n), warmup: n.warmup, total: null };
  },
  step: (n) => {
    const gamma = n.pick([0.1, 0.5, 0.2]);
    const marks = n.pick([[0.3, 0.6, 0.9], [0.5, 0.75], [0.6], [0.25, 0.5, 0.75]]);
    const boundaries = marks.map((mark) => Math.round(mark * n.total)).filter((step) => step > n.warmup);
    const levels = [0, ...boundaries].map((_, i) => n.peak * gamma ** i);
    const rise = n.warmup > 0 ? [new LinearRamp({ from: 0, to: n.peak, steps: n.warmup })] : [];
    const schedule = new Sequence({
      schedules: [...rise, ...levels],
      boundaries: [...(n.warmup > 0 ? [n.warmup] : []), ...boundaries],
      clock: 'shared',
    });
    return { schedule, warmup: n.warmup, total: null };
  },
  'inverse-sqrt': (n) => {
    const warmupSteps = Math.max(n.warmup, Math.ceil(0.02 * n.total));
    return { schedule: inverseSquareRoot({ peak: n.peak, warmupSteps }), warmup: warmupSteps, total: null };
  },
  'one-cycle': (n) => {
    const pctStart = n.pick([0.3, 0.1, 0.2, 0.25]);
    const annealStrategy = n.pick(['cos', 'cos', 'linear'] as const);
    const schedule = oneCycleLR({ maxLr: n.peak, totalSteps: n.total, pctStart, annealStrategy });
    return { schedule, warmup: pctStart * n.total - 1, total: n.total };
  },
  wsd: (n) => {
    const decaySteps = Math.max(2, Math.round(n.pick([0.1, 0.2, 0.3]) * n.total));
    const stableSteps = n.total - n.warmup - decaySteps;
    const decayShape = n.pick(['linear', 'cosine', 'one-minus-sqrt'] as const);
    const options = { peak: n.peak, warmupSteps: n.warmup, stableSteps, decaySteps, decayShape };
    return { schedule: warmupStableDecay(options), warmup: n.warmup, total: n.total };
  },
};

/** A log that a seed determines. */
export function makeLog(seed: number): MadeLog {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const family = pick(madeFamilies);
  const clock = pick([...madeClocks, 'steps from 0', 'steps from 1'] as const);
  const isEpochs = clock === 'epochs';
  const peak = Number(`${pick([1, 2, 3, 5, 1.5, 2.5, 4, 6, 8, 1.2])}e-${pick([2, 3, 4, 5])}`);
  const epochs = pick([3, 10, 90]);
  const updates = Math.round(10 ** (2.3 + 3 * random())) * (random() < 0.4 ? 10 : 1);
  const stepsPerEpoch = clock === 'parts of epochs' ? Math.max(7, Math.round(updates / epochs)) : 1;
  const total = isEpochs ? pick([30, 50, 90, 100, 200, 300]) : stepsPerEpoch > 1 ? stepsPerEpoch * epochs : updates;
  const ratio = pick([0, 0, 0.03, 0.05, 0.1]);
  const needs = { peak, warmup: Math.ceil(ratio * total), total, pick };
  const made = makers[family](needs);
  const rows = Math.min(total, Math.round(40 + 360 * random()));
  const usual = Math.max(1, Math.round(total / rows));
  // Rows at the ends of epochs count whole ones.
  const every = stepsPerEpoch > 1 && usual % stepsPerEpoch === 0 ? usual - 1 : usual;
  const delay = isEpochs || clock === 'steps from 0' ? 0 : pick([0, 1]);
  const start = isEpochs || clock === 'steps from 0' ? 0 : every;
  // Of a decay at the end nothing shows before it.
  const isShort = random() < 0.2 && family !== 'wsd';
  const last = isShort ? Math.round(total * (0.6 + 0.4 * random())) : start === 0 ? total - 1 : total;
  const kinds = madeDepartures.filter((kind) => possible(kind, family, made, clock));
  const departure = random() < 0.45 ? 'none' : pick(kinds);
  const middle = Math.round((0.4 + 0.4 * random()) * last);
  const way = { ...needs, family, random, every, last, delay, middle };
  // A constant is the same as the rate that was held.
  const others = madeFamilies.filter(
    (other) => other !== family && other !== 'constant' && other !== 'inverse-sqrt' && other !== 'exponential',
  );
  const other = departure === 'other-schedule' ? makers[pick(others)](needs).schedule : made.schedule;
  const seen = ['held', 'jump', 'restart-at-resume'].includes(departure) ? Math.min(middle, last) : last;
  const { rate, by } = departed(departure, made, other, way);
  const precision = pick(peak >= 0.01 ? madePrecisions : madePrecisions.slice(0, 4));
  const steps: number[] = [];
  for (let step = start; step <= last; step += every) steps.push(step);
  const isFirst = made.firstEnd !== undefined && seen <= made.firstEnd + every;
  const log = once(() => ({
    form: 'csv',
    column: 'lr',
    columns: ['lr'],
    clock: isEpochs || stepsPerEpoch > 1 ? ('epoch' as const) : ('step' as const),
    steps: Float64Array.from(steps, (step) => step / stepsPerEpoch),
    rates: Float64Array.from(steps, (step) => print(rate(step), precision)),
    precision: precisions[precision],
  }));
  return {
    get log() {
      return log();
    },
    get shows() {
      const printed = (at: (step: number) => number) => steps.map((step) => print(at(step), precision));
      const ways = [0, 1].map((late) => printed((step) => made.schedule.at(Math.max(0, step - late))));
      return ways.every((planned) => planned.some((rate, i) => rate !== log().rates[i]));
    },
    plan: made.schedule,
    run: stepsPerEpoch > 1 ? { batchesPerEpoch: stepsPerEpoch, epochs } : undefined,
    clock,
    // Cycles of which only the first was seen are none.
    family: isFirst ? 'cosine' : family,
    peak,
    warmup: made.warmup / stepsPerEpoch,
    // How many cycles there were to be shows at the end only.
    total: made.total === null || family === 'cosine-restarts' ? null : made.total / stepsPerEpoch,
    departure,
    by: by !== null && inSteps.has(departure) ? by / stepsPerEpoch : by,
    precision,
  };
}

/** Departures whose number counts steps. */
const inSteps: ReadonlySet<string> = new Set(['restart-at-resume', 'other-horizon', 'missing-warmup']);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function possible(
  kind: MadeLog['departure'],
  family: MadeLog['family'],
  { warmup }: Made,
  clock: MadeLog['clock'],
): boolean {
  const curves = ['linear', 'cosine'];
  const isEpochs = clock === 'epochs' || clock === 'parts of epochs';
  switch (kind) {
    case 'skipped-updates':
      return !isEpochs && family !== 'constant' && family !== 'step';
    case 'stepped-k-times':
      return !isEpochs && [...curves, 'polynomial', 'wsd'].includes(family);
    case 'stepped-per-epoch':
      return !isEpochs && [...curves, 'one-cycle'].includes(family);
    case 'restart-at-resume':
    case 'held':
      return !['constant', 'step', 'wsd'].includes(family);
    case 'other-horizon':
      return curves.includes(family);
    case 'missing-warmup':
      return curves.includes(family) && warmup > 0;
    case 'jump':
      return family !== 'wsd' && family !== 'step';
    case 'off-by-one':
      return !isEpochs && !['constant', 'step'].includes(family);
    default:
      return true;
  }
}

interface Way {
  readonly family: MadeLog['family'];
  readonly random: () => number;
  readonly pick: Needs['pick'];
  readonly total: number;
  readonly every: number;
  readonly last: number;
  readonly peak: number;
  readonly delay: number;
  readonly warmup: number;
  /** The step from which on the run leaves its schedule, where it does not from the first. */
  readonly middle: number;
}

/** The rate at each step of the log, with a departure in it. */
function departed(
  kind: MadeLog['departure'],
  { schedule, warmup, floor: to = 0 }: Made,
  other: LearningRateSchedule,
  way: Way,
) {
  const { random, pick, total, every, last, peak, delay, middle } = way;
  const usual = (step: number) => schedule.at(Math.max(0, step - delay));
  const Body = way.family === 'linear' ? LinearRamp : CosineRamp;
  switch (kind) {
    case 'skipped-updates': {
      const skips = Array.from({ length: pick([1, 2, 3, 5]) }, () => Math.floor(random() * last));
      const lag = (step: number) => skips.filter((skip) => skip < step).length;
      return { by: skips.length, rate: (step: number) => usual(Math.max(delay, step - lag(step))) };
    }
    case 'stepped-k-times': {
      const by = pick([2, 4, 8]);
      return { by, rate: (step: number) => schedule.at(by * Math.max(0, step - delay)) };
    }
    case 'stepped-per-epoch': {
      const by = every * pick([2, 3, 5]);
      return { by, rate: (step: number) => schedule.at(Math.floor(Math.max(0, step - delay) / by)) };
    }
    case 'restart-at-resume': {
      const lost = Math.max(1, middle - (middle % every));
      return {
        by: lost,
        rate: (step: number) => (step - delay < lost ? usual(step) : schedule.at(step - delay - lost)),
      };
    }
    case 'other-horizon': {
      const by = Math.round(total * pick([1.5, 2, 1.2]));
      const longer = withRise(new Body({ from: peak, to, steps: by - warmup }), way);
      return { by, rate: (step: number) => (step < middle ? usual(step) : longer.at(Math.max(0, step - delay))) };
    }
    case 'scaled': {
      const by = pick([2, 4, 8, 0.5, 0.25, 0.1]);
      return { by, rate: (step: number) => by * usual(step) };
    }
    case 'missing-warmup': {
      const bare = new Body({ from: peak, to, steps: total });
      return { by: warmup, rate: (step: number) => bare.at(Math.max(0, step - delay)) };
    }
    case 'held':
      return { by: null, rate: (step: number) => usual(Math.min(step, middle)) };
    case 'off-by-one':
      return { by: -1, rate: (step: number) => schedule.at(step + 1) };
    case 'other-schedule':
      return { by: null, rate: (step: number) => other.at(Math.max(0, step - delay)) };
    case 'jump': {
      const noise = randomOf(middle);
      const seen = new Map<number, number>();
      const jumped = (step: number) => seen.get(step) ?? (seen.set(step, peak * (0.1 + noise())).get(step) as number);
      return { by: null, rate: (step: number) => (step < middle ? usual(step) : jumped(step)) };
    }
    default:
      return { by: null, rate: usual };
  }
}

const precisions: Readonly<Record<MadeLog['precision'], RateLog['precision']>> = {
  repr: { relative: 0, absolute: 0 },
  float32: { relative: 6e-8, absolute: 0 },
  '6 significant': { relative: 5e-6, absolute: 0 },
  '4 significant': { relative: 5e-4, absolute: 0 },
  '6 decimals': { relative: 0, absolute: 1e-6 },
};

function print(rate: number, precision: MadeLog['precision']): number {
  if (precision === 'float32') return Math.fround(rate);
  if (precision === '6 significant') return Number(rate.toPrecision(6));
  if (precision === '4 significant') return Number(rate.toPrecision(4));
  return precision === '6 decimals' ? Number(rate.toFixed(6)) : rate;
}
