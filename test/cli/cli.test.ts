import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CosineDecay, deserialize, diagnose } from 'lr-schedules';
import { toJavaScript, toLatex, toPython } from 'lr-schedules/codegen';
import { readSchedule, writeKerasJson, writeModelGardenYaml } from 'lr-schedules/formats';
import { plotSvg, plotText } from 'lr-schedules/plot';
import { readRecipe } from 'lr-schedules/recipe';
import { afterAll, describe, expect, test } from 'vitest';
import { control, cosine, files, longest, recipe } from './files.js';
import { here } from './here.js';
import { directoryWith, shell, wordsOf } from './process.js';

const { path: cwd, remove } = directoryWith(files);
afterAll(remove);

const at = (name: string) => join(cwd, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const asFlags = ['--schedule', 'CosineDecay', '--initial-learning-rate', '0.1', '--decay-steps', '1000'];

/** Runs it, and expects it to have gone well and quietly. */
async function fine(args: readonly string[], input?: string | Uint8Array): Promise<string> {
  const { code, stdout, stderr } = await here(args, { cwd, ...(input === undefined ? {} : { input }) });
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('every command on every form of input', () => {
  const commands = [['plot'], ['table'], ['check', '--steps', '1000'], ['export', '--to', 'numpy']];
  test.each(Object.keys(files))('%s', async (name) => {
    for (const [command = '', ...flags] of commands) {
      const fromFile = await here([command, name, ...flags], { cwd });
      expect(fromFile.code, fromFile.stderr).toBe(0);
      expect(fromFile.stdout).not.toMatch(control);
      const fromPipe = await here([command, '-', ...flags], { cwd, input: files[name as keyof typeof files] });
      expect(fromPipe.stdout.replace('standard input', name)).toBe(fromFile.stdout);
    }
    const same = await here(['diff', name, name], { cwd });
    expect(same.code, same.stdout + same.stderr).toBe(0);
    const converted = await here(['convert', name, `${name}.out.json`], { cwd });
    expect(converted.code, converted.stderr).toBe(0);
    const original = await readSchedule(readFileSync(at(name))).catch(() => null);
    const written = deserialize(
      JSON.parse(read(`${name}.out.json`)).config?.learning_rate ?? JSON.parse(read(`${name}.out.json`)),
    );
    if (original) expect(written.values(100)).toEqual(original.schedule.values(100));
  });

  test('flags', async () => {
    const expected = cosine.values(1001);
    const rows = (await fine(['table', '--csv', ...asFlags])).trimEnd().split('\n').slice(1);
    expect(rows).toEqual(Array.from(expected, (rate, step) => `${step},${rate}`));
    expect(await fine(['export', '--to', 'numpy', ...asFlags])).toBe(toPython(cosine, { target: 'numpy' }));
    expect(await fine(['diff', 'schedule.json', ...asFlags])).toContain('the same at all 1001 steps');
  });
});

describe('plot', () => {
  test('prints what plotText draws, as wide as asked for', async () => {
    for (const width of [40, 80, 200]) {
      const drawn = await fine(['plot', 'schedule.json', '--width', String(width)]);
      const panel = { title: 'learning rate', curves: [{ name: 'schedule.json', schedule: cosine }] };
      expect(drawn).toBe(`${plotText([panel], { steps: 1001, width })}\n`);
      expect(longest(drawn)).toBe(width);
    }
  });

  test('several curves, epochs on the axis, a logarithmic axis', async () => {
    const drawn = await fine(['plot', 'recipe.yaml', '--axis', 'ep', '--log', '--steps', '45ep']);
    expect(drawn).toContain('epoch');
    expect(drawn).toContain('momentum');
    expect(await fine(['plot', 'schedule.json', ...asFlags])).toContain('CosineDecay');
  });

  test('the step at which a model was saved is marked', async () => {
    expect(await fine(['plot', 'model.keras'])).toMatch(/model.keras was saved at this step/);
  });

  test('pictures', async () => {
    const { code, stdout, stderr } = await here(
      ['plot', 'schedule.json', '--svg', 'a.svg', '--png', 'a.png', '--dark'],
      {
        cwd,
      },
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'wrote a.svg\nwrote a.png\n' });
    const panel = { title: 'learning rate', curves: [{ name: 'schedule.json', schedule: cosine }] };
    expect(read('a.svg')).toBe(plotSvg([panel], { steps: 1001, dark: true }));
    expect([...readFileSync(at('a.png')).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test('a billion steps take no longer than a thousand', async () => {
    expect(await fine(['plot', '--steps', '1000000000', ...asFlags])).toContain('1e9');
  });
});

describe('table', () => {
  test('about twenty rows for people, the last step among them', async () => {
    const lines = (await fine(['table', 'recipe.yaml'])).trimEnd().split('\n');
    expect(lines[0]?.trim().split(/ +/)).toEqual(['step', 'epoch', 'learning_rate', 'momentum']);
    expect(lines.length).toBeLessThanOrEqual(22);
    expect(lines.at(-1)).toMatch(/^35189 /);
  });

  test('every n-th step, as CSV and JSON, in full precision', async () => {
    const { schedules } = await readRecipe(recipe);
    const json = JSON.parse(await fine(['table', 'recipe.yaml', '--every', '30ep', '--json']));
    const expected = [0, 11730, 23460, 35189].map((step) => ({
      step,
      learning_rate: schedules['learning_rate']?.(step),
      momentum: 0.9,
    }));
    expect(json).toEqual(expected);
    const csv = await fine(['table', 'recipe.yaml', '--every', '30ep', '--csv']);
    expect(csv).toBe(
      ['step,learning_rate,momentum', ...expected.map((row) => Object.values(row).join(',')), ''].join('\n'),
    );
  });

  test('names with commas and quotes are quoted', async () => {
    writeFileSync(at('a,"b".json'), JSON.stringify(cosine));
    const csv = await fine(['table', 'a,"b".json', 'schedule.json', '--csv', '--every', '1000']);
    expect(csv.split('\n')[0]).toBe('step,"a,""b"".json",schedule.json');
  });

  test('every column has a name of its own, and keeps its place', async () => {
    const text = 'hyper_parameters: { step: 0.5, learningRates: 0.25 }\nlearning_rate: 1';
    expect(await fine(['table', '-', '--steps', '1', '--csv'], text)).toMatch(
      /^step,learning_rate,step \(2\),learningRates\n/,
    );
    writeFileSync(at('5'), recipe);
    writeFileSync(at('5 (2)'), recipe);
    const json = await fine(['table', '5', '5', '5 (2)', '--steps', '1', '--json']);
    expect(json).toMatch(/{ "step": 0, "5": 0, "5 momentum": 0.9, "5 \(2\)": 0, .*, "5 \(2\) \(2\)": 0, /);
  });
});

describe('check', () => {
  test('prints the findings of diagnose, and exits with 0 for warnings', async () => {
    const { code, stdout } = await here(['check', 'recipe.yaml'], { cwd });
    expect(code).toBe(0);
    const { schedules, clock } = await readRecipe(recipe);
    const findings = diagnose(schedules['learning_rate'] as never, { steps: clock.totalSteps as number });
    expect(findings.map(({ code }) => code)).toEqual(['zero-first-update', 'run-too-short']);
    for (const { code, severity, message, step } of findings)
      expect(stdout).toContain(`  ${severity.padEnd(7)}  step ${step}  ${code}  learning_rate\n           ${message}`);
    expect(stdout).toContain('recipe.yaml: 0 errors, 1 warning, 1 note in 35190 steps');
  });

  test('spells options as files do, says what to do, and knows the epochs', async () => {
    const recipe =
      'run: { examples: 1000, batch_size: 10, epochs: 50 }\nlearning_rate: { type: torch.CosineAnnealingLR, base_lr: 0.1, T_max: 50 }';
    expect(await fine(['check', '-'], recipe)).toContain(
      'T_max counts steps, and 50 is the number of epochs of the run. Give T_max 5000, or step the scheduler once an epoch.',
    );
    expect(JSON.parse(await fine(['check', '-', '--json'], recipe))).toMatchObject([
      { code: 'epochs-for-steps', remedy: 'Give T_max 5000, or step the scheduler once an epoch.' },
    ]);
    const keras =
      'run: { total_steps: 100 }\nlearning_rate: { type: CosineDecay, initial_learning_rate: 0.1, decay_steps: 100, warmup_steps: 15 }';
    expect(await fine(['check', '-'], keras)).toContain(
      'CosineDecay has warmup_steps 15 but no warmup_target. Give warmup_target',
    );
  });

  test('exits with 1 for an error', async () => {
    const flags = [
      '--steps',
      '100',
      '--schedule',
      'PolynomialDecay',
      '--initial-learning-rate',
      '0.1',
      '--decay-steps',
      '50',
    ];
    const { code, stdout } = await here(['check', ...flags, '--end-learning-rate', '-0.1'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/1 error.*\n {2}error {4}step 26 {2}negative-rate/);
    const json = await here(['check', '--json', ...flags, '--end-learning-rate', '-0.1'], { cwd });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toContainEqual(
      expect.objectContaining({ code: 'negative-rate', step: 26, severity: 'error', of: 'learning_rate' }),
    );
  });

  test('another hyper-parameter may fall and rise as it likes, but not be negative', async () => {
    const momentum = (value: string) => `run: { total_steps: 100 }\nhyper_parameters:\n  momentum: ${value}\n`;
    const rising = '{ type: torch.OneCycleMomentum, max_lr: 1, total_steps: 100% }';
    expect(await fine(['check', '-'], momentum(rising))).toContain('nothing to report');
    expect((await here(['check', '-'], { input: momentum('-0.9') })).code).toBe(1);
  });

  test('knows the length of the run that a file states', async () => {
    expect(await fine(['check', '-'], '{ "lr_scheduler_type": "constant", "max_steps": 70 }')).toContain('in 70 steps');
    for (const steps of ['1e3', '1000st', '100ep']) {
      const flags = [
        '--steps',
        steps,
        '--batches-per-epoch',
        '10',
        '--schedule',
        'CosineDecay',
        '--initial-learning-rate',
        '1',
      ];
      expect(await fine(['check', ...flags, '--decay-steps', '100%'])).toContain('nothing to report in 1000 steps');
    }
  });

  test('asks for the length of a run that has none', async () => {
    const { code, stderr } = await here([
      'check',
      '--schedule',
      'torch.ExponentialLR',
      '--base-lr',
      '1',
      '--gamma',
      '0.9',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/torch.ExponentialLR does not say how long the run is.*pass --steps/);
  });
});

describe('diff', () => {
  test('says where and how much, and exits with 1', async () => {
    const torch = ['--schedule', 'torch.CosineAnnealingLR', '--base-lr', '0.1', '--t-max', '1000'];
    const { code, stdout } = await here(['diff', 'schedule.json', '--steps', '2001', ...torch], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'A  schedule.json',
        'B  torch.CosineAnnealingLR',
        '',
        'learning_rate: differs at 1000 of 2001 steps, first at step 1001.',
        '  steps 1001 to 2000  0.1 at step 2000: A 0, B 0.1, the largest',
        '',
      ].join('\n'),
    );
    expect((await here(['diff', 'schedule.json', '--steps', '1001', ...torch], { cwd })).code).toBe(0);
    expect((await here(['diff', 'schedule.json', '--steps', '2001', '--tolerance', '1', ...torch], { cwd })).code).toBe(
      0,
    );
  });

  test('a schedule beside a recipe is in its run', async () => {
    const flags = [
      '--schedule',
      'CosineDecay',
      '--initial-learning-rate',
      '0',
      '--warmupTarget',
      '0.1',
      '--warmup_steps',
      '5ep',
    ];
    const { stdout } = await here(['diff', 'recipe.yaml', ...flags, '--decay-steps', '100ep'], { cwd });
    expect(stdout).toContain('learning_rate: the same at all 35190 steps.');
  });

  test('what only one has, differs', async () => {
    const { code, stdout } = await here(['diff', 'recipe.yaml', '-'], {
      cwd,
      input: recipe.slice(0, recipe.indexOf('hyper')),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/learning_rate: the same at all 35190 steps.\n\nmomentum: only A has it./);
  });

  test('takes two', async () => {
    expect(await here(['diff', 'recipe.yaml'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'lr-schedules: diff compares two schedules, received 1: pass two files, or --schedule for one or both.\n',
    });
  });
});

describe('export and convert', () => {
  const targets = {
    keras: (s: CosineDecay) => toPython(s, { target: 'keras' }),
    optax: (s: CosineDecay) => toPython(s, { target: 'optax' }),
    torch: (s: CosineDecay) => toPython(s, { target: 'torch' }),
    numpy: (s: CosineDecay) => toPython(s, { target: 'numpy' }),
    js: (s: CosineDecay) => toJavaScript(s),
    latex: toLatex,
    json: (s: CosineDecay) => writeKerasJson(s),
    yaml: (s: CosineDecay) => writeModelGardenYaml(s),
  };
  test.each(Object.entries(targets))('to %s, it is what the library writes', async (target, write) => {
    const expected = `${write(cosine).trimEnd()}\n`;
    expect(await fine(['export', 'schedule.json', '--to', target])).toBe(expected);
    await here(['convert', 'schedule.json', `converted.${target}`, '--to', target], { cwd });
    expect(read(`converted.${target}`)).toBe(expected);
  });

  test('a model keeps its optimizer where the form has one', async () => {
    const { optimizer, schedule } = await readSchedule(files['model.keras']);
    expect(await fine(['export', 'model.keras', '--to', 'json'])).toBe(
      `${writeKerasJson(schedule, { optimizer: optimizer as never })}\n`,
    );
    expect((await here(['convert', 'model.keras', 'm.yaml'], { cwd })).code).toBe(0);
    expect((await readSchedule(read('m.yaml'))).optimizer?.className).toBe(optimizer?.className);
  });

  test('a model becomes a recipe, and a recipe stays as it was written', async () => {
    const { code, stderr } = await here(['convert', 'model.keras', 'model.recipe.yaml', '--to', 'recipe'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'wrote model.recipe.yaml\nmodel.keras: not in the output: the optimizer, Adam\n',
    });
    expect(await fine(['diff', 'model.keras', 'model.recipe.yaml'])).toContain('the same');
    expect((await here(['convert', 'recipe.yaml', 'again.json', '--to', 'recipe'], { cwd })).code).toBe(0);
    expect(JSON.parse(read('again.json'))).toMatchObject({
      learning_rate: { warmup_steps: '5ep' },
      run: { epochs: 90 },
    });
    expect(await fine(['diff', 'recipe.yaml', 'again.json'])).toContain('the same');
  });

  test('one of several, under a name', async () => {
    const { stdout } = await here(['export', 'recipe.yaml', '--to', 'js', '--of', 'momentum', '--name', 'momentumAt'], {
      cwd,
    });
    expect(stdout).toContain('export function momentumAt(');
    const { code: status, stderr } = await here(['export', 'recipe.yaml', '--to', 'js', '--of', 'rho'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('lr-schedules: recipe.yaml has no rho: it has learning_rate, momentum.\n');
  });

  test('a schedule given by flags becomes a recipe with its run, and a flag goes over the run of a recipe', async () => {
    const flags = [
      '--batches-per-epoch',
      '10',
      '--epochs',
      '10',
      '--schedule',
      'CosineDecay',
      '--initial-learning-rate',
      '1',
    ];
    const text = await fine(['export', '--to', 'recipe', ...flags, '--decay-steps', '90%']);
    const { schedules, clock } = await readRecipe(text);
    expect([schedules['learning_rate']?.horizon, clock.totalSteps]).toEqual([90, 100]);
    const changed = await readRecipe(await fine(['export', 'recipe.yaml', '--to', 'recipe', '--total-steps', '500']));
    expect(changed.clock.totalSteps).toBe(500);
    const batches = await fine(['export', 'recipe.yaml', '--to', 'recipe', '--batches-per-epoch', '7']);
    expect((await readRecipe(batches)).clock.totalSteps).toBe(630);
  });

  test('convert takes a schedule given by flags', async () => {
    expect((await here(['convert', 'flags.json', ...asFlags], { cwd })).code).toBe(0);
    expect(read('flags.json')).toBe(`${writeKerasJson(cosine)}\n`);
  });

  test('- is standard output', async () => {
    expect(await fine(['export', 'schedule.json', '--to', 'js', '-o', '-'])).toBe(toJavaScript(cosine));
    expect(await fine(['plot', 'schedule.json', '--svg', '-'])).toMatch(/^<svg /);
  });

  test('a file is written where its link points', async () => {
    symlinkSync('behind.json', at('link.json'));
    expect((await here(['convert', 'schedule.json', 'link.json'], { cwd })).code).toBe(0);
    expect((await here(['convert', 'schedule.json', 'link.json'], { cwd })).code).toBe(0);
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect(read('behind.json')).toBe(`${writeKerasJson(cosine)}\n`);
    symlinkSync('loop.json', at('loop.json'));
    expect((await here(['convert', 'schedule.json', 'loop.json'], { cwd })).code).toBe(2);
  });

  test('what a form cannot say is refused, and the file that was there stays', async () => {
    writeFileSync(at('kept.yaml'), 'kept');
    const { code, stderr } = await here(
      ['convert', '--schedule', 'TanhRamp', '--from', '1', '--to', '0', '--steps', '9', '--', '-', 'kept.yaml'],
      { cwd, input: '' },
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^lr-schedules: /);
    const refused = await here(['convert', '-', 'kept.yaml'], {
      cwd,
      input: 'learning_rate: { type: TanhRamp, from: 1, to: 0, steps: 9 }',
    });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^lr-schedules: --to yaml: .*TanhRamp.*\n$/);
    expect(read('kept.yaml')).toBe('kept');
  });
});

describe('help', () => {
  const names = ['plot', 'table', 'check', 'diff', 'convert', 'export', 'list'];

  test.each(names)('the examples of %s work', async (name) => {
    const help = await fine([name, '--help']);
    expect(longest(help)).toBeLessThanOrEqual(80);
    const [, examples = ''] = help.split('Examples:\n');
    const lines = examples.replaceAll('\\\n', '').match(/\$ lr-schedules .*/g) ?? [];
    expect(lines.length).toBeGreaterThanOrEqual(3);
    const { path, remove } = directoryWith({
      ...files,
      'old.yaml': recipe,
      'new.yaml': recipe.replace('0.1', '0.2'),
      'trainer_state.json': readFileSync(new URL('../golden/log-files/trainer_state.json', import.meta.url)),
    });
    for (const line of lines) {
      const typed = line.replace('$ lr-schedules ', '');
      const { code, stderr } = /[<>|]/.test(typed)
        ? await shell(`lr ${typed}`, { cwd: path })
        : await here(wordsOf(typed), { cwd: path });
      expect([0, name === 'diff' || name === 'check' ? 1 : 0], `${line}\n${stderr}`).toContain(code);
    }
    remove();
  });

  test('lists all commands and schedules, within 80 columns', async () => {
    const help = await fine(['--help']);
    for (const name of [...names, 'completion', 'torch.OneCycleLR', 'CosineDecayWithOffset', 'noam'])
      expect(help).toContain(name);
    expect(longest(help)).toBeLessThanOrEqual(80);
  });

  test('of a schedule, its options', async () => {
    const help = await fine(['plot', '--schedule', 'torch.OneCycleLR', '--help']);
    expect(help).toMatch(/--max-lr <n>\n +Required\. The highest rate\./);
    expect(help).toMatch(/--anneal-strategy <cos\|linear>\n/);
    expect(help).not.toContain('--last-epoch');
    expect(longest(help)).toBeLessThanOrEqual(80);
  });

  test('the version', async () => {
    expect(await fine(['--version'])).toBe('0.0.0\n');
  });
});

describe('completion', () => {
  const complete = async (...words: string[]) => {
    const lines = (await fine(['complete', '--', ...words])).trimEnd().split('\n');
    return { values: lines.slice(0, -1).map((line) => line.split('\t')[0]), directive: lines.at(-1) };
  };

  test.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', async (name) => {
    const script = await fine(['completion', name]);
    expect(script).toMatch(/lr-schedules.*complete/s);
    if (name === 'bash') expect((await shell('bash -n', { input: script })).code).toBe(0);
  });

  test('of commands, schedules, their options, choices and files', async () => {
    expect((await complete('')).values).toEqual([
      'plot',
      'table',
      'check',
      'audit',
      'diff',
      'convert',
      'export',
      'list',
      'completion',
      'help',
    ]);
    expect((await complete('c')).values).toEqual(['check', 'convert', 'completion']);
    expect((await complete('plot', '--schedule', 'torch.O')).values).toEqual([
      'torch.OneCycleLR',
      'torch.OneCycleMomentum',
    ]);
    expect((await complete('plot', '--schedule', 'torch.OneCycleLR', '--max')).values).toEqual([
      '--max-lr',
      '--max-momentum',
    ]);
    expect((await complete('plot', '--schedule', 'torch.OneCycleLR', '--anneal-strategy', '')).values).toEqual([
      'cos',
      'linear',
    ]);
    expect((await complete('export', '--to', 't')).values).toEqual(['torch', 'transformers', 'timm']);
    expect((await complete('plot', '--lo')).values).toEqual(['--log']);
    expect(await complete('plot', '')).toEqual({ values: [], directive: ':0' });
    expect(await complete('completion', 'b')).toMatchObject({ values: ['bash'] });
    expect(await complete('nonsense', 'x')).toMatchObject({ values: [] });
  });
});

describe('bad input gets one sentence and status 2', () => {
  test.each([
    [['plot'], /^plot requires a file, - for standard input, or --schedule/],
    [['plto', 'recipe.yaml'], "unknown command 'plto' (Did you mean plot?)"],
    [['plot', 'recipe.yaml', '--lgo'], "unknown option '--lgo' (Did you mean --log?)"],
    [['plot', 'nothing.yaml'], 'nothing.yaml: there is no such file.'],
    [['plot', '.'], '.: it is a directory; a file is required.'],
    [['plot', 'recipe.yaml/x'], /^recipe.yaml\/x: /],
    [['plot', '-', '-'], 'standard input (-) can be read only once.'],
    [['plot', '-'], 'standard input: it is empty.'],
    [['plot', 'recipe.yaml', '--steps', '0'], '--steps must be at least 1 step, received 0.'],
    [['plot', 'recipe.yaml', '--steps', '1e30'], /^--steps requires at most 2\^53/],
    [['plot', 'recipe.yaml', '--steps', '-5'], '--steps requires a whole number of steps of at least 0, received -5.'],
    [['plot', 'recipe.yaml', '--steps', ''], /^--steps must be a number of steps/],
    [['check', 'recipe.yaml', '--epochs', '0'], 'the run: --epochs must be a positive number or null, received 0.'],
    [
      ['check', 'recipe.yaml', '--batch-size', '1.5'],
      'the run: --batch-size must be a whole number of at least 1 or null, received 1.5.',
    ],
    [
      ['diff', 'recipe.yaml', 'recipe.yaml', '--tolerance', '-1'],
      /argument '-1' is invalid\. A number of at least 0 is required\.$/,
    ],
    [['plot', 'recipe.yaml', '--svg', '--png'], /argument '--png' is invalid\. A file is required\.$/],
    [['plot', 'recipe.yaml', '--svg', ''], /argument '' is invalid\. A file is required\.$/],
    [['plot', 'recipe.yaml', '--svg', 'a', '--png', 'a'], '--svg and --png must be two files.'],
    [
      ['plot', 'recipe.yaml', '--width', '10000', '--height', '10000', '--png', 'a.png'],
      /^--png: a picture of 10000 × 20000 is too large/,
    ],
    [['plot', 'recipe.yaml', '--svg', 'b.svg', '--png', 'no/where.png'], /^no\/where\.png: it cannot be written/],
    [['plot', '--schedule', '5'], /^--schedule: no schedule is called "5";/],
    [
      ['plot', '--schedule', 'withWarmup', '--steps', '5'],
      /^--schedule: withWarmup requires --schedule '\{ type: … \}' too/,
    ],
    [
      ['plot', '--schedule', 'Scale', '--factor', '2', '--schedule', '{ type: CosineDecay, decay_stes: 1 }'],
      /^--schedule\.decay_stes: CosineDecay has no option "decay_stes": did you mean decay_steps\?$/,
    ],
    [['plot', '--schedule', 'ExponentialDecay', '--no-staircase=false'], '--no-staircase takes no value.'],
    [
      ['export', 'recipe.yaml', '--to', 'torch', '--of', 'momentum'],
      /^--to torch: a scheduler of PyTorch sets the learning rate, not momentum/,
    ],
    [
      ['export', 'recipe.yaml', '--to', 'recipe', '--of', 'momentum'],
      '--to recipe takes all schedules: leave out --of.',
    ],
    [['export', 'recipe.yaml', '--to', 'numpy', '--name', '1a'], /^--to numpy: --name must be/],
    [['table', 'recipe.yaml', 'garden.yaml', '--every', '1ep'], /^--every: the inputs' runs differ/],
    [['plot', 'recipe.yaml', '--steps', '10 epochs'], /^--steps must be .* such as 10ep/],
    [
      ['plot', 'schedule.json', '--steps', '10ep'],
      /^--steps 10ep requires the length of an epoch: pass --examples and --batch-size/,
    ],
    [['plot', 'schedule.json', '--axis', 'ep'], /^--axis ep requires the length of an epoch: pass --examples/],
    [
      ['plot', 'recipe.yaml', '--axis', 'x'],
      /^option '--axis <unit>' argument 'x' is invalid\. Allowed choices are st, ep, %\.$/,
    ],
    [['plot', 'recipe.yaml', '--width', 'wide'], /'--width <n>' argument 'wide' is invalid\. A number is required\.$/],
    [
      ['plot', 'recipe.yaml', '--epochs', '5', '--total-steps', '9'],
      /^recipe\.yaml:2:1: run: total_steps must be there alone, since it takes the place of epochs/,
    ],
    [['plot', '--schedule'], '--schedule requires a value after it.'],
    [['plot', '--schedule', 'CosineDekay'], '--schedule: no schedule is called CosineDekay; did you mean CosineDecay?'],
    [
      ['plot', '--schedule', 'OneCycleLR'],
      '--schedule: no schedule is called OneCycleLR; did you mean torch.OneCycleLR, paddle.OneCycleLR?',
    ],
    [
      ['plot', '--schedule', 'CosineDecay', '--decay-step', '5'],
      'CosineDecay has no option --decay-step: did you mean --decay-steps?',
    ],
    [
      ['plot', '--schedule', 'CosineDecay', '--decay-steps', '5', '--decay-steps', '6'],
      '--decay-steps is there twice: leave one out.',
    ],
    [['plot', '--schedule', 'CosineDecay', '--decay-steps'], '--decay-steps requires a value after it.'],
    [
      ['plot', '--schedule', 'CosineDecay', '--decay-steps', '5'],
      '--schedule: CosineDecay requires --initial-learning-rate too: a finite number.',
    ],
    [
      ['plot', '--schedule', 'CosineDecay', '--initial-learning-rate', 'x', '--decay-steps', '5'],
      /^--initial-learning-rate: CosineDecay: --initial-learning-rate must be a finite number, received "x"\.$/,
    ],
    [
      ['plot', '--schedule', 'CosineDecay', '--initial-learning-rate', '1', '--decay-steps', '5ep'],
      /^--decay-steps: .*requires the length of an epoch/,
    ],
    [['table', 'recipe.yaml', '--csv', '--json'], '--csv and --json are two forms: pass one of them.'],
    [['table', 'recipe.yaml', '--every', '0'], '--every must be at least 1 step, received 0.'],
    [['export', 'recipe.yaml'], /^required option '--to <form>' not specified$/],
    [
      ['export', 'recipe.yaml', '--to', 'pytorch'],
      /^option '--to <form>' argument 'pytorch' is invalid\. Allowed choices are keras,/,
    ],
    [
      ['export', 'recipe.yaml', 'schedule.json', '--to', 'js'],
      'one schedule is required, received 2: pass a file, - or --schedule.',
    ],
    [['convert', 'recipe.yaml'], /^convert requires a second file/],
    [['convert', 'recipe.yaml', ''], /^convert requires a second file/],
    [
      ['convert', 'recipe.yaml', 'a.py'],
      'a.py: the ending does not say which form to write; pass --to keras, optax, torch, transformers, timm or numpy.',
    ],
    [['convert', 'recipe.yaml', 'a', 'b'], 'convert writes one file, received a and b.'],
    [
      ['convert', 'recipe.yaml', 'no/where.json'],
      'no/where.json: it cannot be written, since its directory does not exist.',
    ],
    [['plot', 'recipe.yaml', '--svg', '.'], '.: it cannot be written, since it is a directory.'],
    [
      ['completion', 'csh'],
      /^command-argument value 'csh' is invalid for argument 'shell'\. Allowed choices are bash, zsh, fish, powershell\.$/,
    ],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await here(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^lr-schedules: .*\n$/s);
    const sentence = stderr.slice('lr-schedules: '.length, -1);
    expect(sentence).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test.each([
    ['lerning_rate: 0.1', 'standard input:1:1: a recipe has no "lerning_rate": did you mean learning_rate?'],
    [
      'run: { epochs: many }\nlearning_rate: 1',
      'standard input:1:8: run: epochs must be a positive number or null, received "many".',
    ],
    [
      'learning_rate:\n  type: CosineDecay\n  initial_learning_rate: 1\n  decay_steps: [5]',
      'standard input:4:3: CosineDecay: decay_steps must be a positive number, received [5].',
    ],
    ['learning_rate:\n  type: CosineDecay\n\tdecay_steps: 5', /^standard input:3:\d+: /],
    [
      '{"learning_rate": {"type": "CosineDecay", "decay_stepz": 1}}',
      'standard input:1:43: CosineDecay has no option "decay_stepz": did you mean decay_steps?',
    ],
    ['{ "broken": ', /^standard input(:\d+:\d+)?: /],
    ['\u0000\u0001\u0002', /^standard input(:\d+:\d+)?: /],
    ['[1, 2, 3]', /^standard input(:\d+:\d+)?: /],
    ['PK\u0003\u0004 no zip', /^standard input(:\d+:\d+)?: /],
    ['a: &a [x]\n'.padEnd(400, 'b: *a\n'), /^standard input(:\d+:\d+)?: /],
  ])('%j on standard input', async (input, message) => {
    const { code, stdout, stderr } = await here(['plot', '-'], { input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.slice('lr-schedules: '.length, -1)).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  test('names with control characters', async () => {
    writeFileSync(at('a\x1b[31mred.json'), JSON.stringify(cosine));
    for (const command of ['table', 'check', 'plot']) {
      const { stdout, stderr } = await here([command, 'a\x1b[31mred.json', 'recipe.yaml'], { cwd });
      expect(stdout + stderr).not.toMatch(control);
    }
    expect((await here(['plot', 'b\x1b[31mred.json'], { cwd })).stderr.trimEnd()).not.toMatch(control);
  });
});

test('the same input gives the same output', async () => {
  for (const args of [
    ['plot', 'recipe.yaml'],
    ['check', 'recipe.yaml'],
    ['table', 'recipe.yaml'],
    ['plot', 'model.keras', 'recipe.yaml'],
  ]) {
    expect(await fine(args)).toBe(await fine(args));
  }
});

test('nothing of all that has left a draft behind', () => {
  expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
