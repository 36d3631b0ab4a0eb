import { readdirSync, readFileSync } from 'node:fs';
import { readLog, readLogStream } from 'lr-schedules/audit';
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../refusal.js';

const folder = new URL('../golden/log-files/', import.meta.url);

interface Truth {
  readonly column: string | null;
  readonly points: readonly (readonly [step: number, rate: number])[];
}

const truth: Record<string, Truth> = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8'));

/** The files as their writers wrote them, with what they are read as. */
const forms: Record<string, readonly [form: string, clock: string, relative: number]> = {
  'trainer_state.json': ['trainer_state', 'step', 0],
  'timm_summary.csv': ['csv-timm', 'epoch', 0],
  'wandb_export.csv': ['csv-wandb', 'step', 0],
  'llamafactory_trainer_log.jsonl': ['jsonl-llamafactory', 'step', 0],
  'ultralytics_results.csv': ['csv-ultralytics', 'epoch', 5e-6],
  'mmengine_scalars.json': ['jsonl-mmengine', 'step', 0],
  'lightning_step.csv': ['csv-lightning', 'step', 0],
  'lightning_epoch.csv': ['csv-lightning', 'step', 0],
  'keras_cosine_by_epoch.csv': ['csv-keras', 'epoch', 2 ** -24],
  'keras_cosine_wrong_clock.csv': ['csv-keras', 'epoch', 2 ** -24],
  'keras_plateau_semicolon.csv': ['csv-keras', 'epoch', 2 ** -24],
  '../tfevents/torch_simple_value': ['tfevents', 'step', 2 ** -24],
  '../tfevents/tensorboardX_simple_value': ['tfevents', 'step', 2 ** -24],
  '../tfevents/tf2_tensor': ['tfevents', 'step', 2 ** -24],
};

function bytesOf(name: string): Uint8Array {
  const url = new URL(name.replace('../', ''), folder);
  if (!name.includes('tfevents')) return readFileSync(url);
  const [file] = readdirSync(url);
  return readFileSync(`${url.pathname}/${file}`);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('files as their writers wrote them', () => {
  test.each(Object.entries(forms))('%s', async (name, [form, clock, relative]) => {
    const { column, points } = truth[name] as Truth;
    const bytes = bytesOf(name);
    const log = readLog(bytes);
    expect({ form: log.form, column: log.column, clock: log.clock }).toEqual({ form, column, clock });
    expect(log.columns).toContain(column);
    expect(log.precision).toEqual({ relative, absolute: 0 });
    expect(log.notes).toEqual([]);
    expect([...log.steps]).toEqual(points.map(([step]) => step));
    for (const [i, [, rate]] of points.entries()) {
      expect(Math.abs((log.rates[i] as number) - rate)).toBeLessThanOrEqual(relative * rate);
    }
    for (const size of [1, 7, 1000]) expect(await readLogStream([inPieces(bytes, size)])).toEqual(log);
  });

  test('no rate column', () => {
    expect(() => readLog(bytesOf('keras_schedule_in_optimizer.csv'), { file: 'log.csv' })).toThrow(
      /^log\.csv: it has no learning rate: its columns are epoch, loss, mae, val_loss, val_mae.*pass \{ column \}.*Keras/,
    );
  });
});

/** What is read of a log, as `[step, rate]`. */
const pointsOf = (text: string, column?: string) => {
  const { steps, rates } = readLog(text, column === undefined ? {} : { column });
  return Array.from(steps, (step, i) => [step, rates[i]]);
};
const points = [
  [0, 0.1],
  [10, 0.05],
];

describe('what loggers do to their files', () => {
  test.each([
    ['semicolons', 'step;lr\n0;0.1\n10;0.05\n'],
    ['tabs', 'step\tlr\n0\t0.1\n10\t0.05'],
    ['tabs, one by one where cells in quotes are empty', 'step\tnote\tlr\n0\t"a"\t0.1\n10\t""\t0.05'],
    ['tabs, with a cell that is missing behind one in quotes', 'step\tlr\tnote\tloss\n"0"\t0.1\t"a"\t\n10\t0.05\t\t1'],
    ['quotes', '"step","lr, of all"\n"0","0.1"\n"10","0.05"\n'],
    ['a byte order mark and Windows line ends, twice', '\uFEFFstep,lr\r\r\n0,0.1\r\r\n10,0.05\r\r\n'],
    ['padding', '     step,      lr\n        0,     0.1\n       10,    0.05\n'],
    ['a header that is repeated', 'epoch,lr\n0,0.1\nepoch,lr\n10,0.05\n'],
    ['no header', '0,0.1\n10,0.05\n'],
    ['gaps', 'step,lr,loss\n0,0.1,\n5,,1\n5,NA,1\n5,nan,1\n10,5e-2,\n'],
    ['an unknown name beside a step', 'Wall time,Step,Value\n1.5e9,0,0.1\n1.6e9,10,0.05\n'],
    [
      'a bare NaN, and rows of evaluation',
      '{"log_history": [{"learning_rate": 0.1, "step": 0, "grad_norm": NaN}, {"eval_loss": 1, "step": 5}, {"learning_rate": 0.05, "loss": Infinity, "step": 10}], "max_steps": 20}',
    ],
    ['nulls', '{"current_steps": 0, "lr": 0.1}\n{"current_steps": 5, "lr": null}\n{"current_steps": 10, "lr": 0.05}\n'],
    [
      'the settings of the run before its rows',
      '{"env": "x", "lr": {"type": "cosine"}}\n{"mode": "train", "iter": 0, "lr": 0.1}\n{"mode": "train", "iter": 10, "lr": 0.05}',
    ],
    [
      'settings of a search',
      '{"log_history": [{"learning_rate": 0.1, "step": 0}, {"learning_rate": 0.05, "step": 10}], "trial_params": {"learning_rate": 9}, "step": 3}',
    ],
    [
      'texts with brackets and quotes',
      '{"note": "it\'s } \\" {", "lr": 0.1, "step": 0}\n{"lr": 0.05, "note": "]", "step": 10}',
    ],
    ['nested records', '{"step": 0, "train": {"lr": 0.1}}\n{"step": 10, "train": {"lr": 0.05}}\n'],
    ['lists by column', '{"loss": [1, 2], "lr": [0.1, 0.05], "step": [0, 10]}'],
    ["TensorBoard's JSON", '[[1.5e9, 0, 0.1], [1.6e9, 10, 0.05]]'],
    [
      'what a trainer printed',
      "Some weights were not used.\n{'loss': '0.9', 'learning_rate': '0.1', 'step': '0'}\n 5%|# | 1/9 [00:01<00:02]\n{'loss': 0.8, 'learning_rate': 0.05, 'step': 10}\n{'train_runtime': 3.0}\n",
    ],
    [
      'names and numbers in lines',
      'starting, lr follows\nstep 0 | loss 3.1 | lr 1.0e-1 |\nstep: 10, loss: 2.9, lr=0.05, eta 3s\n',
    ],
    [
      'the lines of Megatron',
      ' iteration        0/     100 | elapsed: 5.0 | learning rate: 1.000E-01 | batch size: 8 |\n iteration       10/     100 | learning rate: 5.000E-02 |',
    ],
  ])('%s', (_, text) => expect(pointsOf(text)).toEqual(points));

  test('UTF-16, as shells of Windows write what is redirected', () => {
    const text = "{'learning_rate': 0.1, 'step': 0}\r\n{'learning_rate': 0.05, 'step': 10}\r\n";
    expect([...readLog(Buffer.from(`\uFEFF${text}`, 'utf16le')).rates]).toEqual([0.1, 0.05]);
  });

  test('the clock is the step where there are both, and epochs may be parts', () => {
    expect(readLog('epoch,step,lr\n0.5,10,0.1\n1,20,0.05\n')).toMatchObject({
      clock: 'step',
      steps: Float64Array.of(10, 20),
    });
    expect(readLog('epoch,lr\n0.5,0.1\n1,0.05\n')).toMatchObject({ clock: 'epoch', steps: Float64Array.of(0.5, 1) });
    expect(readLog('{"loss": [1, 2, 3], "learning_rate": [0.1, 0.2, 0.3]}')).toMatchObject({
      clock: 'epoch',
      steps: Float64Array.of(0, 1, 2),
    });
  });

  test('how many updates were planned', () => {
    expect(readLog('{"log_history": [{"learning_rate": 0.1, "step": 0}], "max_steps": 200}').totalSteps).toBe(200);
    expect(readLog('step,lr\n0,0.1\n').totalSteps).toBeNull();
  });

  test('a resume is told, and its rows stay where they are', () => {
    const { steps, notes } = readLog('step,lr\n0,4\n10,3\n20,2\n10,3\n20,2\n5,1\n');
    expect([...steps]).toEqual([0, 10, 20, 10, 20, 5]);
    expect(notes).toEqual(['The steps go back twice, at last from 20 to 5, as if the run was resumed.']);
  });

  test('rates that are no finite numbers are counted', () => {
    expect(readLog('step,lr\n0,0.1\n1,nan\n2,inf\n3,0.2\n').notes).toEqual([
      '2 rows were left out, since their lr is no finite number.',
    ]);
  });
});

describe('which column', () => {
  const groups = 'epoch,lr/pg0,lr/pg1,lr/pg2\n0,0.1,0.01,0.01\n1,0.09,0.02,0.02\n';
  test('of groups the rate that most have; any by its name', () => {
    expect(readLog(groups)).toMatchObject({ column: 'lr/pg1', columns: ['lr/pg0', 'lr/pg1', 'lr/pg2'] });
    expect(pointsOf(groups, 'lr/pg0')).toEqual([
      [0, 0.1],
      [1, 0.09],
    ]);
    expect(pointsOf('step,eta,loss\n0,0.1,5\n', 'eta')).toEqual([[0, 0.1]]);
  });

  test('momentum and weight decay are no rates', () => {
    const header = 'step,lr-AdamW-momentum,lr-AdamW-weight_decay,lr-AdamW,lr__MAX';
    expect(readLog(`${header}\n0,0.9,0.01,0.1,0.2\n`)).toMatchObject({ column: 'lr-AdamW', columns: ['lr-AdamW'] });
  });

  test('the plain one before those of a base or of a part', () => {
    expect(readLog('{"base_lr": 1, "lr": 0.1, "step": 0}\n{"base_lr": 1, "lr": 0.2, "step": 1}').column).toBe('lr');
  });
});

describe('how exactly rates are printed', () => {
  const rates = Array.from({ length: 200 }, (_, i) => 3e-4 * Math.cos(i / 130) ** 2);
  const precisionOf = (print: (rate: number) => string) =>
    readLog(`step,lr\n${rates.map((rate, i) => `${i},${print(rate)}`).join('\n')}`).precision;
  test.each<[string, (rate: number) => string, number, number]>([
    ['doubles', String, 0, 0],
    ['float32 as doubles', (rate) => String(Math.fround(rate)), 2 ** -24, 0],
    ['seven decimals', (rate) => rate.toFixed(7), 0, 1e-7],
    ['seven decimals without zeros at the end', (rate) => String(Number(rate.toFixed(7))), 0, 1e-7],
    ['six digits', (rate) => String(Number(rate.toPrecision(6))), 5e-6, 0],
    ['four digits and a power', (rate) => rate.toExponential(3), 5e-4, 0],
    ['a few round numbers as they are', (rate) => (rate > 2e-4 ? '0.001' : '0.0001'), 0, 0],
  ])('%s', (_, print, relative, absolute) => expect(precisionOf(print)).toEqual({ relative, absolute }));
});

describe('event files', () => {
  const bytes = bytesOf('../tfevents/torch_simple_value');

  test('a file that breaks off is read up to there', () => {
    const { steps, notes } = readLog(bytes.subarray(0, 2000));
    expect(steps.length).toBe(18);
    expect(notes).toEqual([
      expect.stringMatching(/^It ends in the middle of the record at byte \d+: it was read up to there\.$/),
    ]);
  });

  test('damage is found by its check sum', () => {
    const damaged = new Uint8Array(bytes);
    damaged[1500] = (damaged[1500] as number) ^ 1;
    const { steps, notes } = readLog(damaged);
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.length).toBeLessThan(20);
    expect(notes).toEqual([expect.stringMatching(/^The record at byte \d+ is damaged: it was read up to there\.$/)]);
  });

  test('several files of a run are one log', async () => {
    const whole = readLog(bytes);
    const twice = await readLogStream([inPieces(bytes, 100), inPieces(bytes, 99)]);
    expect([...twice.steps]).toEqual([...whole.steps, ...whole.steps]);
    expect(twice.notes).toEqual(['The steps go back once, at last from 100 to 4, as if the run was resumed.']);
  });
});

test('of hundreds of groups, the rate that most have', () => {
  const rows = Array.from({ length: 50 }, (_, i) => {
    const rates = Array.from({ length: 300 }, (_, group) => (group % 3 === 0 ? group : 1000 - i));
    return `{"step": ${i}, "lr": [${rates}]}\n`;
  });
  expect(readLog(rows.join(''))).toMatchObject({ column: 'lr/1', clock: 'step' });
});

describe('refused in one sentence', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'it is empty.'],
    ['blanks', ' \n', 'it is empty.'],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n', 'git lfs pull'],
    ['a zip archive', Uint8Array.of(0x50, 0x4b, 3, 4), 'it is a zip archive'],
    ['no text', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x80), 'neither a text in UTF-8 nor an event file'],
    ['no rate', 'step,loss\n0,1\n', 'it has no learning rate: its columns are step, loss'],
    ['JSON without a rate', '{"step": 0, "loss": 1}', 'it has no learning rate: its columns are step, loss'],
    ['a settings file', '{"learning_rate": 0.1, "size": 8}', 'it has rates in learning_rate, but no step or epoch'],
    ['prose', 'Once upon a time there was a rate.', 'it has no learning rate'],
    ['no step', 'lr,loss\n0.1,1\n', 'it has rates in lr, but no step or epoch'],
    ['text in it', 'step,lr\n0,0.1\n1,abc\n', 'row 2: lr is "abc", where a number is required'],
    ['text for a step', 'step,lr\nx,0.1\n', 'row 1: step is "x"'],
    ['a decimal comma', 'step;lr\n0;0,1\n1;0,05\n', 'a decimal comma is not read'],
    ['a decimal comma among commas', 'step,lr\n0,0,1\n', 'row 1 has 3 cells, and the header 2'],
    ['no number at all', 'step,lr\n0,nan\n', 'it has no number in lr'],
    [
      'groups in one column',
      'step,lr\n0,1\n0,0.1\n1,0.9\n1,0.09\n2,0.8\n2,0.08\n',
      'several rates at a step, 1 and 0.1 at 0',
    ],
  ])('%s', (_, source, message) =>
    expectRefusal(() => readLog(source, { file: 'run.log' }), TypeError, 'run.log: ', message),
  );

  test('a column that is not there, and options', () => {
    expectRefusal(() => readLog('step,lr\n0,1\n', { column: 'l_r' }), TypeError, 'no column "l_r"');
    expectRefusal(() => readLog(7 as never), TypeError, 'the log: a text or bytes are required, received 7.');
    expect(() => readLog('', { columns: 'lr' } as never)).toThrow(
      /readLog has no option "columns": did you mean column\?/,
    );
  });

  test('a name with what moves the cursor, in a message on one line', () => {
    expectRefusal(() => readLog('step,lr\ta\n0,0.1\n1,x\n'), TypeError, 'row 2: lr a is "x"');
  });

  test('a column of its own for each of many rows', () => {
    const rows = Array.from({ length: 4000 }, (_, i) => `{"step": ${i}, "lr/${i}": 0.1}\n`);
    expectRefusal(() => readLog(rows.join('')), RangeError, 'its columns', 'made to do harm');
  });

  test('JSON nested without end', () => {
    expectRefusal(() => readLog('['.repeat(1e5)), RangeError, 'nested deeper than 512');
  });
});
