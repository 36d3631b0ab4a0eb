import fc from 'fast-check';
import {
  type Arithmetic,
  CosineRamp,
  Cycles,
  LearningRateSchedule,
  PiecewiseConstantDecay,
  sequence,
  withWarmup,
} from 'lr-schedules';
import { type Curve, sampleCurve } from 'lr-schedules/plot';
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../refusal.js';
import { rows, sane, schedulesOf, wild } from '../schedule-table.js';

const anySchedule = fc.oneof(...rows.map((row) => schedulesOf(row, sane)));
const oddSchedule = fc.oneof(...rows.map((row) => schedulesOf(row, wild)));

/** A schedule of a plain function, which counts how often it is asked. */
class Custom extends LearningRateSchedule {
  static override readonly className = 'Custom';
  constructor(readonly calls: { count: number; rate: (step: number) => number }) {
    super();
    Object.assign(this, { calls });
  }
  evaluate<T>(_m: Arithmetic<T>, step: T): number {
    this.calls.count++;
    return this.calls.rate(step as number);
  }
}
const custom = (rate: (step: number) => number) => new Custom({ count: 0, rate });

/** The points as the schedule itself has them; what is not finite is NaN. */
const expectOnCurve = ({ steps, rates }: Curve, schedule: LearningRateSchedule) => {
  const expected = Array.from(steps, (step) => schedule.at(step)).map((rate) =>
    Number.isFinite(rate) ? rate : Number.NaN,
  );
  expect(Array.from(rates)).toEqual(expected);
  for (let i = 1; i < steps.length; i++) expect(steps[i] as number).toBeGreaterThan(steps[i - 1] as number);
};

describe('a curve that is read in full', () => {
  test('is the whole curve where there are no more steps than columns', () => {
    fc.assert(
      fc.property(oddSchedule, fc.nat(10_000), fc.integer({ min: 1, max: 60 }), (schedule, start, steps) => {
        const curve = sampleCurve(schedule, { start, steps, columns: 60 });
        expect(Array.from(curve.steps)).toEqual(Array.from({ length: steps }, (_, i) => start + i));
        expectOnCurve(curve, schedule);
      }),
    );
  });

  test('has the first, lowest, highest and last rate of each column, and nothing else', () => {
    fc.assert(
      fc.property(
        anySchedule,
        fc.nat(1000),
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 200 }),
        (schedule, start, steps, columns) => {
          const curve = sampleCurve(schedule, { start, steps, columns });
          expectOnCurve(curve, schedule);
          expect(curve.steps.length).toBeLessThanOrEqual(4 * columns);
          const byColumn = (places: Float64Array, rates: Float64Array) => {
            const columnsOfRates = Array.from({ length: columns }, (): number[] => []);
            for (const [i, rate] of rates.entries()) {
              columnsOfRates[Math.floor((((places[i] as number) - start) * columns) / steps)]?.push(rate);
            }
            return columnsOfRates;
          };
          const full = schedule.values(steps, start);
          const places = full.map((_, i) => start + i);
          const seen = (rates: number[]) => [rates[0], Math.min(...rates), Math.max(...rates), rates.at(-1)];
          expect(byColumn(curve.steps, curve.rates).map(seen)).toEqual(byColumn(places, full).map(seen));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('reads each step once, and no other', () => {
    const schedule = custom((step) => step);
    sampleCurve(schedule, { start: 7, steps: 50_000, columns: 10, evaluations: Number.POSITIVE_INFINITY });
    expect(schedule.calls.count).toBe(50_000);
  });

  test('shows thousands of cycles as their envelope', () => {
    const cycles = new Cycles({ schedule: new CosineRamp({ from: 1, to: 0.2, steps: 9 }), firstSteps: 10 });
    const { steps, rates } = sampleCurve(cycles, { steps: 100_000, columns: 100 });
    for (let column = 0; column < 100; column++) {
      const here = rates.filter((_, i) => Math.floor((steps[i] as number) / 1000) === column);
      expect([Math.min(...here), Math.max(...here)]).toEqual([0.2, 1]);
    }
  });
});

describe('a long curve', () => {
  test('is on the schedule, has its ends, and no more points than can be seen', () => {
    fc.assert(
      fc.property(
        anySchedule,
        fc.integer({ min: 1000, max: 2 ** 53 - 2000 }),
        fc.nat(1000),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 900 }),
        (schedule, steps, start, columns, evaluations) => {
          const curve = sampleCurve(schedule, { start, steps, columns, evaluations });
          expectOnCurve(curve, schedule);
          expect([curve.steps[0], curve.steps.at(-1)]).toEqual([start, start + steps - 1]);
          expect(curve.steps.length).toBeLessThanOrEqual(4 * columns);
        },
      ),
    );
  });

  test('takes as many evaluations as asked for, and bounded time for turns', () => {
    const schedule = custom((step) => Math.sin(step));
    const calls = (evaluations?: number) => {
      schedule.calls.count = 0;
      sampleCurve(schedule, { steps: 1e12, columns: 1200, ...(evaluations ? { evaluations } : {}) });
      return schedule.calls.count;
    };
    expect(calls(4800)).toBeLessThan(4800 * 1.2);
    expect(calls()).toBeLessThan(2 ** 17 * 1.1);
  });

  test.each([4800, 2 ** 17])('has stairs, jumps and restarts at their very step with %i evaluations', (evaluations) => {
    const sidesOf = (schedule: LearningRateSchedule, turns: readonly number[]) => {
      const { steps } = sampleCurve(schedule, { steps: 1e12, columns: 1200, evaluations });
      return turns.filter((turn) => steps.includes(turn - 1) && steps.includes(turn));
    };
    const boundaries = [123_456_789, 777_777_777_777, 888_888_888_888];
    const stairs = new PiecewiseConstantDecay({ boundaries, values: [1, 0.5, 0.25, 0.125] });
    const afterBoundaries = boundaries.map((boundary) => boundary + 1);
    expect(sidesOf(stairs, afterBoundaries)).toEqual(afterBoundaries);
    const pieces = sequence([0.1, 0.3, 0.2], { boundaries: [5, 999_999_999_998] });
    expect(sidesOf(pieces, [5, 999_999_999_998])).toEqual([5, 999_999_999_998]);
    const decay = new CosineRamp({ from: 1, to: 0, steps: 3e11 });
    const restarts = new Cycles({ schedule: decay, firstSteps: 3e11 });
    expect(sidesOf(restarts, [3e11, 6e11, 9e11])).toEqual([3e11, 6e11, 9e11]);
    expect(
      sidesOf(
        custom((step) => Number(step >= 31_415_926_535)),
        [31_415_926_535],
      ),
    ).toEqual([31_415_926_535]);
  });

  test('has the peak of a warmup that is a thousandth of a column', () => {
    const schedule = withWarmup(new CosineRamp({ from: 1, to: 0, steps: 1e9 }), { steps: 1000 });
    const { rates } = sampleCurve(schedule, { steps: 1e9, columns: 1000, evaluations: 4000 });
    expect(Math.max(...rates)).toBe(1);
  });
});

describe('rates that are not finite', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%f is a gap', (gap) => {
    const schedule = custom((step) => (step >= 300 && step < 600 ? gap : step));
    for (const evaluations of [1000, 100]) {
      const { steps, rates } = sampleCurve(schedule, { steps: 1000, columns: 20, evaluations });
      for (const [i, rate] of rates.entries()) {
        const step = steps[i] as number;
        expect(rate).toBe(step >= 300 && step < 600 ? Number.NaN : step);
      }
      expect(rates.some(Number.isNaN)).toBe(true);
    }
  });

  test('do not hide the finite ones of their column', () => {
    const schedule = custom((step) => (step % 2 === 0 ? Number.NaN : step));
    const { rates } = sampleCurve(schedule, { steps: 100, columns: 1 });
    expect(Array.from(rates)).toEqual([Number.NaN, 1, 99]);
  });
});

test('what it does not take is refused', () => {
  const schedule = custom(() => 1);
  const options = { steps: 10, columns: 10 };
  const refuse = (given: object, kind: typeof TypeError | typeof RangeError, ...parts: string[]) =>
    expectRefusal(() => sampleCurve(schedule, { ...options, ...given }), kind, 'sampleCurve', ...parts);
  expectRefusal(() => sampleCurve(0.1 as never, options), TypeError, 'schedule', 'new Constant({ value: 0.1 })');
  refuse({ steps: 0 }, RangeError, 'steps', 'at least 1');
  refuse({ columns: 1.5 }, RangeError, 'columns');
  refuse({ evaluations: 0 }, RangeError, 'evaluations', 'or Infinity');
  refuse({ evaluations: '9' }, TypeError, 'evaluations');
  refuse({ start: -1 }, RangeError, 'start');
  refuse({ start: 2 ** 53 - 5 }, RangeError, 'start + steps', '2^53');
  refuse({ colums: 10 }, TypeError, 'columns');
});
