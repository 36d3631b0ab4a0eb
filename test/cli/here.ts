import { vi } from 'vitest';
import { run } from '../../src/cli/program.js';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, its output no terminal's, or one's of so many columns. */
export async function here(args: readonly string[], columns?: number): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += text;
      return true;
    }),
  );
  const { stdout } = process;
  const own = { isTTY: stdout.isTTY, columns: stdout.columns };
  Object.assign(stdout, { isTTY: columns !== undefined, columns });
  try {
    return { code: await run(args, '0.0.0'), ...said };
  } finally {
    Object.assign(stdout, own);
    for (const spy of spies) spy.mockRestore();
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
