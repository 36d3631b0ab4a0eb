// Compares the rates of all engines to the bit: Node, Chromium, and Firefox where it is installed, and Deno and Bun, which
// npm puts into a project aside.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = mkdtempSync(join(tmpdir(), 'engines-'));
const run = (cwd, command, ...args) => execFileSync(command, args, { cwd, stdio: 'inherit', env: process.env });
try {
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  run(project, 'npm', 'install', '--no-audit', '--no-fund', 'deno', 'bun');
  // They put their programs into place by a script, which npm may leave out.
  run(project, 'npm', 'rebuild');
  for (const name of ['deno', 'bun'])
    process.env[`${name.toUpperCase()}_PATH`] = join(project, 'node_modules/.bin', name);
  run(process.cwd(), 'npx', 'vitest', 'run', 'test/engines');
} catch {
  process.exitCode = 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}
