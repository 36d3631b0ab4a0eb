import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  Constant,
  CosineDecay,
  CosineDecayWithOffset,
  deserialize,
  LearningRateSchedule,
  LinearWarmup,
  originOf,
} from 'lr-schedules';
import {
  type CatalogEntry,
  type CatalogOption,
  catalog,
  findSchedule,
  isList,
  isRequired,
  isUnused,
  readInput,
  readRecipe,
  scheduleFrom,
  specOf,
  writeRecipe,
} from 'lr-schedules/recipe';
import { oneCycleLR, oneCycleMomentum } from 'lr-schedules/torch';
import { describe, expect, test } from 'vitest';
import { rows, sane, schedulesOf } from '../schedule-table.js';

const rates = (schedule: LearningRateSchedule) => [
  ...schedule.values(50),
  ...[100, 999, 5000].map((step) => schedule(step)),
];

describe('the catalog', () => {
  test('names are unique, and found again, under the name of the export too', () => {
    const names = catalog.flatMap(({ name, exportName }) => [...new Set([name, name.replace(/[^.]*$/, exportName)])]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(names).toContain(findSchedule(name).name);
  });

  test('it has every function of every dialect', async () => {
    for (const framework of 'optax torch timm deepspeed paddle mlx nemo megatron fairseq detectron2'.split(' ')) {
      const exported = Object.keys(await import(`../../src/dialects/${framework}/index.ts`));
      const named = catalog.filter((entry) => entry.framework === framework).map(({ exportName }) => exportName);
      expect(named.sort()).toEqual(exported.sort());
    }
  });

  /** A value for each option that has no default, of the kind that its form says. */
  const required = ({ options }: CatalogEntry): [string, unknown][] =>
    options.filter(isRequired).map((option) => [option.name, valueFor(option)]);

  function valueFor(option: CatalogOption): unknown {
    if (option.is === 'flag') return true;
    if (option.is === 'choice') return option.of[0];
    if (option.is === 'schedule') return isList(option) ? [0.1, 0.2] : 0.1;
    if (option.name === 'lengths') return [1];
    if (isList(option)) return option.is === 'steps' ? [10] : [0.1];
    return option.is === 'steps' ? 40 : 0.1;
  }

  const special: Record<string, object> = {
    'torch.OneCycleLR': { totalSteps: 100 },
    'torch.OneCycleMomentum': { totalSteps: 100 },
    'torch.ChainedScheduler': { schedulers: [{ type: 'torch.StepLR', base_lr: 0.1, step_size: 10 }] },
    'optax.sgdr_schedule': { cosineKwargs: [{ init_value: 0, peak_value: 1, warmup_steps: 5, decay_steps: '20st' }] },
    'optax.warmup_cosine_decay_schedule': { decaySteps: 100 },
    composite: { schedules: [0.1] },
    PiecewiseConstantDecay: { values: [1, 0.5] },
    PiecewiseConstantDecayWithOffset: { values: [1, 0.5] },
    'transformers.cosine_with_min_lr': { minLr: 0.01, numTrainingSteps: 90 },
    'transformers.cosine_warmup_with_min_lr': { minLr: 0.01, numTrainingSteps: 90 },
    'transformers.polynomial': { numTrainingSteps: 90 },
    'transformers.warmup_stable_decay': { numTrainingSteps: 90 },
    'timm.WSDLRScheduler': { tInitial: 100 },
    'paddle.LinearWarmup': { startLr: 0 },
    'paddle.PiecewiseDecay': { values: [1, 0.5] },
    'nemo.NoamHoldAnnealing': { warmupSteps: 5 },
    'fairseq.cosine': { lrPeriodUpdates: 10 },
    'fairseq.tri_stage': { decaySteps: 10 },
    'fairseq.triangular': { maxLr: 0.2 },
  };

  test.each(catalog.map((entry) => [entry.name, entry] as const))(
    '%s can be made of its required options',
    (name, entry) => {
      const schedule = scheduleFrom({ type: name, ...Object.fromEntries(required(entry)), ...special[name] });
      expect(schedule).toBeInstanceOf(LearningRateSchedule);
      expect(rates(schedule).every((rate) => typeof rate === 'number')).toBe(true);
      const origin = originOf(schedule);
      // Of the blocks, only known curves are made of others.
      if (!origin) expect(name.includes('.') && name !== 'torch.ChainedScheduler', name).toBe(false);
      else if (name !== 'torch.ChainedScheduler') {
        const { framework, name: called, options } = origin;
        expect(framework === 'blocks' ? called : `${framework}.${called}`).toBe(name);
        expect(rates(entry.build(options))).toEqual(rates(schedule));
      }
    },
  );

  test('what an option is an amount of agrees with its docstring', () => {
    const schema = JSON.parse(readFileSync(new URL('../../dist/recipe.schema.json', import.meta.url), 'utf8'));
    const definitions: Record<string, { properties: Record<string, { description: string }> }> = schema.definitions;
    const steps =
      /^(length of .* in steps|steps (until|from|between|in|that|of|to|subtracted|added)|the steps at|number of steps|step(s)? )/i;
    const wrong = catalog.flatMap(({ name, options }) =>
      options
        .filter((option) => !['steps', 'flag', 'by-step'].includes(option.is) && !isUnused(option))
        .filter(({ pythonName }) => steps.test(definitions[name]?.properties[pythonName]?.description ?? ''))
        .map((option) => `${name}.${option.name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('scheduleFrom', () => {
  const clock = { steps: (time: number | string) => (time === '1ep' ? 100 : 1000) } as never;

  test.each([
    [0.1, new Constant({ value: 0.1 })],
    [
      { type: 'CosineDecay', initial_learning_rate: 0.1, decaySteps: 500 },
      new CosineDecay({ initialLearningRate: 0.1, decaySteps: 500 }),
    ],
    [{ type: 'torch.oneCycleLR', max_lr: 0.1, total_steps: '100%' }, oneCycleLR({ maxLr: 0.1, totalSteps: 1000 })],
    [
      { type: 'torch.OneCycleMomentum', max_lr: 0.1, total_steps: '100%' },
      oneCycleMomentum({ maxLr: 0.1, totalSteps: 1000 }),
    ],
    [
      {
        type: 'LinearWarmup',
        after_warmup_lr_sched: {
          type: 'CosineDecayWithOffset',
          initial_learning_rate: 1,
          decay_steps: '100%',
          offset: '1ep',
        },
        warmup_steps: '1ep',
        warmup_learning_rate: 0,
      },
      new LinearWarmup({
        afterWarmupLrSched: new CosineDecayWithOffset({ initialLearningRate: 1, decaySteps: 1000, offset: 100 }),
        warmupSteps: 100,
        warmupLearningRate: 0,
      }),
    ],
  ])('%j', (spec, expected) => {
    expect(JSON.stringify(scheduleFrom(spec, { clock }))).toBe(JSON.stringify(expected));
  });

  test('PyTorch spells lengths of time with a capital', () => {
    for (const key of ['T_max', 't_max', 'tMax', 'TMax']) {
      expect(scheduleFrom({ type: 'torch.CosineAnnealingLR', base_lr: 1, [key]: 10 })(10)).toBe(0);
    }
    expect(scheduleFrom({ type: 'torch.CosineAnnealingWarmRestarts', base_lr: 1, T_0: 10, T_mult: 2 })(10)).toBe(1);
  });

  test('units stand in lists, in keys, and in options of cycles', () => {
    const piecewise = { type: 'PiecewiseConstantDecay', boundaries: ['1ep', 200], values: [1, 2, 3] };
    expect([100, 101, 201].map((step) => scheduleFrom(piecewise, { clock })(step))).toEqual([1, 2, 3]);
    const scaled = {
      type: 'optax.piecewise_constant_schedule',
      init_value: 1,
      boundaries_and_scales: { '1ep': 0.5, 150: 0.5 },
    };
    expect([99, 100, 150].map((step) => scheduleFrom(scaled, { clock })(step))).toEqual([1, 0.5, 0.25]);
    const cycle = { init_value: 0, peak_value: 1, warmup_steps: '1ep', decay_steps: '100%' };
    expect(scheduleFrom({ type: 'optax.sgdr_schedule', cosine_kwargs: [cycle] }, { clock })(100)).toBe(1);
  });

  test('an error leads to the value that is wrong', () => {
    const paths: [unknown, (string | number)[]][] = [
      [
        {
          type: 'Sequence',
          schedules: [1, { type: 'CosineDecay', decay_steps: 1, initial_learning_rate: 'x' }],
          boundaries: [1],
        },
        ['schedules', 1, 'initial_learning_rate'],
      ],
      [{ type: 'Sequence', schedules: [1, 2], boundaries: ['soon'] }, ['boundaries', 0]],
      [{ type: 'Sequence', schedules: [1, { type: 'Cosine' }], boundaries: [1] }, ['schedules', 1, 'type']],
      [{ type: 'Scale', schedule: 1, factor: 1, factr: 2 }, ['factr']],
      [{ type: 'Scale', schedule: 1 }, ['type']],
      [{}, []],
      [{ type: 7 }, ['type']],
      ['0.1', []],
    ];
    for (const [spec, path] of paths) {
      expect(() => scheduleFrom(spec)).toThrow(expect.objectContaining({ path }) as Error);
    }
  });

  test('nesting without end is refused, not followed', () => {
    let spec: unknown = 1;
    for (let i = 0; i < 100_000; i++) spec = { type: 'Scale', schedule: spec, factor: 1 };
    expect(() => scheduleFrom(spec)).toThrow(RangeError);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no option and no schedule', (name) => {
    const spec = JSON.parse(`{ "type": "Scale", "schedule": 1, "factor": 2, "${name}": {} }`);
    expect(() => scheduleFrom(spec)).toThrow(/has no option/);
    expect(() => scheduleFrom({ type: name })).toThrow(/no schedule is called/);
  });
});

describe('specOf', () => {
  test.each(rows.map((row) => [row.type.className, row] as const))('%s comes back from its spec', (_name, row) => {
    fc.assert(
      fc.property(schedulesOf(row, sane), (original) => {
        const again = scheduleFrom(JSON.parse(JSON.stringify(specOf(original))));
        expect(JSON.stringify(again)).toBe(JSON.stringify(original));
      }),
      { numRuns: 20 },
    );
  });

  test('what is written is read again', async () => {
    const schedule = oneCycleLR({ maxLr: 1e-7, totalSteps: 1000 });
    const text = await writeRecipe({
      run: { totalSteps: 1000 },
      learning_rate: specOf(schedule),
      hyper_parameters: { momentum: 0.9 },
    });
    const { schedules, clock } = await readRecipe(text);
    expect(rates(schedules['learning_rate'] as LearningRateSchedule)).toEqual(rates(schedule));
    expect(schedules['momentum']?.(5)).toBe(0.9);
    expect(clock.totalSteps).toBe(1000);
  });

  test('a class of your own has no name in a recipe', () => {
    class Mine extends LearningRateSchedule {
      evaluate() {
        return 1;
      }
      override getConfig() {
        return {};
      }
    }
    expect(() => specOf(new Mine())).toThrow(/no schedule is called Mine;/);
  });
});

describe('readRecipe', () => {
  const fails = async (text: string) => {
    const error = await readRecipe(text, { file: 'r.yaml' }).catch((reason: unknown) => reason);
    expect(error).toSatisfy((reason) => reason instanceof TypeError || reason instanceof RangeError);
    return (error as Error).message;
  };

  test('a run, a learning rate and others on one clock', async () => {
    const { clock, schedules, document } = await readRecipe(`
run: { examples: 50000, batch_size: 100, epochs: 10 }
learning_rate: { type: torch.OneCycleLR, max_lr: 0.1, total_steps: 100% }
hyper_parameters:
  momentum: { type: torch.OneCycleMomentum, max_lr: 0.1, total_steps: 10ep }
`);
    expect(clock.totalSteps).toBe(5000);
    expect(Object.keys(schedules)).toEqual(['learning_rate', 'momentum']);
    expect(schedules['learning_rate']?.(1499)).toBe(0.1);
    expect(schedules['momentum']?.(1499)).toBe(0.85);
    expect(document.learning_rate).toMatchObject({ total_steps: '100%' });
  });

  test('JSON is read as well, with keys in camelCase', async () => {
    const { schedules } = await readRecipe(
      JSON.stringify({
        $schema: 'recipe.schema.json',
        run: { totalSteps: 10 },
        learningRate: 0.5,
        hyperParameters: { rho: 0.9 },
      }),
    );
    expect(Object.entries(schedules).map(([name, schedule]) => [name, schedule(0)])).toEqual([
      ['learning_rate', 0.5],
      ['rho', 0.9],
    ]);
  });

  test.each([
    ['lerning_rate: 0.1', 'r.yaml:1:1: a recipe has no "lerning_rate": did you mean learning_rate?'],
    ['run: { total_step: 5 }\nlearning_rate: 1', 'r.yaml:1:8: run has no "total_step": did you mean total_steps?'],
    [
      'run: { total_steps: 0.5 }\nlearning_rate: 1',
      'r.yaml:1:8: run: total_steps must be a whole number of at least 1 or null, received 0.5.',
    ],
    [
      'run:\n  epochs: 4\n  total_steps: 5\nlearning_rate: 1',
      /^r.yaml:1:1: run: total_steps must be there alone, since it takes the place of epochs: leave out one of them/,
    ],
    ['run: 5\nlearning_rate: 1', 'r.yaml:1:1: run must be a map, received 5.'],
    ['learning_rate: 1\nlearning_rate: 2', 'r.yaml:2:1: learning_rate is there twice: leave one out.'],
    ['learning_rate: 1\nlearningRate: 2', 'r.yaml:2:1: learning_rate is there twice, in two spellings.'],
    ['hyper_parameters: { learning_rate: 1 }', /^r.yaml:1:21: learning_rate must be beside/],
    ['hyper_parameters: { "a b": 1 }', /^r.yaml:1:21: a hyper-parameter must have a name/],
    ['hyper_parameters: {}', /^r.yaml:1:1: a recipe must have a learning_rate/],
    [
      'learning_rate:\n  type: CosineDecay\n  initial_learning_rate: fast\n  decay_steps: 5',
      'r.yaml:3:3: CosineDecay: initial_learning_rate must be a finite number, received "fast".',
    ],
    [
      'learning_rate:\n  type: CosineDecay\n  decay_steps: 5',
      'r.yaml:2:3: CosineDecay requires initial_learning_rate too: a finite number.',
    ],
    [
      'learning_rate:\n  type: CosineDecay\n  initial_learning_rate: 1\n  decay_steps: 3ep',
      /^r.yaml:4:3: CosineDecay: decay_steps 3ep requires the length of an epoch: pass examples and batch_size/,
    ],
    [
      'learning_rate:\n  type: Sequence\n  boundaries: [5]\n  schedules:\n    - 1\n    - { type: Nothing }',
      /^r.yaml:6:9: no schedule is called Nothing;/,
    ],
    ['learning_rate: [0.1', /^r.yaml:1:20: unexpected end/],
    ['learning_rate: !!python/object:os.system {}', /^r.yaml:1:16: the tag .*python.* is not known/],
    ['learning_rate: 1\n---\nlearning_rate: 2', /^r.yaml:3:1: one document is required/],
    ['run: { constructor: 1 }', /^r.yaml:1:8: run has no "constructor"/],
    [
      'learning_rate:\n  type: optax.piecewise_constant_schedule\n  init_value: 1\n  boundaries_and_scales: { 10st: 0.1, 10: 0.5 }',
      /^r.yaml:4:\d+: optax.piecewise_constant_schedule: step 10 is there twice/,
    ],
    [
      'learning_rate: { type: torch.OneCycleLR, max_lr: 0.1 }',
      /^r.yaml:1:18: torch.OneCycleLR requires total_steps, or epochs and steps_per_epoch/,
    ],
    [
      'learning_rate: { type: CosineDecay }',
      'r.yaml:1:18: CosineDecay requires initial_learning_rate and decay_steps too.',
    ],
    ['', 'r.yaml: it is empty.'],
    ['[1, 2]', 'r.yaml:1:1: a recipe must be a map with run, learning_rate, hyper_parameters, received [1, 2].'],
    ['x-a: &a { b: *a }\nlearning_rate: 1', /^r.yaml:1:14: the alias \*a stands inside of what it means/],
    ['learning_rate: '.padEnd(1_100_000, ' 1'), /at most 1048576 characters/],
  ])('refuses bad text %# and says where', async (text, message) => {
    expect(await fails(text)).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });

  test('whatever is in a text, the answer is a recipe or one sentence', async () => {
    const names = [
      'learning_rate',
      'run',
      'type',
      'CosineDecay',
      'decay_steps',
      'schedules',
      '10ep',
      '-1',
      '1e400',
      '[',
      '{',
      '}',
      ': ',
      '\n',
      '  ',
      '- ',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 30 }), async (pieces) => {
        const result = await readRecipe(pieces.join('')).catch((error: unknown) => error);
        if (result instanceof Error) expect(['TypeError', 'RangeError']).toContain(result.name);
        else expect(result).toHaveProperty('schedules');
      }),
      { numRuns: 300 },
    );
  });
});

describe('readInput', () => {
  test('tells recipes from configs of frameworks', async () => {
    const keras = JSON.stringify(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 }));
    const modelGarden = 'learning_rate: { type: cosine, cosine: { initial_learning_rate: 0.1, decay_steps: 10 } }';
    const arguments_ = '{ "learning_rate": 0.1, "lr_scheduler_type": "constant", "max_steps": 10 }';
    const recipe = 'learning_rate: { type: CosineDecay, initial_learning_rate: 0.1, decay_steps: 10 }';
    for (const [text, isRecipe] of [
      [keras, false],
      [modelGarden, false],
      [arguments_, false],
      [recipe, true],
      ['learning_rate: 0.1', true],
    ] as const) {
      const { schedules, document } = await readInput(text);
      expect(schedules['learning_rate']?.(0)).toBeCloseTo(0.1, 12);
      expect(document !== null, text).toBe(isRecipe);
    }
    expect(deserialize(JSON.parse(keras))(10)).toBe(0);
  });

  test.each([
    [
      'learning_rate: { type: CosineDecay, initial_learning_rate: 1, decay_steps: 5 }\nmomentum: 1',
      /^f:2:1: a recipe has no "momentum"/,
    ],
    ['learning_rate: 0.1\nextra: 5', /^f:2:1: a recipe has no "extra"/],
    ['learning_rate: { typ: CosineDecay }', /^f:1:1: a schedule must be .*received a map without a type/],
    ['learning_rate: { type: CosineDekay }', /^f:1:18: no schedule is called CosineDekay;/],
    ['[1]', /^f:1:1: a recipe must be a map/],
  ])('%j is a recipe with a mistake', async (text, message) => {
    await expect(readInput(text, { file: 'f' })).rejects.toThrow(message);
  });

  test('what starts with x- holds anchors', async () => {
    const text =
      'x-base: &base { type: CosineDecay, initial_learning_rate: 1, decay_steps: 5 }\nlearning_rate: { <<: *base, decay_steps: 10 }';
    expect((await readInput(text)).schedules['learning_rate']?.horizon).toBe(10);
  });

  test('the length of the run is that of the file, where a framework says it', async () => {
    const trainer = 'train_steps: 500, optimizer_config: { learning_rate: { type: constant } }';
    const lengths = [
      [`trainer: { ${trainer} }`, 500],
      ['{ "lr_scheduler_type": "linear", "max_steps": 70 }', 70],
      ['{ "lr_scheduler_type": "constant", "max_steps": -1, "num_train_epochs": 3 }', 30],
    ] as const;
    for (const [text, steps] of lengths) {
      const { clock } = await readInput(text, { known: { batchesPerEpoch: 10 } });
      expect(clock.totalSteps).toBe(steps);
    }
  });

  test('JSON that is too deep or too large for YAML is read, if without places', async () => {
    let spec: unknown = 1;
    for (let i = 0; i < 62; i++) spec = { type: 'Sum', schedules: [spec, 1] };
    const { schedules } = await readInput(JSON.stringify({ learning_rate: spec }));
    expect(schedules['learning_rate']?.(0)).toBe(63);
    const boundaries = Array.from({ length: 120_000 }, (_, i) => i);
    const table = { type: 'PiecewiseConstantDecay', boundaries, values: [...boundaries, 'x'] };
    await expect(readInput(JSON.stringify({ learning_rate: table }), { file: 'f' })).rejects.toThrow(
      /^f → learning_rate → values: /,
    );
  });

  test('starts what it says with the file', async () => {
    await expect(readInput('learning_rate: [', { file: 'a.yaml' })).rejects.toThrow(/^a.yaml:1:17: /);
    await expect(readInput(Uint8Array.of(0x50, 0x4b, 1, 2), { file: 'a.keras' })).rejects.toThrow(/^a.keras: /);
    await expect(readInput('learning_rate: 1\nlearning_rate: 2', { file: 'a.yaml' })).rejects.toThrow(
      /^a.yaml:2:1: learning_rate is there twice/,
    );
  });
});
