import fc from 'fast-check';
import { trainingClock } from 'lr-schedules';
import { formatRate, formatSteps, formatTicks, linearTicks, logTicks, PALETTE } from 'lr-schedules/plot';
import { describe, expect, test } from 'vitest';
import { rateAxis, stepAxis } from '../../src/plot/axis.js';
import { SURFACES } from '../../src/plot/palette.js';

const curve = (...rates: number[]) => ({
  steps: Float64Array.from(rates, (_, i) => i),
  rates: Float64Array.from(rates),
});
const labelsOf = ({ ticks }: { ticks: readonly { label: string }[] }) => ticks.map(({ label }) => label);

describe('linear ticks', () => {
  test.each([
    [0, 0.1, 5, '0 0.02 0.04 0.06 0.08 0.10'],
    [0, 1, 5, '0 0.2 0.4 0.6 0.8 1.0'],
    [0, 0.003, 4, '0 0.001 0.002 0.003'],
    [0, 0.003, 6, '0 0.0005 0.0010 0.0015 0.0020 0.0025 0.0030'],
    [0, 5e-4, 3, '0 2e-4 4e-4'],
    [0, 3e-7, 3, '0 1e-7 2e-7 3e-7'],
    [0, 250_000, 3, '0 1e5 2e5'],
    [-0.05, 0.1, 3, '-0.05 0 0.05 0.10'],
  ])('from %d to %d, about %i, are %s', (from, to, count, expected) => {
    expect(formatTicks(linearTicks(from, to, count)).join(' ')).toBe(expected);
  });

  test('are a few multiples of 1, 2 or 5 times a power of 10, within the ends', () => {
    const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        end,
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (from, length, count) => {
          const ticks = linearTicks(from, from + length, count);
          expect(ticks.length).toBeLessThanOrEqual(count + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from - length * 1e-6);
            expect(tick).toBeLessThanOrEqual(from + length * (1 + 1e-6));
          }
        },
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-200, max: 1e200, noNaN: true }), fc.integer({ min: 3, max: 20 }), (to, count) => {
        const ticks = linearTicks(0, to, count);
        expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 2.5));
        expect((ticks[1] as number).toExponential()).toMatch(/^[125]e/);
        expect(new Set(formatTicks(ticks)).size).toBe(ticks.length);
      }),
    );
  });

  test('of steps are never closer than one step', () => {
    expect(linearTicks(0, 3, 20, 1)).toEqual([0, 1, 2, 3]);
    expect(linearTicks(2 ** 53 - 11, 2 ** 53 - 1, 2, 1)).toEqual([2 ** 53 - 7, 2 ** 53 - 2]);
  });

  test.each([
    [0, 5e-324],
    [-1.7e308, 1.7e308],
    [0, 1.7e308],
  ])('come to an end from %d to %d', (from, to) => {
    expect(linearTicks(from, to, 5).length).toBeLessThan(10);
  });
});

describe('logarithmic ticks', () => {
  test.each([
    [0.001, 0.1, 9, '0.001 0.002 0.005 0.01 0.02 0.05 0.1'],
    [0.001, 0.1, 5, '0.001 0.01 0.1'],
    [1e-9, 0.1, 5, '1e-9 1e-7 1e-5 0.001 0.1'],
    [0.03, 0.04, 3, '0.03 0.035 0.04'],
  ])('from %d to %d, at most about %i, are %s', (from, to, count, expected) => {
    expect(logTicks(from, to, count).map(formatRate).join(' ')).toBe(expected);
  });

  test('are within the ends, rising and not many', () => {
    const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        fc.double({ min: 1.1, max: 1e8, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (from, ratio, count) => {
          const ticks = logTicks(from, from * ratio, count);
          expect(ticks.length).toBeLessThanOrEqual(count + 1);
          expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
          for (const tick of ticks) expect(tick >= from * (1 - 1e-6) && tick <= from * ratio * (1 + 1e-6)).toBe(true);
        },
      ),
    );
  });
});

test.each([
  [0, '0'],
  [0.001, '0.001'],
  [0.0625, '0.0625'],
  [0.123456, '0.1235'],
  [0.00025, '2.5e-4'],
  [1e-5, '1e-5'],
  [-0.5, '-0.5'],
  [123_456, '1.235e5'],
  [Number.NaN, 'NaN'],
])('the rate %d is written %s', (rate, text) => expect(formatRate(rate)).toBe(text));

test.each([
  [0, '0'],
  [2000, '2000'],
  [10_000, '10k'],
  [12_345, '12.345k'],
  [1_500_000, '1.5M'],
  [2e9, '2e9'],
  [1e12, '1e12'],
])('%i steps are written %s', (steps, text) => expect(formatSteps(steps)).toBe(text));

test('the label of steps is their number', () => {
  const read = (label: string) => Number(label.replace('k', 'e3').replace('M', 'e6'));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e14 }), (steps) => {
      expect(read(formatSteps(steps))).toBe(steps);
    }),
  );
});

describe('the axis of the steps', () => {
  const clock = trainingClock({ batchesPerEpoch: 250, epochs: 8 });
  test.each([
    ['st', '0 500 1000 1500 2000'],
    ['ep', '0 2 4 6 8'],
    ['%', '0 20 40 60 80 100'],
  ] as const)('has ticks in %s', (unit, labels) => {
    const axis = stepAxis({ start: 0, steps: 2000, unit, clock }, 6);
    expect(labelsOf(axis).join(' ')).toBe(labels);
    expect([axis.ticks[0]?.value, axis.ticks.at(-1)?.value]).toEqual([0, 2000]);
  });

  test('begins where the plot does', () => {
    const axis = stepAxis({ start: 300, steps: 500, unit: 'ep', clock }, 2);
    expect(axis.ticks).toEqual([
      { value: 500, label: '2' },
      { value: 750, label: '3' },
    ]);
    expect([axis.position(300), axis.position(550), axis.position(800)]).toEqual([0, 0.5, 1]);
  });
});

describe('the axis of the rates', () => {
  test('begins at 0, and goes below it only for negative rates', () => {
    expect(rateAxis([curve(0.2, 0.4), curve(0.3, Number.NaN)], false, 4).position(0)).toBe(0);
    expect(rateAxis([curve(0.2, 0.4), curve(0.3)], false, 4).position(0.4)).toBe(1);
    expect(rateAxis([curve(-0.1, 0.3)], false, 4).position(0)).toBeCloseTo(0.25);
    expect(labelsOf(rateAxis([curve(0, 0)], false, 2))).toEqual(['0', '0.5', '1.0']);
    expect(labelsOf(rateAxis([curve(Number.NaN)], true, 9)).at(-1)).toBe('1');
  });

  test('leaves out of a logarithm what is not positive, and what is below 1e-8 of the highest', () => {
    const axis = rateAxis([curve(0.1, 1e-5, 0)], true, 5);
    expect(
      [axis.position(0.1), axis.position(1e-3), axis.position(1e-5)].map((x) => Math.round(x * 1e9) / 1e9),
    ).toEqual([1, 0.5, 0]);
    expect([axis.position(0), axis.position(-1)]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(rateAxis([curve(1, 1e-30)], true, 5).position(1e-8)).toBeCloseTo(0);
  });

  test('holds numbers whose difference is none', () => {
    const axis = rateAxis([curve(-1.7e308, 1.7e308)], false, 5);
    expect([axis.position(-1.7e308), axis.position(0), axis.position(1.7e308)]).toEqual([0, 0.5, 1]);
  });
});

describe('the palette', () => {
  const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255);
  const linear = (colour: string) =>
    channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const times = (matrix: number[][], v: number[]) =>
    matrix.map((row) => row.reduce((sum, x, i) => sum + x * (v[i] as number), 0));
  const luminance = (colour: string) => times([[0.2126, 0.7152, 0.0722]], linear(colour))[0] as number;
  const contrast = (a: string, b: string) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };
  /** What those see who lack a kind of cones (Machado, Oliveira and Fernandes, 2009). */
  const sights = {
    full: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protanopia: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    tritanopia: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  };
  /** Oklab (Ottosson, 2020), in which the distance of two colours is how unlike they look. */
  const oklab = (rgb: number[]) =>
    times(
      [
        [0.2104542553, 0.793617785, -0.0040720468],
        [1.9779984951, -2.428592205, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.808675766],
      ],
      times(
        [
          [0.4122214708, 0.5363325363, 0.0514459929],
          [0.2119034982, 0.6806995451, 0.1073969566],
          [0.0883024619, 0.2817188376, 0.6299787005],
        ],
        rgb.map((c) => Math.min(1, Math.max(0, c))),
      ).map(Math.cbrt),
    );

  for (const mode of ['light', 'dark'] as const) {
    const { background, text, quiet } = SURFACES[mode];
    test(`is seen on the ${mode} background, and so are the labels`, () => {
      for (const colour of PALETTE[mode]) expect(contrast(colour, background)).toBeGreaterThanOrEqual(3);
      for (const colour of [text, quiet]) expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
    });
    test.each(Object.entries(sights))(`has unlike colours in the ${mode} mode with %s`, (_, matrix) => {
      const seen = PALETTE[mode].map((colour) => oklab(times(matrix, linear(colour))));
      for (const [i, a] of seen.entries()) {
        for (const b of seen.slice(0, i))
          expect(Math.hypot(...a.map((x, k) => x - (b[k] as number)))).toBeGreaterThan(0.08);
      }
    });
  }
});

test('a logarithmic axis has two labels at least, however few are asked for', () => {
  const rate = fc.double({ min: 1e-6, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      rate,
      fc.double({ min: 1.3, max: 1e6, noNaN: true }),
      fc.integer({ min: 3, max: 9 }),
      (low, ratio, count) => {
        const ticks = logTicks(low, low * ratio, count);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.every((tick) => tick >= low * (1 - 1e-6) && tick <= low * ratio * (1 + 1e-6))).toBe(true);
      },
    ),
  );
});
