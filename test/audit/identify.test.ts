import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { identify } from '../../src/audit/identify.js';
import type { RateLog } from '../../src/audit/log.js';
import { oneCycleLR } from '../../src/dialects/torch/index.js';
import { getScheduler } from '../../src/dialects/transformers/index.js';
import type { LearningRateSchedule } from '../../src/schedule.js';
import { CosineRamp } from '../../src/schedules/blocks/cosine-ramp.js';
import { Sequence } from '../../src/schedules/blocks/sequence.js';
import { type Study, tablesOf, verdictsOf } from './study.js';

interface Plan {
  type: string;
  peak: number;
  warmup: number;
  total: number;
  floor?: number;
  pct_start: number;
  milestones: number[];
  gamma: number;
}
interface Golden {
  name: string;
  form: string;
  column: string;
  clock: 'step' | 'epoch';
  plan: Plan | null;
  truth: {
    family: string;
    peak: number;
    warmup: number;
    total: number | null;
    must: string[];
    may: string[];
    departure: { kind: string; at: number; by: number | null } | null;
  };
  points: [number, number][];
}

const goldens: Golden[] = JSON.parse(readFileSync(new URL('../golden/logs.json', import.meta.url), 'utf8'));

/** How the logs that do not have whole doubles were printed. */
const printed: Record<string, RateLog['precision']> = {
  'anpr-yolo8-pg1': { relative: 5e-5, absolute: 0 },
  'anpr-yolo8-pg0-bias': { relative: 5e-5, absolute: 0 },
  'missing-warmup-300': { relative: 5e-4, absolute: 0 },
  'text-6-decimals': { relative: 0, absolute: 1e-6 },
  'keras-cosine-by-epoch': { relative: 6e-8, absolute: 0 },
};

const logOf = ({ name, form, column, clock, points }: Golden): RateLog => ({
  form,
  column,
  columns: [column],
  clock,
  steps: Float64Array.from(points, ([step]) => step),
  rates: Float64Array.from(points, ([, rate]) => rate),
  precision: printed[name] ?? { relative: 0, absolute: 0 },
});

/** The milestones of that log are epochs of 69 iterations. */
const ITERATIONS = 69;

function scheduleOf(plan: Plan): LearningRateSchedule {
  const { type, peak: baseLr, warmup: numWarmupSteps, total: numTrainingSteps, floor } = plan;
  if (type === 'onecycle') return oneCycleLR({ maxLr: baseLr, totalSteps: plan.total, pctStart: plan.pct_start });
  if (type === 'multistep') {
    const schedules = [0, ...plan.milestones].map((_, i) => baseLr * plan.gamma ** i);
    return new Sequence({ schedules, boundaries: plan.milestones.map((epoch) => epoch * ITERATIONS) });
  }
  if (floor) return new CosineRamp({ from: baseLr, to: floor, steps: plan.total });
  return getScheduler(type as 'linear' | 'cosine', { baseLr, numWarmupSteps, numTrainingSteps });
}

describe('logs of real runs', () => {
  test.each(goldens)('$name is named', (golden) => {
    const { truth } = golden;
    const found = identify(logOf(golden));
    expect(found.family).toBe(truth.family);
    expect(Math.abs((found.peak as number) / truth.peak - 1)).toBeLessThan(0.005);
    expect(Math.abs((found.warmupSteps as number) - truth.warmup)).toBeLessThanOrEqual(0.02 * truth.warmup);
    if (truth.total === null) expect(found.totalSteps).toBeNull();
    else expect(Math.abs((found.totalSteps as number) / truth.total - 1)).toBeLessThan(0.01);
    expect(found.explained).toBe(1);
    const kinds = found.departures.map(({ kind }) => kind as string);
    if (!golden.plan) expect(kinds).toEqual(truth.must);
    const logged = golden.points.at(-1) as [number, number];
    expect(Math.abs(found.schedule(logged[0]) - logged[1])).toBeLessThan(1e-3 * truth.peak);
  });

  test.each(goldens.filter(({ plan }) => plan))('$name is compared with its plan', (golden) => {
    const { truth, plan } = golden;
    const found = audit(logOf(golden), scheduleOf(plan as Plan));
    const kinds = found.departures.map(({ kind }) => kind as string);
    expect(kinds).toEqual(expect.arrayContaining(truth.must));
    expect([...truth.must, ...truth.may]).toEqual(expect.arrayContaining(kinds));
    const departure = found.departures.find(({ kind }) => kind === truth.departure?.kind);
    if (departure) expect(departure.by).toBeCloseTo(truth.departure?.by as number);
    if (truth.must.length === 0 && truth.may.length === 0) {
      expect(found).toMatchObject({ follows: true, first: null, largest: null, remedy: null });
    }
    expect(found.message).toMatch(/^[A-Z].*\.$/);
  });
});

test('numbers come back as a person wrote them', () => {
  const [first] = goldens as [Golden];
  expect(identify(logOf(first))).toMatchObject({
    family: 'linear',
    peak: 0.02,
    warmupSteps: 0,
    totalSteps: 3000,
    floor: 0,
  });
});

test('a log without a point is refused', () => {
  const empty = { ...logOf(goldens[0] as Golden), steps: new Float64Array(), rates: new Float64Array() };
  expect(() => identify(empty)).toThrow(RangeError);
  expect(() => audit(empty, scheduleOf((goldens[0] as Golden).plan as Plan))).toThrow(RangeError);
});

test('what a log does not show is said', () => {
  const steps = Float64Array.from({ length: 40 }, (_, i) => 10 * (i + 1));
  const base = { ...logOf(goldens[0] as Golden), steps };
  const inside = identify({ ...base, rates: steps.map((step) => 2e-8 * step) });
  expect(inside).toMatchObject({ peak: null, warmupSteps: null, totalSteps: null, departures: [], explained: 1 });
  expect(inside.open).toHaveLength(1);
  expect(identify({ ...base, rates: steps.map(() => 1e-4) })).toMatchObject({
    family: 'constant',
    peak: 1e-4,
    totalSteps: null,
  });
  expect(identify({ ...base, rates: steps.map(() => 0) })).toMatchObject({
    family: 'constant',
    peak: 0,
    departures: [],
  });
});

test('noise has no schedule, and it is told how little is explained', () => {
  let state = 1;
  const rates = Float64Array.from({ length: 60 }, () => {
    state = (state * 48271) % 2147483647;
    return 1e-3 * (0.5 + state / 2147483647);
  });
  const noise = { ...logOf(goldens[0] as Golden), steps: rates.map((_, i) => i), rates };
  expect(identify(noise).explained).toBeLessThan(0.2);
});

describe('made logs', () => {
  const study: Study = JSON.parse(readFileSync(new URL('../golden/log-study.json', import.meta.url), 'utf8'));

  test.each([2, 3, 7, 9, 12, 14, 15, 16, 24, 51, 84, 100, 105, 130, 216, 286])('number %i is found again', (seed) => {
    expect(verdictsOf(seed)).toEqual({ identify: study.identify[seed - 1], audit: study.audit[seed - 1] });
  });

  test('the tables of the docs are those of the study, and wrong answers rare', () => {
    const page = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8');
    expect(page).toContain(tablesOf(study));
    for (const letters of [study.identify, study.audit]) {
      const part = (letter: string) => letters.split(letter).length - 1;
      expect(part('w')).toBeLessThan(0.01 * (part('r') + part('o') + part('w')));
      expect(part('r')).toBeGreaterThan(0.93 * (part('r') + part('o') + part('w')));
    }
  });
});

test('parts of epochs count updates', () => {
  const plan = getScheduler('cosine', { baseLr: 3e-4, numWarmupSteps: 31, numTrainingSteps: 936 });
  const steps = Float64Array.from({ length: 90 }, (_, i) => (10 * (i + 1)) / 312);
  const rates = steps.map((epoch) => plan(Math.round(epoch * 312) - 1));
  const log = { ...logOf(goldens[0] as Golden), clock: 'epoch' as const, steps, rates };
  const run = { batchesPerEpoch: 312, epochs: 3 };
  expect(identify(log, { run })).toMatchObject({ family: 'cosine', peak: 3e-4, warmupSteps: 31 / 312, totalSteps: 3 });
  expect(audit(log, plan, { run })).toMatchObject({ follows: true, first: null });
});
