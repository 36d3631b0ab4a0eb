import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { run } from '../../src/cli/program.js';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** Standard output is a terminal of so many columns; by default it is none. */
  readonly columns?: number;
}

/**
 * Runs the command in this process, which takes a hundredth of the time of one of its own. One at a time: the process has
 * one standard output and one directory.
 */
export async function here(args: readonly string[], { cwd = '.', input = '', columns }: Place = {}): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += text;
      return true;
    }),
  );
  const log = vi.spyOn(console, 'log').mockImplementation((text) => {
    said.stdout += `${text}\n`;
  });
  const { stdout } = process;
  const own = { isTTY: stdout.isTTY, columns: stdout.columns };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
  const directory = process.cwd();
  Object.assign(stdout, { isTTY: columns !== undefined, columns });
  Object.defineProperty(process, 'stdin', { ...stdin, get: () => Readable.from([Buffer.from(input)]) });
  process.chdir(cwd);
  try {
    return { code: await run(args, '0.0.0'), ...said };
  } finally {
    process.chdir(directory);
    Object.defineProperty(process, 'stdin', stdin);
    Object.assign(stdout, own);
    for (const spy of [...spies, log]) spy.mockRestore();
  }
}

/** The sentence on standard error of a command that did not work. */
export async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args);
  if (code !== 2 || stdout !== '' || !/^lr-schedules: .*\n$/.test(stderr)) {
    throw new Error(`${args.join(' ')} was not refused: ${code}\n${stdout}${stderr}`);
  }
  return stderr.slice('lr-schedules: '.length, -1);
}
