import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildPage } from './playground/build-page.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory that the playground is built into. */
    playground: string;
  }
}

/** Builds `dist` and the playground once, for the tests that run them as they are published; no test may build into `dist`. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync('npm run --silent build', { cwd: root, stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error('The package does not build: see above.');
  const directory = mkdtempSync(join(tmpdir(), 'playground-'));
  await buildPage(join(root, 'playground'), directory);
  project.provide('playground', directory);
  return () => rmSync(directory, { recursive: true });
}
