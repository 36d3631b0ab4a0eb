import { readFileSync } from 'node:fs';
import { compare, diagnose, trainingClock } from 'lr-schedules';
import { toJavaScript, toLatex, toPython } from 'lr-schedules/codegen';
import { writeKerasJson, writeModelGardenYaml } from 'lr-schedules/formats';
import { plotSvg } from 'lr-schedules/plot';
import { readRecipe, scheduleFrom } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { jobs } from '../../playground/src/jobs/jobs.js';

const run = { examples: 1000, batchSize: 10, epochs: 9 };
const clock = trainingClock(run);
const steps = clock.totalSteps as number;
const spec = {
  type: 'CosineDecay',
  initial_learning_rate: 0,
  warmup_target: 0.1,
  warmup_steps: '1ep',
  decay_steps: '5ep',
};
const other = { type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%' };
const make = (of: object) => scheduleFrom(of, { clock });

test('findings are those of the library, each with its curve', () => {
  const found = jobs.diagnose({
    run,
    curves: [
      { slot: 3, spec },
      { slot: 7, spec: other },
    ],
  });
  const expected = [...diagnose(make(spec), { steps })].map((finding) => ({ slot: 3, ...finding }));
  expect(expected.length).toBeGreaterThan(0);
  expect(found).toEqual(expected);
});

test('differences are those of the library', () => {
  const [found] = jobs.compare({ run, base: spec, others: [{ slot: 5, spec: other }] });
  const { ranges, largest, looked, differing } = compare(make(spec), make(other), { steps });
  const last = [make(spec)(steps - 1), make(other)(steps - 1)];
  expect(found).toEqual({ slot: 5, first: ranges[0], largest, looked, differing, last });
  expect(jobs.compare({ run, base: spec, others: [{ slot: 5, spec }] })[0]).toMatchObject({
    first: null,
    differing: 0,
  });
});

describe('code is that of the library', () => {
  const schedule = make(spec);
  test.each([
    ['keras', () => toPython(schedule, { target: 'keras' })],
    ['optax', () => toPython(schedule, { target: 'optax' })],
    ['torch', () => toPython(schedule, { target: 'torch' })],
    ['timm', () => toPython(schedule, { target: 'timm' })],
    ['numpy', () => toPython(schedule, { target: 'numpy' })],
    ['js', () => toJavaScript(schedule)],
    ['latex', () => toLatex(schedule)],
    ['json', () => writeKerasJson(schedule)],
    ['yaml', () => writeModelGardenYaml(schedule)],
  ] as const)('%s', async (target, write) => {
    expect(await jobs.code({ run, spec, target })).toBe(write());
  });

  test('a recipe keeps the units, and reads back', async () => {
    const text = await jobs.code({ run, spec, target: 'recipe' });
    const recipe = await readRecipe(text);
    expect(recipe.document).toEqual({ run: { examples: 1000, batch_size: 10, epochs: 9 }, learning_rate: spec });
    expect(recipe.schedules['learning_rate']?.values(steps)).toEqual(schedule.values(steps));
  });

  test('what a target cannot express is a sentence', async () => {
    await expect(jobs.code({ run, spec: other, target: 'yaml' })).rejects.toThrow(/Model Garden/);
  });
});

test('the drawing is the library’s', () => {
  const look = { log: true, unit: 'ep', dark: true, width: 600, height: 300 } as const;
  const curves = [{ name: 'one', spec }];
  const panel = { title: 'Learning rate', curves: [{ name: 'one', schedule: make(spec) }] };
  expect(jobs.svg({ run, curves, range: { from: 100, to: 300 }, ...look })).toBe(
    plotSvg([panel], { ...look, start: 100, steps: 200, clock }),
  );
});

describe('the table', () => {
  test('has every rate to the bit', () => {
    const [head, ...rows] = jobs
      .csv({
        run,
        curves: [
          { name: 'one', spec },
          { name: 'two', spec: other },
        ],
      })
      .trimEnd()
      .split('\n');
    expect(head).toBe('step,"one","two"');
    expect(rows.map((row) => row.split(',').map(Number))).toEqual(
      Array.from({ length: steps }, (_, step) => [step, make(spec)(step), make(other)(step)]),
    );
  });

  test('of a long run has every so many steps', () => {
    const rows = jobs
      .csv({ run: { totalSteps: 1e12 }, curves: [{ name: 'one', spec: 0.1 }] })
      .trimEnd()
      .split('\n');
    expect(rows).toHaveLength(100_001);
    expect(rows.slice(1, 3)).toEqual(['0,0.1', '10000000,0.1']);
  });

  test('computes nothing that a name says', () => {
    const name = '=HYPERLINK("http://x")';
    expect(jobs.csv({ run: { totalSteps: 1 }, curves: [{ name, spec: 1 }] })).toBe(
      `step,"'=HYPERLINK(""http://x"")"\n0,1\n`,
    );
  });
});

describe('a file', () => {
  const open = (body: string | Buffer, name: string) => jobs.open({ file: new Blob([body as BlobPart]), name });
  const golden = (path: string) => readFileSync(new URL(`../golden/keras-files/${path}`, import.meta.url));

  test('of Keras gives its schedule, its optimizer and its step', async () => {
    const opened = await open(golden('keras3_cosine_adam.keras'), 'digits.keras');
    expect(opened).toMatchObject({ run: null, optimizer: 'Adam', curves: [{ name: 'digits' }] });
    expect(opened.iterations).toBeGreaterThan(0);
    expect(opened.curves[0]?.spec).toMatchObject({ type: 'CosineDecay' });
  });

  test('with a recipe gives the run and all its schedules, in their units', async () => {
    const text = `
      run: { examples: 1000, batch_size: 10, epochs: 9 }
      learning_rate: { type: torch.oneCycleLR, maxLr: 0.1, totalSteps: 100% }
      hyper_parameters: { momentum: 0.9 }`;
    expect(await open(text, 'plan.yaml')).toEqual({
      run,
      curves: [
        { name: 'plan', spec: other },
        { name: 'momentum', spec: 0.9 },
      ],
      optimizer: null,
      iterations: null,
      ignored: [],
    });
  });

  test.each([
    ['nothing', ''],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['half a model', golden('keras3_cosine_adam.keras').subarray(0, 900)],
    ['nesting without end', '['.repeat(100_000)],
    [
      'a bomb of aliases',
      `a: &a [x, x]\n${'bcdefghijklmnopqrstuvwxyz'.split('').reduce(([text, last], key) => [`${text}${key}: &${key} [*${last}, *${last}]\n`, key], ['', 'a'])[0]}`,
    ],
  ])('with %s is refused in a sentence that names it', async (_, body) => {
    await expect(open(body, 'bad.keras')).rejects.toThrow(/^bad\.keras(:\d+:\d+)?: /);
  });
});
