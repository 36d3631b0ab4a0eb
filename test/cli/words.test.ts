import { readFileSync, writeFileSync } from 'node:fs';
import { CosineDecay } from 'lr-schedules';
import { catalog } from 'lr-schedules/recipe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schedulesMeant } from '../../src/registry.js';
import { here, refusal } from './here.js';
import { directoryWith } from './process.js';

// The command line in its user's words: what people type, and what they are told.

const golden = (name: string) => readFileSync(new URL(`../golden/keras-files/${name}`, import.meta.url));
const cosine = (more: string) => `learning_rate:\n  type: CosineDecay\n  initial_learning_rate: 0.1\n${more}`;
const { path, remove } = directoryWith({
  'epochs.yaml': cosine('  decay_steps: 10ep\n'),
  'numbers.yaml': `run: { batches_per_epoch: 1e1, epochs: 1_00 }\n${cosine("  decay_steps: 1k\n  warmup_steps: '1_00st'\n  warmup_target: 2e-1\n")}`,
  'cosine.yaml': cosine('  decay_steps: 1000\n').replace('CosineDecay', 'cosine'),
  'power.yaml': 'learning_rate: { type: PolynomialDecay, power: 2, initial_learning_rate: 0.1, decay_steps: 1000 }\n',
  'garden.yaml': 'learning_rate: { type: cosine, cosine: { initial_learning_rate: 0.1, decay_steps: 1000 } }\n',
  'snake.yaml': `run: { total_steps: 1000 }\n${cosine('  decay_steps: 1000\n  warmup_steps: 157\n')}`,
  'camel.yaml':
    'run: { totalSteps: 1000 }\nlearningRate: { type: CosineDecay, initialLearningRate: 0.1, decaySteps: 1000, warmupSteps: 157 }\n',
  'unused.yaml': `optimizer_config:
  learning_rate: { type: cosine, cosine: { initial_learning_rate: 0.1, decay_steps: 1000 }, stepwise: {} }
  ema: { average_decay: 0.9 }
  a: 1
  b: 2
  c: 3
`,
  'model.keras': golden('keras3_cosine_adam.keras'),
});
const before = process.cwd();
beforeAll(() => process.chdir(path));
afterAll(() => {
  process.chdir(before);
  remove();
});

const flags = (...more: string[]) => ['--schedule', 'CosineDecay', '--initial-learning-rate', '0.1', ...more];

/** The rows of `table --csv`, and expects it to go well. */
async function rows(...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await here(['table', '--csv', ...args]);
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n').slice(1);
}

describe('a time in epochs without a run', () => {
  test('asks for flags where it is a flag', async () => {
    expect(await refusal(['plot', ...flags('--decay-steps', '10ep')])).toBe(
      '--decay-steps: CosineDecay: --decay-steps 10ep requires the length of an epoch: pass --examples and --batch-size, or --batches-per-epoch.',
    );
    expect(await refusal(['plot', '--examples', '1k', ...flags('--decay-steps', '10ep')])).toMatch(
      /pass --batch-size\.$/,
    );
    expect(await refusal(['table', 'power.yaml', '--steps', '10ep'])).toMatch(
      /^--steps 10ep requires .*: pass --examples and --batch-size, or --batches-per-epoch\.$/,
    );
  });

  test('asks for keys where it is in a recipe, at the line', async () => {
    expect(await refusal(['plot', 'epochs.yaml'])).toBe(
      'epochs.yaml:4:3: CosineDecay: decay_steps 10ep requires the length of an epoch: pass examples and batch_size, or batches_per_epoch.',
    );
  });
});

describe('1k, 1_000 and 1e3', () => {
  test.each(['1k', '1_000', '1e3', '1_000st', '1kst', '0.1kep', '1e2%'])('%s are 1000 steps', async (thousand) => {
    const run = ['--batches-per-epoch', '1_0', '--epochs', '1e2'];
    const expected = await rows(...run, '--every', '100', ...flags('--decay-steps', '1000'));
    expect(await rows(...run, '--every', '1e2', ...flags('--decay-steps', thousand))).toEqual(expected);
    expect(await rows('--every', '0.1k', '--steps', thousand, ...run, ...flags('--decay-steps', '1k'))).toEqual(
      expected,
    );
  });

  test('in every flag that takes a number, and in a recipe', async () => {
    const { schedules: _, ...expected } = {
      schedules: 0,
      rate: new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000, warmupSteps: 100, warmupTarget: 0.2 }),
    };
    const last = (all: string[]) => all.at(-1);
    expect(last(await rows('numbers.yaml'))).toBe(`999,${expected.rate(999)}`);
    expect(last(await rows('numbers.yaml', '--total-steps', '2k'))).toMatch(/^1999,/);
    const list = ['--schedule', 'PiecewiseConstantDecay', '--boundaries', '1k,2_000', '--values', '1e0,5e-1,0.25'];
    expect(last(await rows('--steps', '2_002', ...list))).toBe('2001,0.25');
    const { code, stdout } = await here(['plot', '--width', '6e1', '--height', '1_0', ...flags('--decay-steps', '1k')]);
    expect([code, Math.max(...stdout.split('\n').map((line) => line.length))]).toEqual([0, 60]);
    expect((await here(['diff', '--tolerance', '1_0e-1', 'power.yaml', 'garden.yaml'])).code).toBe(0);
    for (const text of ['1kk', '1__', 'k', '1,5']) {
      expect(await refusal(['check', ...flags('--decay-steps', text)])).toMatch(/^--decay-steps: /);
    }
  });
});

describe('names of schedules', () => {
  test('as people have them lead to those that are meant, with the line', async () => {
    expect(await refusal(['plot', 'cosine.yaml'])).toBe(
      'cosine.yaml:2:3: no schedule is called cosine; did you mean CosineDecay, transformers.cosine?',
    );
    expect(await refusal(['plot', '--schedule', 'get_cosine_schedule_with_warmup'])).toBe(
      '--schedule: no schedule is called get_cosine_schedule_with_warmup; did you mean transformers.cosine?',
    );
  });

  test('that have no map of their own are no reason to take a recipe for a file of Model Garden', async () => {
    expect(await rows('power.yaml', '--steps', '1')).toEqual(['0,0.1']);
    expect(await rows('garden.yaml', '--steps', '1')).toEqual(['0,0.1']);
  });

  test.each([
    ['cosine', 'CosineDecay'],
    ['linear', 'transformers.linear'],
    ['onecycle', 'torch.OneCycleLR'],
    ['OneCycle', 'torch.OneCycleLR'],
    ['1cycle', 'torch.OneCycleLR'],
    ['wsd', 'warmupStableDecay'],
    ['poly', 'PolynomialDecay'],
    ['step', 'torch.StepLR'],
    ['exponential', 'ExponentialDecay'],
    ['CosineAnnealing', 'torch.CosineAnnealingLR'],
    ['cosine_annealing_warm_restarts', 'CosineDecayRestarts'],
    ['multi-step', 'PiecewiseConstantDecay'],
    ['CosineAnnealingLR', 'torch.CosineAnnealingLR'],
  ])('%s: %s first, and each is there', (name, first) => {
    const meant = schedulesMeant(name);
    expect(meant[0]).toBe(first);
    for (const one of meant) expect(catalog.map((entry) => entry.name)).toContain(one);
  });
});

test('what is missing is said in the spelling of flags', async () => {
  expect(await refusal(['plot', '--schedule', 'torch.OneCycleLR', '--max_lr', '0.1'])).toBe(
    '--schedule: torch.OneCycleLR requires --total-steps, or --epochs and --steps-per-epoch.',
  );
});

describe('what stands where something else goes', () => {
  test.each([
    [['plot', 'CosineDecay'], 'CosineDecay: there is no such file; the schedule is --schedule CosineDecay.'],
    [['table', 'OneCycleLR'], 'OneCycleLR: there is no such file; the schedule is --schedule torch.OneCycleLR.'],
    [['plot', 'nothing'], 'nothing: there is no such file.'],
    [['schedules'], "unknown command 'schedules': it is list. See lr-schedules list --help."],
    [['compare', 'a.yaml', 'b.yaml'], "unknown command 'compare': it is diff. See lr-schedules diff --help."],
    [['compare', ...flags()], "unknown command 'compare': it is diff. See lr-schedules diff --help."],
    [['cosine'], "unknown command 'cosine': to draw the schedule, lr-schedules plot --schedule CosineDecay."],
    [['power.yaml'], "unknown command 'power.yaml': to draw the file, lr-schedules plot power.yaml."],
    [['nonsense'], "unknown command 'nonsense'"],
    [flags(), 'a command goes before --schedule, as in lr-schedules plot --schedule CosineDecay.'],
  ])('%j', async (args, message) => {
    expect(await refusal(args)).toBe(message);
  });

  test('no word for a command is one', async () => {
    for (const command of ['plot', 'table', 'check', 'audit', 'diff', 'convert', 'export', 'list']) {
      const { code, stdout } = await here([command, '--help']);
      expect([code, stdout]).toEqual([0, expect.stringMatching(`^Usage: lr-schedules ${command} `)]);
    }
  });
});

describe('list', () => {
  test('names every schedule', async () => {
    const { code, stdout } = await here(['list']);
    expect(code).toBe(0);
    const listed = stdout
      .replace(/^Schedules of .*:$/gm, '')
      .split(/[\s,]+/)
      .filter(Boolean);
    expect(listed.sort()).toEqual(catalog.map(({ name }) => name).sort());
  });

  test.each(['torch', 'PyTorch', 'pytorch'])('of %s, each with what it is', async (framework) => {
    const { stdout } = await here(['list', framework]);
    const own = catalog.filter((entry) => entry.framework === 'torch').map(({ name }) => name);
    expect(stdout.match(/^\S+$/gm)).toEqual(own);
    expect(stdout).toMatch(/^torch\.OneCycleLR\n {4}\S.*\.$/m);
  });

  test('of a framework that it does not know', async () => {
    expect(await refusal(['list', 'torhc'])).toBe('list: no framework is called torhc; did you mean torch?');
  });
});

test.each([[['--schedule', 'torch.OneCycleLR', '--help']], [['-h', '--schedule=torch.OneCycleLR']]])(
  '%j is the help of the schedule',
  async (args) => {
    const help = await here(args);
    expect(help).toEqual(await here(['plot', ...args]));
    expect(help.stdout).toMatch(/^--schedule torch\.OneCycleLR: [\s\S]*--max-lr <n>\n +Required\./);
  },
);

test('check spells options as what it reads does', async () => {
  const told = async (...args: string[]) => (await here(['check', ...args])).stdout;
  expect(await told('snake.yaml')).toContain('CosineDecay has warmup_steps 157 but no warmup_target.');
  expect(await told('camel.yaml')).toContain('CosineDecay has warmupSteps 157 but no warmupTarget.');
  expect(await told('--steps', '1k', ...flags('--decay-steps', '1k', '--warmup-steps', '157'))).toContain(
    'CosineDecay has --warmup-steps 157 but no --warmup-target.',
  );
});

test('what a file has and nothing uses is said once, shortly, by every command', async () => {
  const note = 'unused.yaml: unused: optimizer_config.ema, optimizer_config.a, optimizer_config.b and 2 more\n';
  for (const args of [['plot'], ['table'], ['check', '--steps', '9'], ['export', '--to', 'numpy']]) {
    expect((await here([...args, 'unused.yaml'])).stderr, args.join(' ')).toBe(note);
  }
  expect((await here(['diff', 'unused.yaml', 'garden.yaml'])).stderr).toBe(note);
  expect((await here(['convert', 'unused.yaml', 'out.json'])).stderr).toBe(`${note}wrote out.json\n`);
  writeFileSync('log.csv', `step,lr\n${Array.from({ length: 50 }, (_, step) => `${step},0.1`).join('\n')}\n`);
  expect((await here(['audit', 'log.csv', 'unused.yaml'])).stderr).toBe(note);
  expect((await here(['plot', 'garden.yaml'])).stderr).toBe('');
});

describe('at 60 columns', () => {
  const columnsOf = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

  test('the table puts columns that have no room below the others, and breaks names between words', async () => {
    const names = ['power.yaml', 'garden.yaml', 'snake.yaml', 'camel.yaml', 'model.keras'];
    const { stdout } = await here(['table', ...names, '--every', '500', '--steps', '1k'], { columns: 60 });
    expect(columnsOf(stdout)).toBeLessThanOrEqual(60);
    for (const name of names) expect(stdout.split(/\s+/)).toContain(name);
    const steps = [...stdout.matchAll(/^ *(\d+) /gm)].map(([, step]) => Number(step));
    expect(steps).toEqual([0, 500, 999, 0, 500, 999]);
    const piped = await here(['table', ...names, '--every', '500', '--steps', '1k']);
    expect(piped.stdout.split('\n')[0]?.trim().split(/ +/)).toEqual(['step', ...names]);
  });

  test('diff breaks its lines between words', async () => {
    const args = ['diff', '--steps', '123_456', 'power.yaml', ...flags('--decay-steps', '654_321')];
    const [wide, narrow] = [await here(args), await here(args, { columns: 60 })];
    expect(columnsOf(wide.stdout)).toBeGreaterThan(60);
    expect(columnsOf(narrow.stdout)).toBeLessThanOrEqual(60);
    const words = (text: string) => text.split(/\s+/);
    expect(words(narrow.stdout)).toEqual(words(wide.stdout));
  });
});

test('diff says its largest difference once, wherever it is', async () => {
  const stairs = (values: number[]) => [
    ...[
      '--schedule',
      'PiecewiseConstantDecay',
      '--boundaries',
      values
        .slice(1)
        .map((_, i) => 10 * i + 9)
        .join(','),
    ],
    ...['--values', values.join(',')],
  ];
  const ones = Array.from({ length: 30 }, () => 1);
  const { stdout } = await here([
    'diff',
    '--steps',
    '300',
    ...stairs(ones),
    ...stairs(ones.map((one, i) => (i % 2 ? one : one + i / 100))),
  ]);
  expect(stdout.match(/largest/g)).toHaveLength(1);
  expect(stdout).toMatch(
    /steps 280 to 289 {2,}0\.28 at step 280: A 1, B 1\.28, the largest\n {2}and 3 further ranges\n$/,
  );
});

describe('plot', () => {
  test.each([
    [['--log', '--height', '6', ...flags('--decay-steps', '1k', '--alpha', '0.03')]],
    [
      [
        '--log',
        '--height',
        '6',
        '--schedule',
        'ExponentialDecay',
        '--initial-learning-rate',
        '0.9',
        '--decay-rate',
        '0.1',
        '--decay-steps',
        '1k',
        '--steps',
        '1.5k',
      ],
    ],
  ])('labels more than one rate: %j', async (args) => {
    const { stdout } = await here(['plot', ...args]);
    expect(stdout.match(/^ *[\d.e-]+ ┤/gm)?.length).toBeGreaterThan(1);
  });

  test('shows where a piecewise constant goes after its last boundary', async () => {
    const args = ['--schedule', 'PiecewiseConstantDecay', '--boundaries', '100,200', '--values', '1,0.5,0.1'];
    expect((await rows(...args)).at(-1)).toBe('251,0.1');
    const torch = ['--schedule', 'torch.MultiStepLR', '--base-lr', '1', '--milestones', '100,200'];
    expect((await rows(...torch)).length).toBeGreaterThan(240);
  });
});
