import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LearningRateSchedule } from 'lr-schedules';
import { audit, readLog } from 'lr-schedules/audit';
import { readRecipe } from 'lr-schedules/recipe';
import { afterAll, describe, expect, test } from 'vitest';
import { here } from './here.js';
import { directoryWith } from './process.js';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const logs = fromRoot('test/golden/log-files');
const examples = fromRoot('docs/audit');
const page = readFileSync(fromRoot('docs/audit.md'), 'utf8');

const { path: cwd, remove } = directoryWith({});
afterAll(remove);

/** Runs it on the golden logs, and expects it to go well. */
async function fine(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args, { cwd: logs });
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args, { cwd: logs });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
}

describe('docs/audit.md', () => {
  const sessions = [...page.matchAll(/```console\n\$ npx lr-schedules (.*)\n([\s\S]*?)```/g)];
  const kinds = ['skipped-updates', 'stepped-k-times', 'stepped-per-epoch', 'restart-at-resume', 'other-horizon'];
  const others = ['other-schedule', 'off-by-one', 'scaled', 'missing-warmup', 'held', 'jump'];

  test.each(sessions.map(([, line = '', output = '']) => [line, output] as const))('%s', async (line, output) => {
    const { code, stdout, stderr } = await here(line.split(' '), { cwd: examples });
    expect({ stdout: stdout.trimEnd(), stderr }).toEqual({ stdout: output.trimEnd(), stderr: '' });
    expect(code).toBe(output.includes('does not follow') ? 1 : 0);
  });

  test('has an example of each departure, which is what the audit names', async () => {
    const { schedules } = await readRecipe(readFileSync(join(examples, 'plan.yaml'), 'utf8'));
    for (const kind of [...kinds, ...others]) {
      expect(page).toContain(`audit ${kind}.csv plan.yaml`);
      const log = readLog(readFileSync(join(examples, `${kind}.csv`)));
      const { departures } = audit(log, schedules['learning_rate'] as LearningRateSchedule);
      expect(departures.map((departure) => departure.kind)).toContain(kind);
    }
  });
});

describe('audit', () => {
  test('takes a directory of event files, in their order', async () => {
    const [events = ''] = readdirSync(join(logs, 'tfevents/torch_simple_value'));
    const run = join(cwd, 'run');
    mkdirSync(run);
    for (const time of ['1', '2']) {
      cpSync(join(logs, 'tfevents/torch_simple_value', events), join(run, events.replace(/\d{10}/, time)));
    }
    const printed = await fine('audit', run);
    expect(printed).toContain('tfevents, 50 points of train/learning_rate, step 4 to 100');
    expect(printed).toContain('The steps go back once, at last from 100 to 4, as if the run was resumed.');
  });

  test('reads standard input, whatever is the plan', async () => {
    const { stdout } = await here(['audit', '-'], { cwd: logs, input: readFileSync(join(logs, 'trainer_state.json')) });
    expect(stdout).toBe((await fine('audit', 'trainer_state.json')).replace('trainer_state.json', 'standard input'));
  });

  test('takes the length of the run from the log where the plan does not say it', async () => {
    const flags = ['--base-lr', '2e-5', '--num-warmup-steps', '20', '--num-training-steps', '100%'];
    const printed = await fine('audit', 'trainer_state.json', '--schedule', 'transformers.cosine', ...flags);
    expect(printed).toContain('follows transformers.cosine');
  });

  test('--column chooses, --json says all', async () => {
    const printed = await fine('audit', 'ultralytics_results.csv', '--column', 'lr/pg0', '--json');
    const found = JSON.parse(printed);
    expect(found).toMatchObject({
      form: 'csv-ultralytics',
      column: 'lr/pg0',
      columns: ['lr/pg0', 'lr/pg1', 'lr/pg2'],
      points: 30,
      audit: null,
    });
    expect(Object.keys(found.identified)).toEqual(expect.arrayContaining(['family', 'peak', 'schedule', 'explained']));
  });

  test('what is no log, or is missing', async () => {
    expect(await refused('audit', 'keras_schedule_in_optimizer.csv')).toMatch(/its columns are epoch, loss.*--column/);
    expect(await refused('audit', 'none.csv')).toMatch(/^lr-schedules: none\.csv: there is no such file/);
    expect(await refused('audit', 'tfevents')).toMatch(
      /^lr-schedules: tfevents: it is a directory without event files/,
    );
    expect(await refused('audit')).toMatch(/audit requires a file/);
    expect(await refused('audit', '-', '-')).toMatch(/standard input \(-\) can be read only once/);
    expect(await refused('audit', 'trainer_state.json', '-', 'x.yaml')).toBeTruthy();
    expect(await refused('audit', 'trainer_state.json', '--column', 'rate')).toMatch(/no column "rate"/);
  });
});

describe('plot', () => {
  const cosine = ['--schedule', 'transformers.cosine', '--base-lr', '2e-5'];
  const flags = [...cosine, '--num-warmup-steps', '20', '--num-training-steps', '200'];

  test('draws logs beside curves, and alone', async () => {
    const both = await fine('plot', 'trainer_state.json', ...flags);
    expect(both).toMatch(/a transformers\.cosine +b trainer_state\.json/);
    expect(await fine('plot', 'timm_summary.csv')).toMatch(/epoch\n$/);
    expect(await fine('plot', 'tfevents/tf2_tensor', 'trainer_state.json')).toMatch(/step\n$/);
  });

  test('draws each point of a log as a dot of a picture', async () => {
    const { code, stderr } = await here(['plot', 'trainer_state.json', '--svg', join(cwd, 'a.svg')], { cwd: logs });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `wrote ${join(cwd, 'a.svg')}\n` });
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8').match(/h0\.01/g)).toHaveLength(20);
  });
});
