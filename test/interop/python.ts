import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Where the Python environment is, or will be: outside the repository, and kept between runs. */
const environment =
  process.env['LR_SCHEDULES_VENV'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lr-schedules', 'venv');
const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Makes the environment if there is none, and installs what it lacks. */
export function prepare(): void {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });
  if (!existsSync(python)) run('python3', '-m', 'venv', environment);
  const check = 'import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))';
  try {
    run(
      python,
      '-c',
      check,
      'numpy',
      'jax',
      'optax',
      'torch',
      'timm',
      'transformers',
      'tensorflow',
      'keras',
      'tf_keras',
      'official',
    );
  } catch {
    run(python, '-m', 'pip', 'install', '-r', here('requirements.txt'));
  }
}

/** Runs a script of this folder with `input` on its standard input; what it writes is read as JSON. */
export function runPython<T>(
  script: string,
  args: readonly string[],
  input: unknown,
  env: Record<string, string> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [here(script), ...args], { env: { ...process.env, ...env } });
    const chunks: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString()) as T);
      else
        reject(
          new Error(
            `${script} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(errors).toString().slice(-4000)}`,
          ),
        );
    });
    child.stdin.end(JSON.stringify(input));
  });
}

/** The versions of the frameworks. */
export async function versions(): Promise<Record<string, string>> {
  return runPython(
    'versions.py',
    ['jax', 'keras', 'numpy', 'optax', 'tensorflow', 'timm', 'torch', 'transformers'],
    null,
  );
}
