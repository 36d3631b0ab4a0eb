import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  type Config,
  type CosineDecay,
  deserialize,
  float32,
  float64,
  LearningRateSchedule,
  LinearWarmup,
  type OffsetBase,
  type OffsetOptions,
  PolynomialWarmUp,
  type ScheduleClass,
  type Serialized,
  scheduleClasses,
  type WithOffset,
} from 'lr-schedules';
import { describe, expect, test } from 'vitest';
import { propertyOf } from '../src/options.js';
import {
  type Domain,
  examplesOf,
  nestedIn,
  offsetOf,
  optionsOf,
  type Row,
  rows,
  sane,
  schedulesOf,
  steepestOf,
  stepsOf,
  wild,
} from './schedule-table.js';

type Rate = (step: number) => number;
type Schedule = LearningRateSchedule;

/** A law holds for a class's examples and for schedules of it that are drawn. */
const holds = (row: Row, of: Domain, law: (schedule: Schedule) => void) =>
  fc.assert(fc.property(schedulesOf(row, of), law), { examples: examplesOf(row).map((schedule) => [schedule]) });

/** Fails with the first few steps at which `wrong` holds. */
function expectNone(steps: readonly number[], actual: Rate, expected: Rate, wrong: (a: number, b: number) => boolean) {
  const found = steps.filter((step) => wrong(actual(step), expected(step)));
  expect(found.slice(0, 3).map((step) => ({ step, actual: actual(step), expected: expected(step) }))).toEqual([]);
}

/** The rates are the same to the bit; NaN is the same as NaN. */
const expectSame = (actual: Rate, expected: Rate, steps: readonly number[]) =>
  expectNone(steps, actual, expected, (a, b) => !Object.is(a, b));

const expectClose = (actual: Rate, expected: Rate, steps: readonly number[], tolerance: number) =>
  expectNone(steps, actual, expected, (a, b) => !(Math.abs(a - b) <= tolerance));

/** Steps at which no formula is extrapolated. */
function stepsAfterOffset(schedule: Schedule): number[] {
  const offset = Math.max(...nestedIn(schedule).map(offsetOf));
  return stepsOf(schedule).filter((step) => step >= offset);
}

/** The largest rate of a schedule, and of what it is made of. */
function largest(schedule: Schedule): number {
  const rates = nestedIn(schedule).flatMap((nested) =>
    stepsOf(nested)
      .filter((step) => step >= offsetOf(nested))
      .map((step) => Math.abs(nested(step))),
  );
  return Math.max(...rates);
}

/** Steps that float32 knows, from the last offset on. */
const stepsOfFloat32 = (schedule: Schedule) =>
  stepsAfterOffset(schedule).filter((step) => Number.isInteger(step) && step <= 2 ** 24);

const withoutModule = (key: string, value: unknown) =>
  key === 'module' || key === 'registered_name' ? undefined : value;

const camelCase = (key: string) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const inCamelCase = (config: Config): Config =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const nested = value as unknown as Serialized | null;
      return [camelCase(key), nested?.class_name ? { ...nested, config: inCamelCase(nested.config) } : value];
    }),
  );

test('the table has every class', () => {
  const saved = scheduleClasses.filter(({ module }) => module);
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(saved));
});

describe.each(rows.map((row) => [row.type.className, row] as const))('%s', (className, row) => {
  const { type } = row;

  const savings: readonly [how: string, saveAndLoad: (schedule: Schedule) => Schedule][] = [
    ['saved as JSON', (schedule) => deserialize(JSON.parse(JSON.stringify(schedule)))],
    ['saved as JSON without modules', (schedule) => deserialize(JSON.parse(JSON.stringify(schedule), withoutModule))],
    ['made from its config', (schedule) => type.fromConfig(schedule.getConfig(), deserialize)],
    [
      'made from its config in camelCase',
      (schedule) => type.fromConfig(inCamelCase(schedule.getConfig()), deserialize),
    ],
  ];
  test.each(savings)('%s, it is the same at every step', (_, saveAndLoad) => {
    holds(row, wild, (schedule) => {
      const loaded = saveAndLoad(schedule);
      expect(loaded).toBeInstanceOf(type);
      expect(loaded.toJSON()).toEqual(schedule.toJSON());
      expectSame(loaded, schedule, stepsOf(schedule));
    });
  });

  test('a subclass saved as JSON comes back as that subclass, wherever it is nested', () => {
    const Base = type as unknown as new (options: object) => CosineDecay;
    class Mine extends Base {
      static readonly className = 'Mine';
    }
    fc.assert(
      fc.property(optionsOf(row, wild), (options) => {
        const mine = new Mine(options);
        const inner = new LinearWarmup({ afterWarmupLrSched: mine, warmupSteps: 3, warmupLearningRate: 0 });
        const outer = new PolynomialWarmUp({ afterWarmupLrSched: inner, warmupSteps: 2 });
        const customObjects = { Mine: Mine as unknown as ScheduleClass };
        const loaded = deserialize(JSON.parse(JSON.stringify(outer)), { customObjects }) as typeof outer;
        expect((loaded.afterWarmupLrSched as typeof inner).afterWarmupLrSched).toBeInstanceOf(Mine);
        expectSame(loaded, outer, stepsOf(outer));
      }),
    );
  });

  test('values(count, start) are the rates at the steps from start on', () => {
    const count = 40;
    holds(row, wild, (schedule) => {
      for (const start of [0, 0.25, ...stepsOf(schedule)]) {
        const rates = schedule.values(count, start);
        const steps = Array.from(rates, (_, i) => start + i);
        expectSame((step) => rates[steps.indexOf(step)] as number, schedule, steps);
      }
    });
  });

  test('goes through its known points', () => {
    holds(row, sane, (schedule) => {
      const landmarks = row.landmarks(schedule);
      const unit = 2 ** -52 * Math.max(...landmarks.map(([, rate]) => Math.abs(rate)));
      for (const [step, rate, ulps = 0] of landmarks) {
        expect(Math.abs(schedule(step) - rate), `step ${step}: ${schedule(step)}, not ${rate}`).toBeLessThanOrEqual(
          ulps * unit,
        );
      }
    });
  });

  test('changes no faster than its formula, where that is smooth', () => {
    holds(row, sane, (schedule) => {
      const most = steepestOf(schedule) * (1 + 1e-6) + 1e-13 * largest(schedule);
      expectClose((step) => schedule(step + 1), schedule, stepsAfterOffset(schedule), most);
    });
  });

  test('from its horizon on it no longer changes', () => {
    holds(row, sane, (schedule) => {
      const { horizon } = schedule;
      if (horizon === Number.POSITIVE_INFINITY) return;
      const steps = stepsOf(schedule).filter((step) => step >= horizon);
      expectSame(schedule, () => schedule(horizon), [horizon + 0.5, 2 ** 53, ...steps]);
    });
  });

  test('in float32 it is within 1e-5 of its largest rate', () => {
    holds(row, sane, (schedule) => {
      const steps = stepsOfFloat32(schedule);
      expectClose((step) => schedule.evaluate(float32, step), schedule, steps, 1e-5 * largest(schedule));
    });
  });

  test('as a tensor it is within 1e-6 of its largest rate', () => {
    holds(row, sane, (schedule) => {
      const steps = stepsOfFloat32(schedule);
      const rates = tf.tidy(() => schedule(tf.tensor1d(steps)).dataSync());
      expectClose((step) => rates[steps.indexOf(step)] as number, schedule, steps, 1e-6 * largest(schedule));
    });
  });

  test('keeps copies of its options, and leaves them as they were', () => {
    fc.assert(
      fc.property(optionsOf(row, wild), (options) => {
        const schedule = new type(Object.freeze(options));
        const steps = stepsOf(schedule);
        const before = steps.map(schedule);
        const saved = JSON.stringify(schedule);
        for (const value of Object.values(options)) if (Array.isArray(value)) value.fill(7);
        expect(JSON.stringify(schedule)).toBe(saved);
        expect(steps.map(schedule)).toEqual(before);
      }),
    );
  });

  test.each(Object.entries(row.examples))('refuses to be changed: %s', (_, options) => {
    const schedule = new type(options);
    for (const [name, option] of Object.entries(type.options ?? {})) {
      const property = propertyOf(name, option);
      const value = Reflect.get(schedule, property);
      expect(() => Object.assign(schedule, { [property]: 0.5 }), property).toThrow(TypeError);
      if (Array.isArray(value)) expect(() => value.fill(7)).toThrow(TypeError);
      expect(Reflect.get(schedule, property)).toBe(value);
    }
  });

  test('has no memory: the order of the steps and other arithmetics change nothing', () => {
    holds(row, wild, (schedule) => {
      const steps = stepsOf(schedule);
      const forwards = steps.map((step) => schedule(step));
      const backwards = steps.toReversed().map((step) => {
        schedule.evaluate(float32, step + 1);
        return schedule(step);
      });
      expect(backwards.toReversed()).toEqual(forwards);
    });
  });

  test.each(Object.entries(row.examples))('is a function, and an instance of its class: %s', (_, options) => {
    const schedule = new type(options);
    expect(typeof schedule).toBe('function');
    expect(schedule).toBeInstanceOf(type);
    expect(schedule).toBeInstanceOf(LearningRateSchedule);
    expect(schedule).toBeInstanceOf(Function);
    expect(schedule.length).toBe(1);
    expect(schedule.name).toBe(schedule.getConfig()['name'] ?? className);

    const rate: Rate = schedule;
    const expected = schedule.values(1, 50)[0];
    expect([rate(50), rate.call('anything', 50), rate.apply(null, [50]), rate.bind({}, 50)()]).toEqual(
      new Array(4).fill(expected),
    );
    expect([50].map(schedule)).toEqual([expected]);
    expect({ method: schedule }.method(50)).toBe(expected);
    expect(JSON.parse(JSON.stringify({ schedule }))).toEqual({ schedule: schedule.toJSON() });
  });
});

describe.each(
  rows.filter(({ type }) => 'offset' in (type.options ?? {})).map((row) => [row.type.className, row] as const),
)('%s', (_, row) => {
  const { type } = row;
  const drawn = optionsOf(row, wild) as fc.Arbitrary<OffsetOptions>;

  test('with an offset is the schedule without one, offset steps later', () => {
    fc.assert(
      fc.property(drawn, ({ offset = 0, ...options }) => {
        const shifted = new type({ ...options, offset });
        expectSame(shifted, (step) => new type(options)(step - offset), stepsOf(shifted));
      }),
    );
  });

  const { baseLrClass: Base } = type as Partial<WithOffset<OffsetBase>>;
  if (!Base) return;

  test('is its base class, offset steps later; before that too where that is finite, else the first rate', () => {
    fc.assert(
      fc.property(drawn, ({ offset = 0, beforeOffset: __, ...options }) => {
        const base = new Base(options as never);
        const expected: Rate = (step) => {
          const rate = base(step - offset);
          return step >= offset || Number.isFinite(rate) ? rate : base(0);
        };
        const schedule = new type({ ...options, offset });
        expectSame(schedule, expected, stepsOf(schedule));
      }),
    );
  });

  test("with beforeOffset: 'hold' it has its first rate until the offset", () => {
    fc.assert(
      fc.property(drawn, ({ offset = 0, ...options }) => {
        const { beforeOffset: __, ...baseOptions } = options;
        const base = new Base(baseOptions as never);
        const schedule = new type({ ...options, offset, beforeOffset: 'hold' });
        expectSame(schedule, (step) => base(Math.max(step - offset, 0)), stepsOf(schedule));
      }),
    );
  });
});

test('the cosine that decays are made of is exact where it is -1, 0 or 1, and right between', () => {
  for (const turns of [0, 1, -1, 1000, -1000, 2 ** 40]) {
    const at = (quarter: number) => float64.cosPi(2 * turns + quarter / 2);
    expect([0, 1, 2, 3, 4].map((quarter) => at(quarter) + 0)).toEqual([1, 0, -1, 0, 1]);
  }
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
      expect(Math.abs(float64.cosPi(x) - Math.cos(Math.PI * x))).toBeLessThanOrEqual(2 ** -51);
    }),
  );
});
