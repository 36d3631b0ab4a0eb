import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { CosineDecayRestarts, float32 } from 'lr-schedules';
import { describe, expect, test } from 'vitest';

type Ratio = readonly [numerator: bigint, denominator: bigint];

/** Where a step is in the cycles, and how far through its cycle; the end of shrinking cycles is through the last. */
interface Place {
  readonly cycle: bigint;
  readonly phase: number;
}

/**
 * In whole numbers, by the closed form of the geometric series: cycle k starts at first · (rᵏ − 1) / (r − 1).
 * The schedule itself adds up float64 lengths.
 */
function placeOf(step: bigint, first: bigint, [p, q]: Ratio): Place {
  if (p === q) return { cycle: step / first, phase: Number(step % first) / Number(first) };
  if (p < q && step * (q - p) >= first * q) return { cycle: 0n, phase: 1 };
  // step − start of cycle k, times (p − q) · qᵏ, which is negative where cycles shrink.
  const sinceStart = (k: bigint) => step * (p - q) * q ** k - first * q * (p ** k - q ** k);
  const started = (k: bigint) => (p > q ? sinceStart(k) >= 0n : sinceStart(k) <= 0n);
  let low = 0n;
  let high = 1n;
  while (started(high)) [low, high] = [high, 2n * high];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (started(middle)) low = middle;
    else high = middle;
  }
  const precision = 2n ** 64n;
  const phase = Number((sinceStart(low) * precision) / (first * p ** low * (p - q))) / Number(precision);
  return { cycle: low, phase };
}

/** The first whole step of a cycle. */
function startOf(cycle: bigint, first: bigint, [p, q]: Ratio): bigint {
  if (p === q) return cycle * first;
  const [numerator, denominator] = [first * q * (p ** cycle - q ** cycle), (p - q) * q ** cycle];
  return (numerator + denominator - 1n) / denominator;
}

const INITIAL = 0.3;
const ALPHA = 0.07;

/** The rate, with the square of a cosine for half of one plus the cosine. */
const rateAt = ({ phase }: Place) => INITIAL * ((1 - ALPHA) * Math.cos((Math.PI / 2) * phase) ** 2 + ALPHA);

const restarts = (firstDecaySteps: number, tMul: number) =>
  new CosineDecayRestarts({ initialLearningRate: INITIAL, firstDecaySteps, tMul, alpha: ALPHA });

const firsts = [1n, 7n, 10n, 100n, 1000n, 10_000n, 65_536n];
const ratios: readonly (readonly [tMul: number, Ratio])[] = [
  [1, [1n, 1n]],
  [1.1, [11n, 10n]],
  [1.5, [3n, 2n]],
  [2, [2n, 1n]],
  [2.2, [11n, 5n]],
  [3, [3n, 1n]],
];

const wrongSteps = (schedule: CosineDecayRestarts, steps: readonly bigint[], first: bigint, ratio: Ratio) =>
  steps.filter((step) => !(Math.abs(schedule(Number(step)) - rateAt(placeOf(step, first, ratio))) <= 1e-9 * INITIAL));

describe.each(firsts)('a first cycle of %s steps', (first) => {
  test.each(ratios)('and each %s times as long restart at the right step, until step 2^40', (tMul, ratio) => {
    const last = 2n ** 40n;
    const { cycle: lastCycle } = placeOf(last, first, ratio);
    // All of them, but of cycles of equal length the first and the last of a million or more.
    const cycles = Array.from({ length: Number(lastCycle < 1000n ? lastCycle : 500n) }, (_, k) => BigInt(k) + 1n);
    const farther = lastCycle < 1000n ? [] : cycles.map((k) => lastCycle + 1n - k);
    const starts = [...cycles, ...farther].map((k) => startOf(k, first, ratio));
    const steps = [...starts.flatMap((step) => [step - 1n, step, step + 1n]), last - 1n, last, last + 1n];
    expect(wrongSteps(restarts(Number(first), tMul), steps, first, ratio)).toEqual([]);
  });
});

test('restarts that a logarithm in float32 misses are where they belong', () => {
  const schedule = new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10, alpha: 0.01 });
  for (const start of [10, 30, 70, 81_910, 327_670, 1_310_710, 10 * (2 ** 36 - 1), 10 * (2 ** 49 - 1)]) {
    expect(schedule(start)).toBe(0.1);
    const length = start + 10;
    const beforeRestart = 0.099 * Math.sin(Math.PI / length) ** 2 + 0.001;
    expect(Math.abs(schedule(start - 1) - beforeRestart)).toBeLessThan(1e-15);
  }
});

test('float32 and tensors restart at the same steps', () => {
  for (const [tMul, starts] of [
    [1, [100, 200, 300, 1_000_000, 9_999_900]],
    [2, [100, 300, 700, 1500, 3_276_700]],
    [2.2, [100, 320, 804]],
  ] as const) {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100, tMul });
    const steps = starts.flatMap((start) => [start - 1, start]);
    const isTop = steps.map((_, i) => i % 2 === 1);
    const tensor = tf.tidy(() => schedule(tf.tensor1d(steps, 'int32')).dataSync());
    expect(steps.map((step) => schedule(step) > 0.05)).toEqual(isTop);
    expect(steps.map((step) => schedule.evaluate(float32, step) > 0.05)).toEqual(isTop);
    expect(Array.from(tensor, (rate) => rate > 0.05)).toEqual(isTop);
  }
});

test.each([1, 1.5, 2])('with a tMul of %s, each cycle starts mMul times as high as the one before', (tMul) => {
  const schedule = new CosineDecayRestarts({
    initialLearningRate: 1,
    firstDecaySteps: 64,
    tMul,
    mMul: 0.5,
    alpha: 0.25,
  });
  const starts = tMul === 1 ? [0, 64, 128, 192] : tMul === 2 ? [0, 64, 192, 448] : [0, 64, 160, 304];
  expect(starts.map((step) => schedule(step))).toEqual([1, 0.625, 0.4375, 0.34375]);
});

test('cycles of equal length go on in both directions', () => {
  const schedule = restarts(100, 1);
  expect(schedule(-100)).toBe(INITIAL);
  expect(schedule(-1)).toBe(schedule(99));
});

describe('cycles that hardly grow or shrink', () => {
  const nearlyEqual: readonly (readonly [tMul: number, Ratio])[] = [
    [1.001, [1001n, 1000n]],
    [0.999, [999n, 1000n]],
  ];
  test.each(nearlyEqual)('%s: the rate is right within the thousand cycles that are added up', (tMul, ratio) => {
    const steps = Array.from({ length: 600 }, (_, i) => BigInt(10 * i + 3));
    expect(wrongSteps(restarts(10, tMul), steps, 10n, ratio)).toEqual([]);
  });

  test.each([
    [1.001, 20_000n, 60_000n],
    [1.001, 900_000n, 1_000_000n],
    [0.999, 7000n, 9700n],
  ])('%s: the rate is right from step %s to %s, past those', (tMul, from, to) => {
    const ratio = (nearlyEqual.find(([t]) => t === tMul) as (typeof nearlyEqual)[0])[1];
    const steps = Array.from({ length: 40 }, (_, i) => from + (BigInt(i) * (to - from)) / 40n);
    const schedule = restarts(10, tMul);
    const distances = steps.map((step) => Math.abs(schedule(Number(step)) - rateAt(placeOf(step, 10n, ratio))));
    expect(Math.max(...distances)).toBeLessThan(1e-8 * INITIAL);
  });
});

test.each([0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 1e-9])(
  'with a tMul of %s, from firstDecaySteps / (1 - tMul) on, the rate stays at its floor',
  (tMul) => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps: 10, tMul, alpha: 0.25 });
    const end = Math.ceil((10 / (1 - tMul)) * (1 - 1e-12));
    for (const step of [end, end + 1, 2 * end, 1e6, 2 ** 53, 1e300]) {
      expect(schedule(step)).toBe(0.25);
      if (step < 1e300) expect(schedule.evaluate(float32, step)).toBe(0.25);
    }
  },
);

test.each([0.3, 0.5, 0.9])('with a tMul of %s, tensors end at the same step as numbers', (tMul) => {
  for (const firstDecaySteps of [1, 3, 10, 1000]) {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps, tMul, alpha: 0.25 });
    const end = firstDecaySteps / (1 - tMul);
    const steps = [0, 0.3 * end, 0.6 * end, end, end + 1, end + 2.5, 1e6];
    const rates = tf.tidy(() => schedule(tf.tensor1d(steps)).dataSync());
    for (const [i, step] of steps.entries()) expect(rates[i]).toBeCloseTo(schedule(step), 5);
  }
});

test('tensors refuse cycles that hardly grow or shrink, which they would have to compare with one by one', () => {
  for (const tMul of [0.99, 1.001]) {
    expect(() => tf.tidy(() => restarts(10, tMul)(tf.scalar(5)))).toThrow(
      new RangeError(
        'A tensor of steps requires fewer than 1024 cycles before step 2147483648, received cycles of 10 steps times ' +
          `${tMul} each; call the schedule with numbers.`,
      ),
    );
  }
});

test('whatever the cycles, the rate is found in bounded time, and between the floor and the first rate', () => {
  const steps = fc.oneof(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.nat(10_000));
  const lengths = fc.double({ min: 1e-3, max: 1e15, noNaN: true });
  // Of all sizes, and close to 1 on both sides.
  const nearOne = fc
    .tuple(fc.integer({ min: 1, max: 52 }), fc.boolean())
    .map(([bits, grows]) => (grows ? 1 + 2 ** -bits : 1 - 2 ** -bits));
  const growths = fc.oneof(fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }), nearOne);
  fc.assert(
    fc.property(lengths, growths, steps, (firstDecaySteps, tMul, step) => {
      const schedule = new CosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps, tMul, alpha: 0.25 });
      expect(schedule(step)).toBeGreaterThanOrEqual(0.25);
      expect(schedule(step)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

describe('heights that grow in cycles that come to nothing', () => {
  test('the rate is at its floor from their end on', () => {
    const schedule = new CosineDecayRestarts({
      initialLearningRate: 1,
      firstDecaySteps: 33,
      tMul: 0.96,
      mMul: 3,
      alpha: 0.1,
    });
    for (const step of [825, 826, 1000, 1e9]) {
      expect(schedule(step)).toBe(0.1);
      expect(schedule.evaluate(float32, step)).toBe(Math.fround(0.1));
    }
    expect(schedule.horizon).toBe(825);
  });

  test.each([0.3, 0.5, 0.9, 0.96, 0.999])('with a tMul of %s, whatever the heights', (tMul) => {
    for (const mMul of [-2, -1, 0, 0.5, 1, 3, 1e6]) {
      const schedule = new CosineDecayRestarts({
        initialLearningRate: 1,
        firstDecaySteps: 10,
        tMul,
        mMul,
        alpha: 0.25,
      });
      const { horizon } = schedule;
      expect(Math.abs(horizon - 10 / (1 - tMul))).toBeLessThan(1e-6);
      for (const step of [horizon, horizon + 1, 10 * horizon]) expect(schedule(Math.ceil(step))).toBe(0.25);
    }
  });
});
