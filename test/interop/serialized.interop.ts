import fc from 'fast-check';
import { CosineDecay, CosineDecayWithOffset, ExponentialDecay, float32, type LearningRateSchedule } from 'lr-schedules';
import { beforeAll, describe, expect, test } from 'vitest';
import { examplesOf, nestedIn, offsetOf, rows, sane, schedulesOf, stepsOf } from '../schedule-table.js';
import { prepare, runPython } from './python.js';

interface Loaded {
  /** Null where Python's is not finite. */
  readonly rates: readonly (number | null)[];
  readonly offset: number | null;
  readonly failure?: string;
}
interface Outcome {
  readonly as_written: Loaded;
  readonly as_floats: Loaded;
}

beforeAll(prepare, 3_600_000);

/** Steps from the last offset on: before it, upstream extrapolates to huge angles and powers. */
function stepsFrom(schedule: LearningRateSchedule): number[] {
  const offset = Math.max(0, ...nestedIn(schedule).map(offsetOf));
  return stepsOf(schedule).filter((step) => step >= offset && step < 2 ** 24);
}

const load = (schedules: readonly LearningRateSchedule[]) =>
  runPython<Outcome[]>(
    'load_in_python.py',
    [],
    schedules.map((schedule) => ({ text: JSON.stringify(schedule), steps: stepsFrom(schedule) })),
  );

/** The largest distance from Python's finite rates, in units in the last place of the largest of them as a float32. */
function distance(schedule: LearningRateSchedule, { rates, failure }: Loaded): number {
  expect(failure, JSON.stringify(schedule)).toBeUndefined();
  const largest = Math.max(2 ** -126, ...rates.map((rate) => Math.abs(rate ?? 0)));
  const unit = 2 ** (Math.floor(Math.log2(largest)) - 23);
  const distances = stepsFrom(schedule).map((step, i) => {
    const rate = rates[i] ?? null;
    return rate === null ? 0 : Math.abs(schedule.evaluate(float32, step) - rate) / unit;
  });
  return Math.max(0, ...distances);
}

/** Whether upstream has all that is saved: beforeOffset is ours, and Keras 3 refuses a name of null. */
function isKnownUpstream(schedule: LearningRateSchedule): boolean {
  const nameless = schedule.toJSON().module === 'keras.optimizers.schedules' && schedule.getConfig()['name'] === null;
  return !nameless && nestedIn(schedule).every((nested) => !('before_offset' in nested.getConfig()));
}

describe('what is written loads in Python, offset included, with the same rates', () => {
  const saved = rows.map((row) =>
    [...examplesOf(row), ...fc.sample(schedulesOf(row, sane), 60)].filter(isKnownUpstream),
  );
  let outcomes: Outcome[];
  beforeAll(async () => {
    outcomes = await load(saved.flat());
    const written = outcomes.filter(({ as_written }) => !as_written.failure).length;
    console.log(`${outcomes.length} schedules, ${written} of them load with their whole numbers as ints`);
  }, 3_600_000);

  test.each(rows.map(({ type }, i) => [type.className, i] as const))('%s', (className, row) => {
    const schedules = saved[row] as LearningRateSchedule[];
    const loaded = outcomes.slice(saved.slice(0, row).flat().length).map(({ as_floats }) => as_floats);
    const distances = schedules.map((schedule, i) => distance(schedule, loaded[i] as Loaded));
    const rates = schedules.flatMap((_, i) => loaded[i]?.rates ?? []);
    console.log(
      `${className}: ${schedules.length} schedules, ${rates.length} rates, ${rates.filter((rate) => rate === null).length} ` +
        `not finite upstream, at most ${Math.max(...distances)} units in the last place away`,
    );
    expect(Math.max(...distances)).toBeLessThanOrEqual(2);
    for (const [i, schedule] of schedules.entries()) {
      if ('offset' in schedule) expect(loaded[i]?.offset).toBe(schedule.offset);
    }
  });
});

describe('where upstream needs help', () => {
  const options = { initialLearningRate: 1, decaySteps: 100 };
  const whole = [
    new CosineDecay(options),
    new ExponentialDecay({ ...options, decayRate: 0.5 }),
    new CosineDecay({ ...options, initialLearningRate: 0, warmupTarget: 0.1, warmupSteps: 10 }),
  ];

  test('JSON.stringify writes the float 1 as 1, and Keras computes in whole numbers then', async () => {
    for (const [i, { as_written, as_floats }] of (await load(whole)).entries()) {
      const schedule = whole[i] as LearningRateSchedule;
      expect(distance(schedule, as_floats)).toBeLessThanOrEqual(2);
      expect(as_written.failure !== undefined || distance(schedule, as_written) > 1e4).toBe(true);
    }
  }, 600_000);

  test('Keras refuses a name of null', async () => {
    const [outcome] = await load([new CosineDecay({ ...options, name: null })]);
    expect(outcome?.as_floats.failure).toContain('name');
  }, 600_000);

  test('Model Garden refuses beforeOffset', async () => {
    const [outcome] = await load([new CosineDecayWithOffset({ ...options, offset: 5, beforeOffset: 'hold' })]);
    expect(outcome?.as_floats.failure).toContain('before_offset');
  }, 600_000);
});
