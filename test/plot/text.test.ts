import fc from 'fast-check';
import {
  type Arithmetic,
  Constant,
  CosineDecay,
  CosineDecayRestarts,
  diagnose,
  ExponentialDecay,
  LearningRateSchedule,
  PiecewiseConstantDecay,
  trainingClock,
} from 'lr-schedules';
import { type Panel, type PlotTextOptions, plotText } from 'lr-schedules/plot';
import { oneCycleLR, oneCycleMomentum } from 'lr-schedules/torch';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../src/plot/text-width.js';
import { expectRefusal, hostileValues } from '../refusal.js';
import { rows, sane, schedulesOf, wild } from '../schedule-table.js';

const cosine = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
const restarts = new CosineDecayRestarts({ initialLearningRate: 0.08, firstDecaySteps: 250, tMul: 1, mMul: 0.8 });
const stairs = new PiecewiseConstantDecay({ boundaries: [300, 600], values: [0.05, 0.02, 0.005] });
const panelOf = (...curves: [string, LearningRateSchedule][]): Panel => ({
  title: 'learning rate',
  curves: curves.map(([name, schedule]) => ({ name, schedule })),
});
const one = [panelOf(['cosine', cosine])];
const three = [panelOf(['cosine', cosine], ['restarts', restarts], ['stairs', stairs])];

/** A schedule of a plain function. */
class Custom extends LearningRateSchedule {
  constructor(private readonly rate: (step: number) => number) {
    super();
    Object.assign(this, { rate });
  }
  evaluate<T>(_m: Arithmetic<T>, step: T): number {
    return this.rate(step as number);
  }
}
const custom = (rate: (step: number) => number) => [panelOf(['custom', new Custom(rate)])];

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
const COLOUR = /\u001b\[\d+m/g;
/** The lines of the curves alone. */
const canvasOf = (text: string) => text.split('\n').flatMap((line) => /^[^│┤|+]*[│┤|+]([^+]*)$/.exec(line)?.[1] ?? []);

describe('looks as it did when a person looked at it', () => {
  test('one curve', () => {
    expect(plotText(one, { steps: 1000, width: 60, height: 10 })).toMatchInlineSnapshot(`
      "      learning rate
      0.10 ┤    ⢠⠋⠉⠉⠙⠒⠒⠢⠤⣄⣀
           │    ⡸         ⠈⠉⠒⠦⣄⡀
      0.08 ┤   ⢠⠇              ⠈⠑⠢⣄
           │   ⡸                   ⠉⠒⠤⡀
      0.06 ┤  ⢀⠇                      ⠈⠓⠤⣀
      0.04 ┤  ⡜                          ⠈⠑⠦⣀
           │ ⢰⠁                              ⠙⠢⢄⡀
      0.02 ┤ ⡇                                  ⠉⠒⠤⣀
           │⡸                                       ⠉⠒⠤⢄⣀
         0 ┤⡇                                           ⠈⠉⠒⠒⠤⠤⢄⣀⣀⣀
           └┬─────────┬──────────┬──────────┬──────────┬─────────┬
            0        200        400        600        800     1000
                                     step"
    `);
  });
  test('several curves', () => {
    expect(plotText(three, { steps: 1000, width: 60, height: 10 })).toMatchInlineSnapshot(`
      "      learning rate
            a cosine   b restarts   c stairs
      0.10 ┤    a⠋⠉⠉⠙⠒⠒⠢⠤⣄⣀
           │    ⡸         ⠈⠉⠒⠦⣄⡀
      0.08 ┤⠉⠒⢄⢠⠇              ⠈⠑⠢⣄
           │   ⡹⡄        ⢠⢄⡀       ⠉⠒⠤⡀
      0.06 ┤  ⢀⠇⠙⡄       ⢸ ⠈⠑⣄        ⠈⣓a⣀
      0.04 ┤⠉⠉⡝⠉⠉⠉⢏⠉⠉⠉⠉⠉⠉⢹⠉⠉⡇⠈⢣        ⡇⠉⠙⢵⡦⣀       ⢀⣀
           │ ⢰⠁    ⢣     ⡸  ⡇  ⠑⡄      ⡇   ⠙⢄⠙⠢⢄⡀   ⢸ ⠉⠓⢤⡀
      0.02 ┤ ⡇      ⢱⡀   ⡇  ⣇⣀⣀⣀c⣢⣀⣀⣀⣀⣠⣃⣀⣀⣀⣀⡀⠑⢄ ⠉⠒⠤⣀⢸    ⠙⠢⡀
           │⡸        ⠣⡀  ⡇        ⠳⡀  ⢸     ⡇  ⠱⡄   ⡏⠒⠤⢄⣀  ⠈⠒⣄
         0 ┤⡇         ⠈⠢b⡇         ⠈⠒⠤⣸     ⠓⠒⠒⠒b⠓⠶⣖⡗⠒⠒⠒c⠛⠒⠒⠶⠾⢗⣲a⣒
           └┬─────────┬──────────┬──────────┬──────────┬─────────┬
            0        200        400        600        800     1000
                                     step"
    `);
  });
  test('an area of blocks', () => {
    expect(plotText(one, { steps: 1000, width: 60, height: 8, characters: 'blocks' })).toMatchInlineSnapshot(`
      "      learning rate
      0.10 ┤    ▃████▇▆▆▅▄▃▂▁
           │    █████████████▇▆▄▂▁
           │   ▇██████████████████▇▅▃▁
           │   ███████████████████████▇▆▃▁
      0.05 ┤  ████████████████████████████▇▅▃▁
           │ ▆████████████████████████████████▇▅▃▁
           │▃█████████████████████████████████████▇▆▄▂▁
         0 ┤████████████████████████████████████████████▆▅▄▃▂▂▁▁
           └┬─────────┬──────────┬──────────┬──────────┬─────────┬
            0        200        400        600        800     1000
                                     step"
    `);
  });
  test('ASCII', () => {
    expect(plotText(three, { steps: 1000, width: 60, height: 10, characters: 'ascii' })).toMatchInlineSnapshot(`
      "      learning rate
            a cosine   b restarts   c stairs
      0.10 +     aaaaaaaa
           |    a        aaaaaa
      0.08 +bbbaa             aaaaa
           |   bb        bbb      aaaaa
      0.06 +   abb       b bbb        abaa
      0.04 +cccccccccccccccccbb        bbbbba       bbb
           | a     bb    b  c  bb      b   bbbaaa   b bbbb
      0.02 +aa      bb   b  cccccccccccccccccbbbaaaab    bbb
           |a        bb  b        bbb b     c  bbb  baaaaaa bbb
         0 +a          bbb          bbb     ccccccccccccccccccccac
           ++---------+----------+----------+----------+---------+
            0        200        400        600        800     1000
                                     step"
    `);
  });
  test('a logarithm', () => {
    expect(plotText(one, { steps: 1000, width: 60, height: 10, log: true })).toMatchInlineSnapshot(`
      "       learning rate
        0.1 ┤ ⢀⡠⠖⠊⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⢄⣀⣀⣀⡀
            │⡰⠁                                ⠈⠉⠉⠙⠒⠒⠦⠤⣀⣀
            │⡇                                           ⠉⠓⠢⢄⡀
      0.001 ┤⡇                                               ⠈⠲⡀
            │⡇                                                 ⠈⢆
            │⡇                                                  ⠈⡆
            │⡇                                                   ⢸
       1e-5 ┤⡇                                                   ⢸
            │⡇                                                   ⢸
            │⡇                                                   ⢸
            └┬─────────┬──────────┬─────────┬──────────┬─────────┬
             0        200        400       600        800     1000
                                     step"
    `);
  });
  test('two panels, epochs and marks', () => {
    const options = { maxLr: 0.1, totalSteps: 1000 };
    const panels = [
      panelOf(['rate', oneCycleLR(options)]),
      { ...panelOf(['momentum', oneCycleMomentum(options)]), title: 'momentum' },
    ];
    const marks = [
      { step: 1000, label: 'the end' },
      { step: 0, label: 'the beginning, about which there is more to be said than a line has room for' },
      { step: 8, label: 'near' },
      { step: 300, label: 'the peak' },
      { step: 1001, label: 'elsewhere' },
    ];
    const clock = trainingClock({ batchesPerEpoch: 100, epochs: 10 });
    expect(plotText(panels, { steps: 1000, width: 60, height: 5, unit: 'ep', clock, marks })).toMatchInlineSnapshot(`
      "      learning rate
      0.10 ┤           ⢀⡠⠖⠊⠉⠉⠉⠉⠉⠒⠒⠒⠤⠤⣀⣀
           │         ⡠⠒⠁              ⠈⠉⠑⠒⠤⣄⡀
      0.05 ┤      ⢀⡠⠊                       ⠈⠉⠒⠦⣄⡀
           │    ⣠⠔⠉                              ⠈⠉⠒⠦⢄⣀⡀
         0 ┤⠤⠤⠒⠊⠁                                      ⠈⠉⠒⠒⠤⠤⠤⣀⣀⣀⣀
           └┬─────────┬──────────┬──────────┬──────────┬─────────┬
            momentum
           │⠉⠉⠉⠉⠉⠓⠒⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
           │
       0.5 ┤
           │
         0 ┤
           └┬─────────┬──────────┬──────────┬──────────┬─────────┬
            0         2          4          6          8        10
                                    epoch
            ^1,2            ^3                                  4^
      1  the beginning, about which there is more to be said than
         a line has room for
      2  near
      3  the peak
      4  the end"
    `);
  });
  test('the findings of diagnose', () => {
    const marks = diagnose(cosine, { steps: 1200 }).map(({ step, message }) => ({ step, label: message }));
    expect(plotText(one, { steps: 1200, width: 60, height: 6, marks })).toMatchInlineSnapshot(`
      "      learning rate
      0.10 ┤    ⡏⠉⠉⠉⠑⠒⠒⠤⠤⣄⣀
           │   ⡰⠁         ⠈⠉⠑⠲⠤⣀
           │  ⡰⠁                ⠉⠑⠢⢄⣀
      0.05 ┤ ⢠⠃                     ⠈⠉⠒⠦⣀⡀
           │⢠⠃                           ⠈⠑⠲⠤⣀⣀
         0 ┤⡎                                  ⠉⠓⠒⠢⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
           └┬────────┬────────┬────────┬────────┬────────┬───────┬
            0       200      400      600      800      1000  1200
                                     step
            ^1                                           ^2
      1  The rate at step 0 is 0, so that the first update changes
         nothing.
      2  From step 1000 on, for the last 200 of 1200 updates, the
         rate stays at 0: next to nothing is learned."
    `);
  });
});

describe('the text', () => {
  const options = fc.record({
    steps: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 2 ** 52 })),
    start: fc.oneof(fc.constant(0), fc.nat(1e6)),
    width: fc.integer({ min: 20, max: 300 }),
    height: fc.integer({ min: 1, max: 30 }),
    log: fc.boolean(),
    characters: fc.constantFrom('braille', 'blocks', 'ascii'),
    marks: fc.array(fc.record({ step: fc.integer({ min: -10, max: 500 }), label: fc.string({ unit: 'binary' }) })),
  } satisfies Record<keyof Omit<PlotTextOptions, 'colour' | 'unit' | 'clock'>, fc.Arbitrary<unknown>>);
  const name = fc.string({ unit: 'binary', maxLength: 40 });
  const panels = (domain: typeof sane) => {
    const schedule = fc.oneof(...rows.map((row) => schedulesOf(row, domain)));
    const curves = fc.array(fc.record({ name, schedule }), { minLength: 1, maxLength: 5 });
    return fc.array(fc.record({ title: name, curves }), { minLength: 1, maxLength: 3 });
  };

  test.each([
    ['sane', sane],
    ['wild', wild],
  ])('fits its width, is free of control characters and always the same, for %s schedules', (_, domain) => {
    fc.assert(
      fc.property(panels(domain), options, (drawn, given) => {
        const evaluated = { ...given, steps: Math.min(given.steps, 5000) };
        const text = plotText(drawn, evaluated);
        expect(text).toBe(plotText(drawn, evaluated));
        for (const line of text.split('\n')) {
          expect(widthOf(line)).toBeLessThanOrEqual(given.width);
          expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|\s$/u);
        }
        const coloured = plotText(drawn, { ...evaluated, colour: true });
        for (const line of coloured.replace(COLOUR, '').split('\n')) {
          expect(widthOf(line)).toBeLessThanOrEqual(given.width);
          expect(line).not.toMatch(/\p{C}/u);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is ASCII if that is asked for', () => {
    const text = plotText(three, { steps: 1000, characters: 'ascii', log: true, marks: [{ step: 3, label: 'x' }] });
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('takes the whole width, and widths that are too small or large as the nearest', () => {
    const widest = (width: number) => Math.max(...plotText(one, { steps: 1000, width }).split('\n').map(widthOf));
    expect([20, 80, 133, 1000].map(widest)).toEqual([20, 80, 133, 1000]);
    expect([1, 5000].map(widest)).toEqual([20, 1000]);
    expect(canvasOf(plotText(one, { steps: 1000, height: 1 })).length).toBe(2);
    expect(canvasOf(plotText(one, { steps: 1000, height: 999 })).length).toBe(200);
  });

  test('has a curve without a gap where it jumps', () => {
    const jump = canvasOf(
      plotText(
        custom((step) => Number(step >= 500)),
        { steps: 1000, characters: 'ascii' },
      ),
    );
    const rowsOf = (column: number) => jump.filter((row) => row[column] === '*').length;
    const columns = Array.from({ length: 70 }, (_, column) => rowsOf(column));
    expect(Math.min(...columns)).toBe(1);
    expect(columns.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(70 + 14);
  });

  test('has a gap where the rate is no number', () => {
    const gap = custom((step) => (step >= 250 && step < 750 ? Number.NaN : 1));
    for (const characters of ['ascii', 'braille', 'blocks'] as const) {
      const rows = canvasOf(plotText(gap, { steps: 1000, width: 85, characters }));
      const filled = Array.from({ length: 80 }, (_, column) => rows.some((row) => (row[column] ?? ' ') !== ' '));
      expect(filled.indexOf(false)).toBe(20);
      expect(filled.lastIndexOf(false)).toBe(59);
    }
  });

  test('has a dot for a single step, and nothing for none that is a number', () => {
    expect(
      canvasOf(plotText(one, { steps: 1 }))
        .join('')
        .trim(),
    ).toBe('⡀');
    expect(
      canvasOf(
        plotText(
          custom(() => Number.NaN),
          { steps: 9 },
        ),
      )
        .join('')
        .trim(),
    ).toBe('');
    expect(
      canvasOf(
        plotText(
          custom(() => 0),
          { steps: 9, log: true },
        ),
      )
        .join('')
        .trim(),
    ).toBe('');
  });

  test('lets a curve that falls to 0 leave a logarithmic plot at the bottom', () => {
    const rows = canvasOf(
      plotText(
        custom((step) => Number(step < 500)),
        { steps: 1000, log: true, characters: 'ascii' },
      ),
    );
    expect(rows.every((row) => row.includes('*'))).toBe(true);
    expect(rows.every((row) => row.trimEnd().length <= 40)).toBe(true);
  });

  test('has a letter of each curve that lies under another', () => {
    const same = new Constant({ value: 1 });
    const text = plotText([panelOf(['first', same], ['second', same])], { steps: 1000 });
    expect(text).toContain('a first   b second');
    expect(canvasOf(text)[0]).toMatch(/a.*b.*a.*b/);
  });

  test('has colours instead of letters', () => {
    const text = plotText(three, { steps: 1000, colour: true });
    expect(text).toContain('\u001b[36m━━\u001b[39m cosine   \u001b[33m━━\u001b[39m restarts');
    expect(canvasOf(text.replace(COLOUR, '')).join('')).not.toMatch(/[a-c]/);
    expect(plotText(three, { steps: 1000 })).not.toContain('\u001b');
  });

  test('copes with 1e12 steps, and with more curves than letters', () => {
    const many = Array.from({ length: 60 }, (_, i): [string, LearningRateSchedule] => [
      `curve ${i}`,
      new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1e11, decayRate: 1 - i / 100 }),
    ]);
    expect(plotText(one, { steps: 1e12 })).toContain('1e12');
    expect(plotText([panelOf(...many)], { steps: 1000 })).toContain('curve 59');
  });
});

describe('what it does not take is refused', () => {
  const refuse = (panels: unknown, options: object, kind: typeof TypeError | typeof RangeError, ...parts: string[]) =>
    expectRefusal(() => plotText(panels as never, { steps: 10, ...options }), kind, 'plotText', ...parts);

  test('options', () => {
    refuse(one, { unit: 'ep' }, TypeError, "unit 'ep'", 'clock');
    const clock = trainingClock({ batchesPerEpoch: 5 });
    expectRefusal(() => plotText(one, { steps: 10, unit: '%', clock }), TypeError, 'the run', 'totalSteps');
    refuse(one, { unit: 'days' }, TypeError, 'unit', "'st' or 'ep' or '%'");
    refuse(one, { clock: {} }, TypeError, 'clock', 'trainingClock');
    refuse(one, { marks: [{ step: 1 }] }, TypeError, 'marks', '{ step, label }');
    refuse(one, { width: 0 }, RangeError, 'width');
    refuse(one, { color: true }, TypeError, 'colour');
    refuse(one, { steps: undefined }, TypeError, 'steps');
  });

  test.each(Object.entries(hostileValues))('%s in place of panels, curves and what is in them', (_, make) => {
    const schedule = cosine;
    refuse(make(), {}, TypeError, 'panels');
    refuse([make()], {}, TypeError, 'panels[0]');
    refuse([{ title: '', curves: make() }], {}, TypeError, 'panels[0].curves');
    refuse([{ title: '', curves: [{ name: '', schedule: make() }] }], {}, TypeError, 'panels[0].curves[0].schedule');
    const name = make();
    if (typeof name !== 'string')
      refuse([{ title: '', curves: [{ name, schedule }] }], {}, TypeError, 'curves[0].name');
  });

  test('a number in place of a schedule, and an empty list', () => {
    refuse([], {}, TypeError, 'panels', 'one or more');
    refuse([{ title: 'x', curves: [{ name: 'x', schedule: 0.1 }] }], {}, TypeError, 'new Constant({ value: 0.1 })');
  });
});
