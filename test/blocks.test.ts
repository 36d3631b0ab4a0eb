import fc from 'fast-check';
import {
  Clamp,
  Constant,
  CosineRamp,
  Cycles,
  deserialize,
  ExponentialDecay,
  ExponentialRamp,
  float32,
  float64,
  type LearningRateSchedule,
  LinearRamp,
  LogarithmicRamp,
  Loop,
  Maximum,
  Minimum,
  maximum,
  minimum,
  PingPong,
  PolynomialRamp,
  Power,
  Product,
  product,
  Scale,
  Sequence,
  Shift,
  Staircase,
  Stretch,
  Sum,
  sequence,
  sum,
  TanhRamp,
  withOffset,
  withWarmup,
} from 'lr-schedules';
import { describe, expect, test } from 'vitest';

const rate = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
const length = fc.integer({ min: 1, max: 300 });
/** Of ramps: of few steps, they are so steep that float32 steps of long cycles miss them by more than 1e-6. */
const rampLength = fc.integer({ min: 30, max: 300 });
const power = fc.constantFrom(1, 2, 3);

/** One schedule of each leaf. */
const leaf: fc.Arbitrary<LearningRateSchedule> = fc.oneof(
  rate.map((value) => new Constant({ value })),
  fc.record({ from: rate, to: rate, steps: rampLength }).map((options) => new LinearRamp(options)),
  fc
    .record({ from: rate, to: rate, steps: rampLength, exponent: power, timePower: power })
    .map((o) => new CosineRamp(o)),
  fc.record({ from: rate, to: rate, steps: rampLength, power, timePower: power }).map((o) => new PolynomialRamp(o)),
  fc.record({ from: rate, to: rate, steps: rampLength }).map((options) => new TanhRamp(options)),
  fc.record({ from: rate, to: rate, steps: rampLength }).map((options) => new ExponentialRamp(options)),
  fc.record({ from: rate, to: rate, steps: rampLength }).map((o) => new LogarithmicRamp({ ...o, base: o.steps + 1 })),
  fc.record({ factor: rate, power: fc.constantFrom(-1, -0.5), steps: rampLength }).map((options) => new Power(options)),
);

/** Every block around a schedule. */
const around = (schedule: LearningRateSchedule, other: LearningRateSchedule, n: number): LearningRateSchedule[] => [
  new Shift({ schedule, offset: n }),
  new Shift({ schedule, offset: 3, beforeOffset: 'extrapolate' }),
  new Clamp({ schedule, from: 2, to: n + 2 }),
  new Staircase({ schedule, steps: n }),
  new Stretch({ schedule, scheduleSteps: 100, steps: 50 }),
  new Loop({ schedule, steps: n }),
  new PingPong({ schedule, steps: n }),
  new Cycles({ schedule, firstSteps: n, lengthMultiplier: 2, heightMultiplier: 0.5, limit: 3 }),
  new Scale({ schedule, factor: 0.3 }),
  new Sum({ schedules: [schedule, other, 0.1] }),
  new Product({ schedules: [schedule, other] }),
  new Minimum({ schedules: [schedule, other] }),
  new Maximum({ schedules: [schedule, other] }),
  new Sequence({ schedules: [schedule, other, 0.01], boundaries: [n, 2 * n], side: 'left' }),
  new Sequence({ schedules: [schedule, other], boundaries: [n], clock: 'shared' }),
  withWarmup(schedule, { steps: n }),
];

const STEPS = 700;
const rates = (schedule: LearningRateSchedule) => Array.from(schedule.values(STEPS));
const inSteps = (rate: (step: number) => number) => Array.from({ length: STEPS }, (_, step) => rate(step));
const property = (check: (a: LearningRateSchedule, b: LearningRateSchedule, n: number) => void) =>
  fc.assert(fc.property(leaf, leaf, length, check), { numRuns: 25 });

describe('every block', () => {
  test('is the same schedule after saving and loading, at every step', () => {
    property((a, b, n) => {
      for (const schedule of [a, ...around(a, b, n)]) {
        expect(rates(deserialize(JSON.parse(JSON.stringify(schedule))))).toEqual(rates(schedule));
        expect(rates(deserialize(schedule.toJSON()))).toEqual(rates(schedule));
      }
    });
  });

  test('gives the same rates one by one, as values, and through evaluate', () => {
    property((a, b, n) => {
      for (const schedule of around(a, b, n)) {
        const all = rates(schedule);
        for (let step = 0; step < STEPS; step += 13) {
          expect(schedule(step)).toBe(all[step]);
          expect(schedule.evaluate(float64, step)).toBe(all[step]);
        }
        expect(Array.from(schedule.values(50, 17))).toEqual(all.slice(17, 67));
      }
    });
  });

  test('agrees in float32 within 1e-6 of its largest rate', () => {
    property((a, b, n) => {
      for (const schedule of around(a, b, n)) {
        const all = rates(schedule);
        // A block may show only the tail of what is in it, which is as exact as the whole.
        const largest = Math.max(...all, ...rates(a), ...rates(b));
        const distance = (step: number) =>
          Math.abs((schedule.evaluate(float32, step) as number) - (all[step] as number));
        const far = all.findIndex((_, step) => !(distance(step) <= 1e-6 * largest));
        expect(far, `${JSON.stringify(schedule)}: the step that is far off`).toBe(-1);
      }
    });
  });

  test('no longer changes from its horizon on', () => {
    property((a, b, n) => {
      for (const schedule of [a, ...around(a, b, n)]) {
        const { horizon } = schedule;
        if (Number.isFinite(horizon)) {
          // A ramp from a rate to the same one wavers by its rounding.
          for (const beyond of [1, 7, 1000]) expect(schedule(horizon + beyond)).toBeCloseTo(schedule(horizon), 14);
        }
      }
    });
  });
});

describe('laws', () => {
  test('a shift is a change of the clock', () => {
    property((a, _, n) => {
      const shifted = new Shift({ schedule: a, offset: n });
      for (let step = 0; step < STEPS; step += 7) expect(shifted(step)).toBe(a(Math.max(step - n, 0)));
    });
  });

  test('two shifts are one', () => {
    property((a, _, n) => {
      const twice = new Shift({ schedule: new Shift({ schedule: a, offset: n }), offset: 5 });
      expect(rates(twice)).toEqual(rates(new Shift({ schedule: a, offset: n + 5 })));
    });
  });

  test('clamping again changes nothing', () => {
    property((a, _, n) => {
      const clamped = new Clamp({ schedule: a, to: n });
      expect(rates(new Clamp({ schedule: clamped, to: n }))).toEqual(rates(clamped));
    });
  });

  test('a sequence of one is that one', () => {
    property((a) => {
      expect(rates(sequence([a], { boundaries: [] }))).toEqual(rates(a));
    });
  });

  test('a sequence is its pieces, on the clock and on the side that it says', () => {
    property((a, b, n) => {
      for (const side of ['left', 'right'] as const) {
        const restarted = sequence([a, b], { boundaries: [n], side });
        const shared = sequence([a, b], { boundaries: [n], side, clock: 'shared' });
        const isFirst = (step: number) => (side === 'left' ? step <= n : step < n);
        expect(rates(restarted)).toEqual(inSteps((step) => (isFirst(step) ? a(step) : b(step - n))));
        expect(rates(shared)).toEqual(inSteps((step) => (isFirst(step) ? a(step) : b(step))));
      }
    });
  });

  test('sums, products, minima and maxima commute', () => {
    property((a, b) => {
      for (const Block of [Sum, Product, Minimum, Maximum]) {
        expect(rates(new Block({ schedules: [a, b] }))).toEqual(rates(new Block({ schedules: [b, a] })));
      }
    });
  });

  test('sums and others can be written as calls, a shift as what goes around a schedule', () => {
    property((a, b, n) => {
      const schedules = [a, b, 0.1];
      expect(sum(...schedules).toJSON()).toEqual(new Sum({ schedules }).toJSON());
      expect(product(...schedules).toJSON()).toEqual(new Product({ schedules }).toJSON());
      expect(minimum(...schedules).toJSON()).toEqual(new Minimum({ schedules }).toJSON());
      expect(maximum(...schedules).toJSON()).toEqual(new Maximum({ schedules }).toJSON());
      expect(withOffset(a, { offset: n }).toJSON()).toEqual(new Shift({ schedule: a, offset: n }).toJSON());
    });
    expect(() => sum()).toThrow(/^Sum: schedules must be a list of one or more/);
  });

  test('a scale is a product with a constant', () => {
    property((a, _, n) => {
      const factor = 1 / n;
      expect(rates(new Scale({ schedule: a, factor }))).toEqual(rates(new Product({ schedules: [factor, a] })));
    });
  });

  test('cycles of equal length and height are a loop, and a loop there and back is a ping-pong', () => {
    property((a, _, n) => {
      const loop = new Loop({ schedule: a, steps: n });
      const cycles = new Cycles({ schedule: a, firstSteps: n });
      const apart = inSteps((step) => Math.abs(cycles(step) - loop(step)));
      expect(Math.max(...apart)).toBeLessThan(1e-12);
      const turned = (step: number) => Math.floor(step / n) % 2 === 1;
      expect(rates(new PingPong({ schedule: a, steps: n }))).toEqual(
        inSteps((step) => a(turned(step) ? n - (step % n) : step % n)),
      );
    });
  });

  test('a ramp has its ends exactly, and the way back mirrors the way there', () => {
    fc.assert(
      fc.property(rate, rate, length, (from, to, steps) => {
        for (const Ramp of [LinearRamp, CosineRamp, PolynomialRamp, ExponentialRamp]) {
          const there = new Ramp({ from, to, steps });
          expect([there(0), there(steps), there(steps + 9)]).toEqual([from, to, to]);
        }
        const [there, back] = [new CosineRamp({ from, to, steps }), new CosineRamp({ from: to, to: from, steps })];
        for (let step = 0; step <= steps; step++) expect(there(step)).toBeCloseTo(back(steps - step), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('withWarmup meets the schedule without a jump', () => {
    property((a, _, n) => {
      expect(withWarmup(a, { steps: n })(n)).toBe(a(0));
      expect(withWarmup(a, { steps: n, clock: 'shared' })(n)).toBe(a(n));
      expect(withWarmup(a, { steps: n })(0)).toBe(0);
    });
  });
});

test.each([
  [() => sequence([], { boundaries: [] }), RangeError, /Sequence: schedules must be a list of one or more/],
  [
    () => sequence([1, 2], { boundaries: [] }),
    RangeError,
    /boundaries must be one fewer than the 2 schedules, received \[\]/,
  ],
  [
    () => sequence([1, 2, 3], { boundaries: [5, 5] }),
    RangeError,
    /boundaries must be .* each greater than the one before/,
  ],
  [() => new Loop({ schedule: 1, steps: 0 }), RangeError, /Loop: steps must be a positive number, received 0/],
  [
    () => new Cycles({ schedule: 1, firstSteps: 0 }),
    RangeError,
    /Cycles: firstSteps must be a positive number, received 0/,
  ],
  [
    () => new Cycles({ schedule: 1, firstSteps: 1, limit: 1e15 }),
    RangeError,
    /limit must be a whole number from 1 to 1000000 or null/,
  ],
  [() => new Clamp({ schedule: 1, from: 5, to: 1 }), RangeError, /Clamp: to must be at least from \(5\), received 1/],
  [
    () => new LinearRamp({ from: 0, to: 1, steps: -1 }),
    RangeError,
    /LinearRamp: steps must be a positive number, received -1/,
  ],
  [() => new Sum({ schedules: ['1' as never] }), TypeError, /Sum: schedules must be a list/],
  [() => withWarmup(0.1, { steps: 0 }), RangeError, /withWarmup: steps must be a positive number, received 0/],
  [
    () =>
      new Shift({ schedule: new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 0.5 }) } as never),
    TypeError,
    /Shift: offset must be a finite number, received undefined/,
  ],
])('refuses %s', (make, error, message) => {
  expect(make).toThrow(error);
  expect(make).toThrow(message);
});
