import fc from 'fast-check';
import { diagnose, trainingClock } from 'lr-schedules';
import { canonicalSpec, catalog, type PlacedError, scheduleFrom } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { type Built, buildAll, clockOf } from '../../playground/src/state/built.js';
import { examples } from '../../playground/src/state/examples.js';
import { History } from '../../playground/src/state/history.js';
import {
  type Curve,
  freeName,
  freeSlot,
  initialPage,
  LONGEST_NAME,
  MOST_CURVES,
} from '../../playground/src/state/page.js';
import { withValue } from '../../playground/src/state/spec.js';
import { starter } from '../../playground/src/state/starter.js';
import { inUnit, partsOf, withoutEpochs } from '../../playground/src/state/times.js';

const clock = trainingClock({ examples: 50_000, batchSize: 128, epochs: 90 });

describe('history', () => {
  test('undo and redo go through all values, as on paper', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(99), fc.constantFrom('undo', 'redo'))), (acts) => {
        const history = new History(0);
        let [at, values] = [0, [0]];
        for (const act of acts) {
          if (act === 'undo') {
            history.undo();
            at = Math.max(0, at - 1);
          } else if (act === 'redo') {
            history.redo();
            at = Math.min(values.length - 1, at + 1);
          } else {
            history.change(act as number);
            if (act !== values[at]) {
              values = [...values.slice(0, at + 1), act as number];
              at++;
            }
          }
          expect(history.present).toBe(values[at]);
          expect(history.canUndo.value).toBe(at > 0);
          expect(history.canRedo.value).toBe(at < values.length - 1);
        }
      }),
    );
  });

  test('a drag is one entry, the next drag of the same slider another', () => {
    const history = new History(0);
    for (const value of [1, 2, 3]) history.change(value, 'slider');
    history.settle();
    for (const value of [4, 5]) history.change(value, 'slider');
    history.undo();
    expect(history.present).toBe(3);
    history.undo();
    expect(history.present).toBe(0);
  });

  test('it keeps a bounded number of entries', () => {
    const history = new History(0);
    for (let i = 1; i <= 2000; i++) history.change(i);
    for (let i = 0; i < 2000; i++) history.undo();
    expect(history.present).toBe(1500);
  });
});

describe('specs', () => {
  test('a value is changed at its place, and nothing else is copied', () => {
    const spec = {
      type: 'Sum',
      schedules: [
        { type: 'Power', factor: 1 },
        { type: 'Power', factor: 2 },
      ],
    };
    const changed = withValue(spec, ['schedules', 1, 'factor'], 3);
    expect(changed).toEqual({
      type: 'Sum',
      schedules: [
        { type: 'Power', factor: 1 },
        { type: 'Power', factor: 3 },
      ],
    });
    expect(changed.schedules[0]).toBe(spec.schedules[0]);
    expect(withValue(spec, ['schedules', 1, 'factor'], 2)).toBe(spec);
    expect(withValue(spec, ['schedules', 0], undefined).schedules).toEqual([{ type: 'Power', factor: 2 }]);
    expect(withValue({ a: 1, b: 2 }, ['b'], undefined)).toEqual({ a: 1 });
    expect(withValue<unknown>(0.1, [], 0.2)).toBe(0.2);
  });

  test('names become Python’s all the way in', () => {
    const spec = {
      type: 'torch.sequentialLR',
      schedulers: [{ type: 'torch.cosineAnnealingLR', baseLr: 0.1, tMax: 10 }, 0.1],
      milestones: ['5ep'],
    };
    expect(canonicalSpec(spec)).toEqual({
      type: 'torch.SequentialLR',
      schedulers: [{ type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: 10 }, 0.1],
      milestones: ['5ep'],
    });
    const cycles = {
      type: 'optax.sgdrSchedule',
      cosineKwargs: [{ initValue: 0, peakValue: 1, warmupSteps: 1, decaySteps: 9 }],
    };
    expect(canonicalSpec(cycles)).toEqual({
      type: 'optax.sgdr_schedule',
      cosine_kwargs: [{ init_value: 0, peak_value: 1, warmup_steps: 1, decay_steps: 9 }],
    });
  });

  test.each(catalog.map(({ name }) => name))('%s has something to begin with', (name) => {
    const spec = starter(name, 0.1);
    expect(canonicalSpec(spec)).toEqual(spec);
    const schedule = scheduleFrom(spec, { clock });
    const steps = clock.totalSteps as number;
    expect(diagnose(schedule, { steps }).filter(({ severity }) => severity === 'error')).toEqual([]);
    const rates = Array.from({ length: 101 }, (_, i) => schedule(Math.floor(((steps - 1) * i) / 100)));
    expect(Math.max(...rates)).toBeGreaterThan(0.0005);
    expect(Math.max(...rates)).toBeLessThan(2);
  });
});

describe('examples and the first page', () => {
  const plans = [{ name: 'first', ...initialPage.plan }, ...examples];

  test.each(plans.map((plan) => [plan.name, plan] as const))('%s', (_, { run, curves }) => {
    const time = clockOf(run, null);
    expect(time.clock.totalSteps).toBeGreaterThan(0);
    for (const { spec } of curves) {
      expect(canonicalSpec(spec)).toEqual(spec);
      expect(scheduleFrom(spec, { clock: time.clock })(0)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('built curves', () => {
  const [first] = initialPage.plan.curves as [Curve];
  const build = (curve: Curve, before = buildAll([first], clock, [])) => buildAll([curve], clock, before)[0] as Built;

  test('what has not changed is not made anew', () => {
    const before = buildAll([first], clock, []);
    expect(build({ ...first, name: 'other' }, before).schedule).toBe(before[0]?.schedule);
    expect(build({ ...first, spec: 0.1 }, before).schedule).not.toBe(before[0]?.schedule);
  });

  test('a wrong value keeps the curve before it, and the error has its place', () => {
    const built = build({ ...first, spec: withValue(first.spec, ['decay_steps'], -1) });
    expect(built.schedule?.(0)).toBe(0.004);
    expect((built.error as PlacedError).path).toEqual(['decay_steps']);
    expect((built.error as PlacedError).message).toContain('decay_steps must be a positive number, received -1');
  });

  test('a wrong run keeps the run before it', () => {
    const before = clockOf({ totalSteps: 100 }, null);
    expect(clockOf({ totalSteps: 0 }, before)).toEqual({
      ...before,
      problem: 'totalSteps must be a whole number of at least 1 or null, received 0.',
    });
    expect(clockOf({ examples: 5 }, before).problem).toMatch(/length/);
  });
});

test('slots and names are free, whatever is taken', () => {
  const curves: Curve[] = [];
  for (let i = 0; i < MOST_CURVES; i++) {
    const slot = freeSlot(curves) as number;
    curves.push({ slot, name: freeName(curves, 'x'.repeat(80)), isVisible: true, spec: 1 });
  }
  expect(freeSlot(curves)).toBeUndefined();
  expect(new Set(curves.map(({ slot }) => slot)).size).toBe(MOST_CURVES);
  expect(new Set(curves.map(({ name }) => name)).size).toBe(MOST_CURVES);
  expect(curves.every(({ name }) => name.length <= LONGEST_NAME)).toBe(true);
});

test('times go from one unit to another', () => {
  expect(partsOf('5.5ep')).toEqual({ amount: 5.5, unit: 'ep' });
  expect(partsOf('x%')).toBeNull();
  expect(inUnit('5ep', 'st', clock)).toBe(1955);
  expect(inUnit(1955, 'ep', clock)).toBe('5ep');
  expect(inUnit('50%', 'ep', clock)).toBe('45ep');
  expect(inUnit(10, 'ep', trainingClock({ totalSteps: 100 }))).toBe('10ep');
  const spec = {
    type: 'Sequence',
    schedules: [{ type: 'LinearRamp', steps: '2ep' }, 1],
    boundaries: ['2ep', '50%'],
    x: { '1ep': 2 },
  };
  expect(withoutEpochs(spec, clock)).toEqual({
    type: 'Sequence',
    schedules: [{ type: 'LinearRamp', steps: 782 }, 1],
    boundaries: [782, '50%'],
    x: { 391: 2 },
  });
});
