import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Builds `dist` once, for the tests that run the package as it is published; no test may build it while others run.
 *
 * A type error is printed and does not end the tests, as Vitest does not check types elsewhere: tsc writes `dist` still.
 */
export default function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  spawnSync('npm run --silent build', { cwd: root, stdio: 'inherit', shell: true });
}
