import { readFileSync } from 'node:fs';
import { compare, diagnose, trainingClock } from 'lr-schedules';
import { toJavaScript, toLatex, toPython } from 'lr-schedules/codegen';
import { writeKerasJson, writeModelGardenYaml } from 'lr-schedules/formats';
import { plotSvg } from 'lr-schedules/plot';
import { readRecipe, type ScheduleSpec, scheduleFrom } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { jobs } from '../../playground/src/jobs/jobs.js';
import type { LoggedRates } from '../../playground/src/jobs/logged.js';

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
  const { more, ...rest } = found as NonNullable<typeof found>;
  expect(rest).toEqual({ slot: 5, first: ranges[0], largest, looked, differing, last, peak: 0.1 });
  expect(more.steps).toContain(largest?.step);
  expect(more.rates).toEqual(more.steps.map((step) => make(other)(step) - make(spec)(step)));
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

const deepspeed = {
  train_batch_size: 8,
  scheduler: {
    type: 'WarmupDecayLR',
    params: { total_num_steps: 900, warmup_min_lr: 0, warmup_max_lr: 0.001, warmup_num_steps: 100 },
  },
};

describe('pasted code', () => {
  const paste = (text: string) => jobs.paste({ text, run });

  test.each([
    [
      'PyTorch, with the rate of its optimizer and steps that are computed',
      `epochs = 90
       optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
       scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.4, total_steps=epochs * 391, pct_start=0.1)`,
      { type: 'torch.OneCycleLR', max_lr: 0.4, total_steps: 35190, pct_start: 0.1 },
    ],
    [
      'PyTorch by its bare names, nested',
      `opt = AdamW(params, lr=1e-3)
       s = SequentialLR(opt, schedulers=[LinearLR(opt, start_factor=0.01, total_iters=500), CosineAnnealingLR(opt, T_max=9_500)], milestones=[500])`,
      {
        type: 'torch.SequentialLR',
        schedulers: [
          { type: 'torch.LinearLR', base_lr: 1e-3, start_factor: 0.01, total_iters: 500 },
          { type: 'torch.CosineAnnealingLR', base_lr: 1e-3, T_max: 9500 },
        ],
        milestones: [500],
      },
    ],
    [
      'Optax, by position',
      'schedule = optax.cosine_decay_schedule(1e-2, 1000, alpha=0.1)',
      { type: 'optax.cosine_decay_schedule', init_value: 1e-2, decay_steps: 1000, alpha: 0.1 },
    ],
    [
      'Keras',
      'lr = keras.optimizers.schedules.CosineDecay(0.1, decay_steps=1000)',
      { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 1000 },
    ],
    [
      'a function of Transformers',
      `optimizer = AdamW(model.parameters(), lr=5e-5)
       get_cosine_schedule_with_warmup(optimizer, num_warmup_steps=100, num_training_steps=1000)`,
      { type: 'transformers.cosine', base_lr: 5e-5, num_warmup_steps: 100, num_training_steps: 1000 },
    ],
  ])('of %s is read', async (_, text, spec) => {
    const { curves } = await paste(text);
    expect(curves.map((curve) => curve.spec)).toEqual([spec]);
  });

  test('a config or a recipe is read as its file would be', async () => {
    expect((await paste(JSON.stringify(deepspeed))).curves).toHaveLength(1);
    expect((await paste('learning_rate: 0.1')).curves).toMatchObject([{ spec: 0.1 }]);
  });

  test.each([
    ['nothing of the kind', 'Dear all, see you on Monday.', /no schedule/],
    [
      'a call whose arguments are not written out',
      'StepLR(opt, step_size=steps_per_epoch * 30)',
      /steps_per_epoch.*not written out/,
    ],
    ['an option that there is not', 'optimizer = SGD(p, lr=1)\nStepLR(optimizer, step_sise=3)', /step_sise/],
    ['no rate', 'StepLR(opt, step_size=3)', /base_lr.*lr=/],
    ['code that would do something', '__import__("os").system("x")', /no schedule/],
    ['parentheses without end', '('.repeat(50_000), /no schedule|too long|nested/],
  ])('%s is refused in a sentence', async (_, text, reason) => {
    await expect(paste(text)).rejects.toThrow(reason);
  });
});

describe('a file', () => {
  const open = (body: string | Buffer, name: string) => jobs.open({ file: new Blob([body as BlobPart]), name, run });
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
      isRecipe: true,
      lacked: [],
      log: null,
    });
  });

  test('of a trainer is read with what the run here says, where it says too little', async () => {
    const opened = await jobs.open({
      file: new Blob([JSON.stringify(deepspeed)]),
      name: 'ds_config.json',
      run,
    });
    expect(opened).toMatchObject({ isRecipe: false, curves: [{ name: 'ds_config' }] });
  });

  test('that is a log gives its points, and the schedule that they show', async () => {
    const cosine = scheduleFrom({ type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 900 });
    const rows = Array.from({ length: 90 }, (_, i) => `${10 * i},${cosine(10 * i)}`);
    const { log, curves } = await open(['step,lr', ...rows].join('\n'), 'run.csv');
    expect(curves).toEqual([]);
    expect(log?.steps).toHaveLength(90);
    expect(log?.identified?.sentence).toBe('It is a cosine schedule: 100 % of 90 points are explained.');
    const spec = log?.identified?.spec as ScheduleSpec;
    expect(scheduleFrom(spec)(450)).toBeCloseTo(0.05, 9);
    const [follows] = await jobs.audit({
      run,
      plan: { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 900 },
      logs: [log as LoggedRates],
    });
    expect(follows).toMatchObject({ follows: true, departures: [], first: null });
    const [leaves] = await jobs.audit({
      run,
      plan: { type: 'CosineDecay', initial_learning_rate: 0.2, decay_steps: 900 },
      logs: [log as LoggedRates],
    });
    expect(leaves).toMatchObject({ follows: false, departures: [{ kind: 'scaled' }] });
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
