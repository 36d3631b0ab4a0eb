import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs an example as a user does: in a process of its own, on `dist`, with its output piped. */
function run(...args: [example: string, ...flags: string[]]) {
  const [example, ...flags] = args;
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [`examples/${example}`, ...flags], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
  });
}

/** All numbers in the text, in order. */
const numbersIn = (text: string) => (text.match(/[+-]?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);

/** The numbers in the one line that begins with `start`, after it. */
function numbersAfter(start: string, stdout: string): number[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith(start));
  expect(lines, `lines that begin with "${start}" in\n${stdout}`).toHaveLength(1);
  return numbersIn((lines[0] as string).slice(start.length));
}

/** What a program can send to a terminal that is no text: all control characters but the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

test('own-loop.js: the rate warms up and decays, the loss falls, and the line is found', async () => {
  const { code, stdout, stderr } = await run('own-loop.js');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const rows = stdout.split('\n').filter((line) => line.startsWith('step'));
  const [steps, rates, losses] = [0, 1, 2].map((column) => rows.map((row) => numbersIn(row)[column] as number));
  expect(steps).toEqual([0, 40, 80, 120, 160, 199]);
  // Warmup from 0.01 to 0.1 over 20 steps, and half a cosine over the next 180.
  const expected = [0, 40, 80, 120, 160, 199].map((step) =>
    step < 20 ? 0.01 + (0.09 * step) / 20 : 0.05 * (1 + Math.cos((Math.PI * (step - 20)) / 180)),
  );
  expect(rates).toEqual(expected.map((rate) => Number(rate.toFixed(6))));
  expect(losses?.at(-1)).toBeLessThan(0.01 * (losses?.[0] as number));
  // The noise has a deviation of 0.1, and so a mean square of 0.01, which no line can go below by much.
  expect(losses?.at(-1)).toBeGreaterThan(0.005);

  const [slope, intercept] = numbersAfter('learnt:', stdout);
  expect(Math.abs((slope as number) - 3)).toBeLessThan(0.1);
  expect(Math.abs((intercept as number) + 2)).toBeLessThan(0.1);
});

test('resume.js: the rate goes on where it was, and the weights are those of an uninterrupted run', async () => {
  const { code, stdout, stderr } = await run('resume.js');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const cosine = (step: number) => 0.05 * (1 + Math.cos((Math.PI * (step - 20)) / 100));
  const [stoppedAt, lastRate] = numbersAfter('stopped at step', stdout);
  const [loadedAt, nextRate] = numbersAfter('loaded at step', stdout);
  expect([stoppedAt, loadedAt]).toEqual([60, 60]);
  expect(lastRate).toBeCloseTo(cosine(59), 12);
  expect(nextRate).toBeCloseTo(cosine(60), 12);

  const [end, difference] = numbersAfter('at step', stdout);
  expect(end).toBe(120);
  expect(difference).toBeLessThan(1e-6);
});

test('custom-schedule.js: a class of two methods follows, saves and loads', async () => {
  const { code, stdout, stderr } = await run('custom-schedule.js');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const rates = numbersAfter('at steps 0, 4, 9 and 39:', stdout);
  expect(rates.map((rate) => Number(rate.toFixed(12)))).toEqual([0.01, 0.05, 0.1, 0.05]);
  expect(stdout).toContain('[0.01, 0.05, 0.1, 0.05]');
  expect(JSON.parse(/^saved: +(.*)$/m.exec(stdout)?.[1] as string)).toEqual({
    module: null,
    class_name: 'InverseSquareRoot',
    config: { peak: 0.1, warmup_steps: 10 },
    registered_name: 'InverseSquareRoot',
  });
  expect(stdout).toMatch(/^loaded: true 0\.05$/m);

  // The weight is 4 and its gradient 8: every update multiplies it by 1 - 2 rate, and the loss by the square of that.
  const rate = (step: number) => 0.1 * Math.min((step + 1) / 10, ((step + 1) / 10) ** -0.5);
  let loss = 16;
  for (let step = 0; step < 39; step++) loss *= (1 - 2 * rate(step)) ** 2;
  const [first, last] = numbersAfter('loss before the first and the last of 40 updates:', stdout);
  expect(first).toBe(16);
  expect(Math.abs((last as number) / loss - 1)).toBeLessThan(1e-4);
});

describe('digits.js', () => {
  test('trains both ways, the same way again, and reports what came of it, without control characters where it is piped', async () => {
    const { code, stdout, stderr } = await run('digits.js', '--seeds', '2', '--epochs', '1');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(control);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);

    const perSeed = [1, 2].map((seed) => numbersAfter(`seed ${seed}:`, stdout));
    const rows = ['after the first epoch', 'constant 0.01', 'warmup + cosine decay', 'difference, by seed'].map(
      (name) => numbersAfter(name, stdout),
    );
    // Each row has mean, deviation, lowest and highest of its two seeds; the table is reckoned anew from the seeds.
    const [first, constant, scheduled] = [0, 1, 2].map((column) => perSeed.map((seed) => seed[column] as number)) as [
      number[],
      number[],
      number[],
    ];
    const gains = scheduled.map((accuracy, i) => accuracy - (constant[i] as number));
    for (const [i, list] of [first, constant, scheduled, gains].entries()) {
      const [a, b] = list as [number, number];
      const expected = [(a + b) / 2, Math.abs(a - b) / Math.SQRT2, Math.min(a, b), Math.max(a, b)];
      // Two decimals are printed of each.
      for (const [j, value] of expected.entries())
        expect(Math.abs((rows[i]?.[j] as number) - value)).toBeLessThan(0.02);
    }
    // A network that learns: guessing gives 10 %.
    for (const accuracy of [...first, ...constant, ...scheduled]) expect(accuracy).toBeGreaterThan(75);
    const better = gains.filter((gain) => gain > 0).length;
    const worse = gains.filter((gain) => gain < 0).length;
    expect(stdout).toContain(`better in ${better} of 2 and worse in ${worse}`);

    // The same seed, alone and again, gives the same accuracies.
    const again = await run('digits.js', '--seeds=1', '--epochs=1');
    expect(numbersAfter('seed 1:', again.stdout)).toEqual(perSeed[0]);
  });

  test.each([
    [['--seeds', '0'], "--seeds must be a whole number from 1 to 99, received '0'"],
    [['--epochs='], "--epochs must be a whole number from 1 to 99, received ''"],
    [['--epochs'], "Option '--epochs <value>' argument missing"],
    [['--epoch', '1'], "Unknown option '--epoch'"],
  ])('refuses %j with one sentence', async (flags, sentence) => {
    const usage = 'usage: node examples/digits.js [--seeds 8] [--epochs 5]';
    expect(await run('digits.js', ...flags)).toEqual({
      code: 2,
      stdout: '',
      stderr: `digits.js: ${sentence}; ${usage}\n`,
    });
  });
});
