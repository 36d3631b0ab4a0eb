import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { control, files, longest } from './files.js';
import { here } from './here.js';
import { directoryWith, inTerminal, lr, shell } from './process.js';

// What only a process of its own shows: that the command as it is published runs, and how it gets on with pipes, terminals
// and disks. All else of the command line is tested in this process.

const { path: cwd, remove } = directoryWith(files);
afterAll(remove);

describe('a process of its own', () => {
  test.each([['plot'], ['table'], ['check', '--steps', '100'], ['diff', 'recipe.yaml'], ['export', '--to', 'numpy']])(
    '%s says what it says in this one',
    async (command, ...flags) => {
      const args = [command, 'model.keras', ...flags];
      expect(await lr(args, { cwd })).toEqual(await here(args, { cwd }));
      const piped = [command, '-', ...flags];
      const input = files['model.keras'];
      expect(await lr(piped, { cwd, input })).toEqual(await here(piped, { cwd, input }));
    },
  );

  test('is told what went wrong, and has the version of the package', async () => {
    expect(await lr(['plot'])).toEqual(await here(['plot']));
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await lr(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe.concurrent('a terminal, a pipe or a disk', () => {
  test('takes the width of the terminal, and colours there', async () => {
    for (const columns of [40, 200]) {
      const { stdout, code } = await inTerminal('plot schedule.json garden.yaml', columns, { cwd });
      expect(code).toBe(0);
      expect(stdout).toContain('\x1b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
      expect(longest(stdout.replace(/\x1b\[[\d;]*m|\r/g, ''))).toBe(columns);
    }
  });

  test('without colours where NO_COLOR is set, or the terminal has none', async () => {
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const { stdout } = await inTerminal('plot schedule.json garden.yaml', 60, { cwd, env });
      expect(stdout.replaceAll('\r', '')).not.toMatch(control);
    }
  });

  test('a terminal that knows no more gets plain ASCII', async () => {
    const { stdout } = await inTerminal('plot schedule.json', 60, { cwd, env: { TERM: 'dumb' } });
    expect(stdout).toMatch(/^[\x20-\x7e\r\n]+$/);
  });

  test('a pipe that is closed early is no error', async () => {
    const { code, stdout, stderr } = await shell('lr table recipe.yaml --steps 100000000 --csv | head -n 2', { cwd });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'step,learning_rate,momentum\n0,0,0.9\n', stderr: '' });
  });

  test('input without end', async () => {
    const { code, stderr } = await shell('lr table - < /dev/zero');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^lr-schedules: standard input: at most 8388608 bytes are read/);
  });

  test('what begins like an archive and is none', async () => {
    const { code, stderr } = await shell('yes PK | head -c 300000000 | lr table -');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^lr-schedules: standard input: at most 8388608 bytes are read/);
  });

  test('a full disk', async () => {
    const toFile = await lr(['plot', 'recipe.yaml', '--svg', '/dev/full'], { cwd });
    expect(toFile).toEqual({
      code: 2,
      stdout: '',
      stderr: 'lr-schedules: /dev/full: it cannot be written, since the disk is full.\n',
    });
    const toOutput = await shell('lr table recipe.yaml > /dev/full', { cwd });
    expect(toOutput).toEqual({
      code: 2,
      stdout: '',
      stderr: 'lr-schedules: standard output: it cannot be written, since the disk is full.\n',
    });
  });

  test('10^12 rows are begun, not made first', async () => {
    const { code, stdout } = await shell(
      'lr table --csv --steps 1000000000000 --schedule Constant --value 1 | head -c 20',
      { cwd },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'step,learning_rate\n0' });
  });
});
