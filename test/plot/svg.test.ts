import fc from 'fast-check';
import {
  type Arithmetic,
  Constant,
  CosineDecay,
  CosineRamp,
  Cycles,
  LearningRateSchedule,
  PiecewiseConstantDecay,
  trainingClock,
} from 'lr-schedules';
import { PALETTE, type Panel, type PlotSvgOptions, plotSvg } from 'lr-schedules/plot';
import { describe, expect, test } from 'vitest';
import { toPng } from '../../src/cli/png.js';
import { expectRefusal } from '../refusal.js';
import { rows, sane, schedulesOf, wild } from '../schedule-table.js';

const cosine = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
const stairs = new PiecewiseConstantDecay({ boundaries: [300, 600], values: [0.05, 0.02, 0.005] });
const panelOf = (...curves: [string, LearningRateSchedule][]): Panel => ({
  title: 'learning rate',
  curves: curves.map(([name, schedule]) => ({ name, schedule })),
});
const one = [panelOf(['cosine', cosine])];
const two = [panelOf(['cosine', cosine], ['stairs', stairs])];

type Point = readonly [x: number, y: number];

/** The paths of the curves, each with its pieces, which are lists of points. */
const pathsOf = (svg: string): Point[][][] =>
  [...svg.matchAll(/<path d="(M[^"]*)" stroke-width="2"/g)].map(([, path = '']) =>
    path
      .split('M')
      .slice(1)
      .map((piece) => piece.split(' ').map(Number))
      .map((numbers) =>
        Array.from(
          { length: numbers.length / 2 },
          (_, i) => [numbers[2 * i] as number, numbers[2 * i + 1] as number] as const,
        ),
      ),
  );

/** The points of a curve that is alone and without a gap. */
const pointsOf = (svg: string): Point[] => pathsOf(svg)[0]?.[0] ?? [];

/** What a strict reader of XML makes of it: anything that is not well-formed is thrown. */
const read = (svg: string) => toPng(svg, 0.1);

describe('the document', () => {
  test('says what it is, how large, and what is to be seen', () => {
    const svg = plotSvg(two, { steps: 1000, title: 'Two schedules' });
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" role="img" width="800" height="400" viewBox="0 0 800 400"/,
    );
    expect(svg).toContain('<title>Two schedules</title>');
    expect(svg).toContain(
      '<desc>learning rate of cosine: 0 at step 0, at most 0.1 at step 100, 3.046e-7 at step 999. learning rate of stairs: 0.05 at step 0,',
    );
    expect(svg).toContain('font-variant-numeric:tabular-nums');
    expect(plotSvg(two, { steps: 1000 })).toContain('<title>learning rate: cosine, stairs</title>');
  });

  test('has the ticks, the titles of the axes and the legend', () => {
    const clock = trainingClock({ batchesPerEpoch: 100, epochs: 10 });
    const textsOf = (options: Partial<PlotSvgOptions>) =>
      [...plotSvg(two, { steps: 1000, ...options }).matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
        .map(([, text]) => text)
        .join(' ');
    expect(textsOf({})).toBe('learning rate cosine stairs 0 0.02 0.04 0.06 0.08 0.10 0 200 400 600 800 1000 step');
    expect(textsOf({ unit: 'ep', clock })).toContain(' 0 2 4 6 8 10 epoch');
    expect(textsOf({ unit: '%', clock })).toContain(' 0 20 40 60 80 100 % of the run');
    expect(textsOf({ log: true })).toContain('0.001');
    expect(
      textsOf({
        marks: [
          { step: 300, label: 'a stair' },
          { step: -1, label: 'none' },
        ],
      }),
    ).toMatch(/ 1 .* 1 a stair$/);
    expect(textsOf({ title: 'Heading' })).toMatch(/^Heading /);
  });

  test('draws each panel with axes of its own, and is as much higher', () => {
    const momentum = { title: 'momentum', curves: [{ name: 'm', schedule: new Constant({ value: 0.9 }) }] };
    const svg = plotSvg([...one, momentum], { steps: 1000, height: 300 });
    expect(svg).toContain('width="800" height="600"');
    expect(svg.match(/<svg /g)?.length).toBe(3);
    expect(svg.match(/>step</g)?.length).toBe(1);
  });

  test('has the colours of the palette, and dashes once they have all been used', () => {
    const curves = Array.from({ length: 8 }, (_, i): [string, LearningRateSchedule] => [
      `${i}`,
      new Constant({ value: i }),
    ]);
    for (const [mode, palette] of Object.entries(PALETTE)) {
      const svg = plotSvg([panelOf(...curves)], { steps: 10, dark: mode === 'dark' });
      for (const colour of palette) expect(svg).toContain(`<g stroke="${colour}">`);
      expect(svg.match(/stroke-dasharray="8 4"/g)?.length).toBe(4);
    }
  });

  test('is well-formed for all names, labels, schedules and sizes, and always the same', async () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '<&"\' ]]>',
        '<script>alert(1)</script>',
        '\u0000\u0008\u001b[31m',
        '\ud800',
        '\ufffe\uffff',
        '&amp;',
        '-->',
      ),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    const schedule = fc.oneof(...rows.flatMap((row) => [schedulesOf(row, sane), schedulesOf(row, wild)]));
    const curves = fc.array(fc.record({ name: hostile, schedule }), { minLength: 1, maxLength: 8 });
    const panels = fc.array(fc.record({ title: hostile, curves }), { minLength: 1, maxLength: 3 });
    const options = fc.record({
      steps: fc.integer({ min: 1, max: 3000 }),
      start: fc.nat(1000),
      width: fc.integer({ min: 1, max: 1000 }),
      height: fc.integer({ min: 1, max: 1000 }),
      log: fc.boolean(),
      dark: fc.boolean(),
      title: fc.option(hostile),
      marks: fc.array(fc.record({ step: fc.integer({ min: -10, max: 500 }), label: hostile }), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(panels, options, async (drawn, given) => {
        const svg = plotSvg(drawn, given);
        expect(svg).toBe(plotSvg(drawn, given));
        expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)|<script/);
        await read(svg);
      }),
      { numRuns: 60 },
    );
  });

  test('that is not well-formed is noticed by these tests', async () => {
    await expect(read('<svg xmlns="http://www.w3.org/2000/svg"><title>a < b</title></svg>')).rejects.toBeDefined();
    await expect(read('<svg xmlns="http://www.w3.org/2000/svg"><title>\u0001</title></svg>')).rejects.toBeDefined();
  });
});

describe('the curve', () => {
  test('goes from edge to edge, through its highest point', () => {
    const points = pointsOf(plotSvg(one, { steps: 1000 }));
    const [first, last] = [points[0], points.at(-1)] as [Point, Point];
    const highest = Math.min(...points.map(([, y]) => y));
    expect(first[0]).toBeLessThan(last[0]);
    expect(points.find(([, y]) => y === highest)?.[0]).toBeCloseTo(first[0] + (last[0] - first[0]) * (100 / 999), 1);
    expect(first[1]).toBeCloseTo(last[1], 1);
  });

  test('is nowhere further than can be seen from the schedule, in few points', () => {
    const svg = plotSvg(one, { steps: 1000 });
    const points = pointsOf(svg);
    const [low, high] = [Math.max(...points.map(([, y]) => y)), Math.min(...points.map(([, y]) => y))];
    const [x0, x1] = [points[0]?.[0] as number, points.at(-1)?.[0] as number];
    for (const [i, [x, y]] of points.slice(1).entries()) {
      const [fromX, fromY] = points[i] as Point;
      for (let part = 0; part <= 1; part += 0.25) {
        const step = ((fromX + (x - fromX) * part - x0) / (x1 - x0)) * 999;
        expect(fromY + (y - fromY) * part).toBeCloseTo(low + (high - low) * (cosine(step) / 0.1), 0);
      }
    }
    expect(points.length).toBeLessThan(100);
    expect(svg.length).toBeLessThan(5000);
  });

  test('has straight stairs', () => {
    const points = pointsOf(plotSvg([panelOf(['stairs', stairs])], { steps: 1000 }));
    expect(points.length).toBe(6);
    for (const i of [1, 3]) expect((points[i + 1]?.[0] as number) - (points[i]?.[0] as number)).toBeLessThan(1);
  });

  test('has a gap where the rate is no number, and a dot for a step alone', () => {
    class Custom extends LearningRateSchedule {
      evaluate<T>(m: Arithmetic<T>, step: T): T {
        return m.ifLess(step, 4, step, m.ifLess(step, 7, Number.NaN, m.ifLess(step, 8, step, Number.NaN)));
      }
    }
    const svg = plotSvg([panelOf(['custom', new Custom()])], { steps: 10 });
    expect(pathsOf(svg).map((pieces) => pieces.length)).toEqual([1]);
    expect(svg.match(/<path d="M[\d. ]+h0\.01" stroke-width="6"\/>/g)?.length).toBe(1);
  });

  test('of a logarithm leaves the plot at the bottom', () => {
    const fall = new PiecewiseConstantDecay({ boundaries: [499], values: [1, 0] });
    const points = pointsOf(plotSvg([panelOf(['fall', fall])], { steps: 1000, log: true }));
    const frame = /<svg x="[^"]*" y="([^"]*)" width="[^"]*" height="([^"]*)"/.exec(
      plotSvg(one, { steps: 9 }),
    ) as RegExpExecArray;
    expect(points.at(-1)?.[1]).toBeGreaterThan(Number(frame[1]) + Number(frame[2]));
  });

  test('of many cycles is no larger than its columns', () => {
    const cycles = new Cycles({ schedule: new CosineRamp({ from: 1, to: 0, steps: 9 }), firstSteps: 10 });
    expect(plotSvg([panelOf(['cycles', cycles])], { steps: 1e6 }).length).toBeLessThan(4 * 800 * 16);
  });
});

test('what it does not take is refused', () => {
  const refuse = (options: object, kind: typeof TypeError | typeof RangeError, ...parts: string[]) =>
    expectRefusal(() => plotSvg(one, { steps: 10, ...options }), kind, 'plotSvg', ...parts);
  refuse({ unit: 'ep' }, TypeError, "unit 'ep'", 'clock');
  refuse({ title: 5 }, TypeError, 'title', 'text or null');
  refuse({ dark: 'yes' }, TypeError, 'dark');
  refuse({ width: 0.5 }, RangeError, 'width');
  expectRefusal(() => plotSvg({} as never, { steps: 10 }), TypeError, 'plotSvg', 'panels');
});

test('a curve can have the colour of another place', () => {
  const named = (name: string, colour?: number) => ({
    name,
    schedule: new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 }),
    ...(colour === undefined ? {} : { colour }),
  });
  const strokes = (...curves: ReturnType<typeof named>[]) =>
    [...plotSvg([{ title: '', curves }], { steps: 10 }).matchAll(/<g stroke="(#\w+)"><title>(\w)/g)]
      .map(([, stroke, name]) => [name, stroke])
      .sort();
  const [first, second, third] = PALETTE.light;
  expect(strokes(named('a'), named('b'))).toEqual([
    ['a', first],
    ['b', second],
  ]);
  expect(strokes(named('a', 2), named('b', 0))).toEqual([
    ['a', third],
    ['b', first],
  ]);
  expect(() => strokes(named('a', -1))).toThrow(
    /plotSvg: panels\[0\]\.curves\[0\]: colour must be a whole number of at least 0/,
  );
});

describe('points', () => {
  const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
  const draw = (points: object, log = false) =>
    plotSvg([{ title: '', curves: [{ name: 'plan', schedule }, { name: 'run', ...points } as never] }], {
      steps: 10,
      log,
    });
  const dots = (picture: string) => (picture.match(/M[\d.]+ [\d.]+h0\.01/g) ?? []).length - 3;

  test('are dots, those of a pixel one, beside three in the legend', () => {
    expect(dots(draw({ steps: [0, 2.5, 5], rates: [0.1, 0.05, 0.02] }))).toBe(3);
    const many = Float64Array.from({ length: 1e5 }, (_, i) => i / 1e4);
    expect(dots(draw({ steps: many, rates: many.map((step) => 0.1 - step / 1000) }))).toBeLessThan(1000);
  });

  test('outside of the steps, or of a logarithm, or not finite, are left out', () => {
    expect(dots(draw({ steps: [-1, 0, 5, 11, 6], rates: [0.1, 0.1, Number.NaN, 0.1, 0.05] }))).toBe(2);
    expect(dots(draw({ steps: [0, 5], rates: [0.1, 0] }, true))).toBe(1);
  });

  test('are as many as rates, and numbers', () => {
    expectRefusal(() => draw({ steps: [1], rates: [1, 2] }), TypeError, 'curves[1] must have as many rates as steps');
    expectRefusal(() => draw({ steps: 'x', rates: [1] }), TypeError, 'curves[1].steps must be a list of numbers');
    expectRefusal(() => draw({ steps: [1], rates: ['1'] }), TypeError, 'curves[1].rates must be a list of numbers');
  });
});
