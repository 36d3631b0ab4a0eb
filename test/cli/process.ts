import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command as it is published; the tests' setup builds it. */
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Settings {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

function outcomeOf(child: ChildProcess, input: string | Uint8Array = ''): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  child.stdin?.on('error', () => {}).end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })));
}

/** Runs `lr-schedules` in a process of its own, with its output piped. */
export const lr = (args: readonly string[], { cwd = '.', input, env = {} }: Settings = {}): Promise<Outcome> =>
  outcomeOf(spawn(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env } }), input);

/** Runs a line of a shell, in which `lr` is the command. */
export const shell = (line: string, { cwd = '.', input, env = {} }: Settings = {}): Promise<Outcome> => {
  const script = `set -o pipefail; lr() { '${process.execPath}' '${main}' "$@"; }; ${line}`;
  return outcomeOf(spawn('bash', ['-c', script], { cwd, env: { ...process.env, ...env } }), input);
};

/** The words that a shell makes of a line. */
export const wordsOf = (line: string): readonly string[] =>
  execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** Runs it in a terminal of so many columns, which `script` makes; what it shows is in `stdout`. */
export const inTerminal = (args: string, columns: number, settings: Settings = {}): Promise<Outcome> => {
  const command = `stty cols ${columns} rows 24; '${process.execPath}' '${main}' ${args}`;
  const { cwd = '.', env = {} } = settings;
  // Where CI is set, Node takes every terminal for one without colours.
  const { CI: _, ...inherited } = process.env;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...inherited, TERM: 'xterm-256color', ...env },
  });
  return outcomeOf(child);
};

/** A directory with these files in it, until `remove` is called. */
export function directoryWith(files: Readonly<Record<string, string | Uint8Array>>) {
  const path = mkdtempSync(join(tmpdir(), 'lr-schedules-cli-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
