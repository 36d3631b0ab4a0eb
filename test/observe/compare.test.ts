import fc from 'fast-check';
import {
  type Arithmetic,
  Constant,
  CosineDecay,
  compare,
  deserialize,
  LearningRateSchedule,
  LinearRamp,
  Loop,
  PiecewiseConstantDecay,
  Sequence,
} from 'lr-schedules';
import { cosineAnnealingLR } from 'lr-schedules/torch';
import { describe, expect, test } from 'vitest';

const keras = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
const torch = cosineAnnealingLR({ baseLr: 0.1, tMax: 1000 });

describe('compare', () => {
  test('two cosines are the same until one of them rises again', () => {
    expect(compare(keras, torch, { steps: 1001 })).toEqual({ ranges: [], largest: null, looked: 1001, differing: 0 });
    const { ranges, largest, differing } = compare(keras, torch, { steps: 2001 });
    expect(ranges).toEqual([{ from: 1001, to: 2000, step: 2000, a: 0, b: 0.1 }]);
    expect(largest).toBe(ranges[0]);
    expect(differing).toBe(1000);
  });

  test('the first step that differs is found in a run too long to be read in full', () => {
    const { ranges, looked } = compare(keras, torch, { steps: 1e12 });
    expect(ranges[0]?.from).toBe(1001);
    expect(looked).toBeLessThan(100_000);
  });

  test('what is no number differs from every number, by more than all of them, and not from itself', () => {
    /** A million, no number, and then 1. */
    class Broken extends LearningRateSchedule {
      static override readonly className = 'Broken';
      override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
        return m.ifLess(step, 1, 1e6, m.ifLess(step, 2, Number.NaN, 1));
      }
      override get horizon() {
        return 2;
      }
    }
    const [broken, one] = [new Broken({}), new Constant({ value: 1 })];
    expect(broken(1)).toBeNaN();
    expect(compare(broken, broken, { steps: 4 })).toMatchObject({ ranges: [], differing: 0 });
    for (const [a, b] of [
      [broken, one],
      [one, broken],
    ] as const) {
      expect(compare(a, b, { steps: 4 })).toMatchObject({ ranges: [{ from: 0, to: 1, step: 1 }], differing: 2 });
      expect(compare(a, b, { steps: 4, tolerance: 1e9 })).toMatchObject({ ranges: [{ from: 1, to: 1 }], differing: 1 });
    }
  });

  test('a difference at a single step, at the start, and at the end', () => {
    const bumpAt = (step: number) =>
      step === 0
        ? new Sequence({ schedules: [2, 1], boundaries: [1] })
        : new Sequence({ schedules: [1, 2, 1], boundaries: [step, step + 1] });
    for (const step of [0, 1, 77, 99]) {
      const range = { from: step, to: step, step, a: 2, b: 1 };
      expect(compare(bumpAt(step), new Constant({ value: 1 }), { steps: 100 }).ranges).toEqual([range]);
    }
  });

  test('rates within the tolerance are the same', () => {
    const close = new Constant({ value: 1 + 1e-9 });
    expect(compare(close, new Constant({ value: 1 }), { steps: 5 }).differing).toBe(5);
    expect(compare(close, new Constant({ value: 1 }), { steps: 5, tolerance: 1e-8 }).differing).toBe(0);
  });

  test('a rate that is no number differs from every other, and not from itself', () => {
    const config = { initial_learning_rate: 1e308, decay_rate: 1e308, decay_steps: 1 };
    const infinite = deserialize({ class_name: 'ExponentialDecay', config });
    expect(compare(infinite, infinite, { steps: 4 }).differing).toBe(0);
    const { differing, largest } = compare(infinite, new Constant({ value: 1e308 }), { steps: 4 });
    expect(differing).toBe(3);
    expect(largest).toMatchObject({ from: 1, to: 3 });
  });

  test('as many ranges as anyone reads are kept, and all steps are counted', () => {
    const square = new Loop({ schedule: new PiecewiseConstantDecay({ boundaries: [0], values: [1, 2] }), steps: 2 });
    const { ranges, differing } = compare(square, new Constant({ value: 1 }), { steps: 10_000 });
    expect(ranges).toHaveLength(1000);
    expect(differing).toBe(5000);
  });

  test('finds just the steps that differ', () => {
    const table = (values: number[]) =>
      new PiecewiseConstantDecay({ boundaries: values.slice(1).map((_, i) => i), values });
    const values = fc.array(fc.constantFrom(1, 2, 3), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const { ranges, largest, differing } = compare(table(x), table(y), { steps: 40 });
        const steps = ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
        expect(steps).toEqual([...x.keys()].filter((i) => x[i] !== y[i]));
        expect(differing).toBe(steps.length);
        const gaps = x.map((value, i) => Math.abs(value - (y[i] as number)));
        expect(largest ? gaps[largest.step] : 0).toBe(Math.max(...gaps));
      }),
    );
  });

  test.each([
    [() => compare(keras, 0.1 as never, { steps: 1 }), TypeError, /requires two schedules, received 0.1/],
    [
      () => compare(keras, torch, {} as never),
      TypeError,
      /steps must be a whole number of at least 1, received undefined/,
    ],
    [() => compare(keras, torch, { steps: 0 }), RangeError, /steps must be a whole number of at least 1, received 0/],
    [() => compare(keras, torch, { steps: 2 ** 60 }), RangeError, /at most 2\^53/],
    [() => compare(keras, torch, { steps: 1, tolerance: -1 }), RangeError, /tolerance must be a number of at least 0/],
    [
      () => compare(keras, new LinearRamp({ from: 0, to: 1, steps: 2 }), { step: 1 } as never),
      TypeError,
      /did you mean steps/,
    ],
  ])('refuses %s', (call, kind, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});
