import fc from 'fast-check';
import { trainingClock } from 'lr-schedules';
import { targets } from 'lr-schedules/codegen';
import { type CatalogOption, catalog, isList, type NumberOption } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { readList, readNumber, readPairs, readTime } from '../../playground/src/fields/parse.js';
import { POSITIONS, scaleFor } from '../../playground/src/fields/slider-scale.js';
import { tokensOf } from '../../playground/src/panels/tokens.js';
import { extentOf, rateAxis, stepAxis, toPowers } from '../../playground/src/plot/axes.js';
import { fitted, panned, zoomed } from '../../playground/src/plot/zoom.js';
import { checkOption } from '../../src/options.js';

describe('what people type', () => {
  test.each([
    ['0.1', 0.1],
    [' 1e-3 ', 0.001],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['−3', -3],
    ['50,000', 50_000],
    ['1 281 167', 1_281_167],
    ['1,234.5', 1234.5],
  ])('%j is a number', (text, value) => {
    expect(readNumber(text)).toEqual({ value });
  });

  test.each(['', ' ', 'abc', 'NaN', 'Infinity', '1e999', '0x10', '1,5', '1.2.3', '--1', '1e'])('%j is none', (text) => {
    expect(readNumber(text)).toEqual({ problem: expect.stringMatching(/^(Type a number|“.*” is not a number)\.$/) });
  });

  test('any number is read as it is shown', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value))).toEqual({ value: value + 0 });
      }),
    );
  });

  test('times, lists and pairs', () => {
    expect(readTime('10ep', 'st')).toEqual({ value: { amount: 10, unit: 'ep' } });
    expect(readTime('10', '%')).toEqual({ value: { amount: 10, unit: '%' } });
    expect(readTime('1200 st', 'ep')).toEqual({ value: { amount: 1200, unit: 'st' } });
    expect(readTime('soon', 'ep')).toHaveProperty('problem');
    expect(readList('0.1, 0.01,, 1e-3', readNumber)).toEqual({ value: [0.1, 0.01, 0.001] });
    expect(readList('0.1, x', readNumber)).toEqual({ problem: '“x” is not a number.' });
    expect(readPairs('30%: 0.1, 500 = 0.5')).toEqual({ value: { '30%': 0.1, '500': 0.5 } });
    expect(readPairs('30%')).toEqual({ problem: 'Write “step: factor”, in place of “30%”.' });
    expect(readPairs('1:2:3')).toHaveProperty('problem');
  });
});

describe('sliders', () => {
  const options = catalog.flatMap(({ name, options }) =>
    options
      .filter((option): option is CatalogOption & NumberOption => ['rate', 'fraction', 'number'].includes(option.is))
      .filter((option) => !isList(option) && !option.unused)
      .map((option) => [`${name} ${option.name}`, option] as const),
  );

  test.each(options)('%s: every position gives a value that the option takes, and comes back', (_, option) => {
    const start = typeof option.default === 'number' ? option.default : 0.1;
    const scale = scaleFor(option, start);
    let last = Number.NEGATIVE_INFINITY;
    for (let position = 0; position <= POSITIONS; position += 50) {
      const value = scale.toValue(position);
      expect(value).toBeGreaterThanOrEqual(last);
      expect(Math.abs(scale.toPosition(value) - position)).toBeLessThanOrEqual(option.whole ? POSITIONS / 4 : 4);
      last = value;
      // A base or a ratio must not be 1, in the middle of what it can be.
      if (!(value === 1 && /^(base|ratio)$/.test(option.name)))
        expect(() => checkOption('it', option.name, option, value)).not.toThrow();
    }
  });
});

test.each([1e308, 1.7e308, -1.7e308])('a slider at %d has no value that is no number', (value) => {
  for (const name of ['initialLearningRate', 'alpha', 'power']) {
    const option = catalog.flatMap(({ options }) => options).find((candidate) => candidate.name === name);
    const scale = scaleFor(option as never, value);
    for (const position of [0, 1, 500, POSITIONS]) expect(Number.isFinite(scale.toValue(position))).toBe(true);
  }
});

describe('axes', () => {
  const rates = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 30 });

  test('all rates are on the axis, and the ticks too', () => {
    fc.assert(
      fc.property(rates, fc.boolean(), fc.integer({ min: 50, max: 2000 }), (values, isLog, height) => {
        const axis = rateAxis(extentOf([values], isLog), isLog, height);
        expect(axis.to).toBeGreaterThan(axis.from);
        const drawn = isLog ? toPowers(values, axis).filter((_, i) => (values[i] as number) > 0) : values;
        const highest = Math.max(...values, 1e-290);
        for (const [i, value] of drawn.entries()) {
          expect(value).toBeLessThanOrEqual(axis.to + 1e-9);
          const isTiny = isLog && (values.filter((rate) => rate > 0)[i] as number) < highest * 1e-8;
          if (!isTiny) expect(value).toBeGreaterThanOrEqual(axis.from - 1e-9);
        }
        expect(axis.ticks.length).toBeGreaterThan(0);
        expect(new Set(axis.ticks.map(({ label }) => label)).size).toBe(axis.ticks.length);
        for (const { value } of axis.ticks) expect(value >= axis.from - 1e-9 && value <= axis.to + 1e-9).toBe(true);
      }),
    );
  });

  test('no rates, zeros and gaps', () => {
    expect(extentOf([[null, null]], false)).toBeNull();
    expect(extentOf([[0, -1]], true)).toBeNull();
    expect(extentOf([[null, 3], [1]], false)).toEqual([1, 3]);
    expect(rateAxis(null, false, 300)).toMatchObject({ from: 0 });
    expect(rateAxis([0, 0], false, 300).to).toBeGreaterThan(0);
    expect(rateAxis([5, 5], true, 300).ticks.length).toBeGreaterThan(0);
    const axis = rateAxis([1e-3, 1], true, 300);
    expect(toPowers([0, null, 1], axis)).toEqual([axis.from - (axis.to - axis.from), null, 0]);
  });

  test('steps have the ticks of their unit', () => {
    const clock = trainingClock({ examples: 1000, batchSize: 10, epochs: 9 });
    const labels = (unit: 'st' | 'ep' | '%') =>
      stepAxis({ from: 0, to: 900 }, unit, clock, 400).ticks.map(({ label }) => label);
    expect(labels('st')).toEqual(['0', '200', '400', '600', '800']);
    expect(labels('ep')).toEqual(['0', '2', '4', '6', '8']);
    expect(labels('%')).toEqual(['0 %', '20 %', '40 %', '60 %', '80 %', '100 %']);
    expect(
      stepAxis({ from: 0, to: 2 ** 53 - 1 }, 'st', trainingClock({ totalSteps: 2 ** 53 - 1 }), 400).ticks.length,
    ).toBeGreaterThan(1);
  });
});

test('zooming stays inside what there is, and gets back to all of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 53 - 1 }),
      fc.array(
        fc.tuple(
          fc.constantFrom('zoom', 'pan'),
          fc.double({ min: -2, max: 2, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      ),
      (total, acts) => {
        let range = { from: 0, to: total };
        for (const [act, by, part] of acts) {
          const at = range.from + part * (range.to - range.from);
          range = (act === 'zoom' ? zoomed(range, 4 ** by, at, total) : panned(range, by, total)) ?? {
            from: 0,
            to: total,
          };
          expect(Number.isSafeInteger(range.from) && Number.isSafeInteger(range.to)).toBe(true);
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeGreaterThan(range.from);
        }
        expect(fitted({ from: 0, to: total }, total)).toBeNull();
      },
    ),
  );
});

test('coloured code is the code', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...targets), (code, { name: target }) => {
      expect(
        tokensOf(code, target)
          .map(({ text }) => text)
          .join(''),
      ).toBe(code);
    }),
  );
  expect(tokensOf('x = 0.1  # rate', 'torch')).toEqual([
    { kind: 'plain', text: 'x = ' },
    { kind: 'number', text: '0.1' },
    { kind: 'plain', text: '  ' },
    { kind: 'comment', text: '# rate' },
  ]);
  expect(tokensOf('return "a # b"', 'numpy').map(({ kind }) => kind)).toEqual(['keyword', 'plain', 'string']);
});
