import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds `dist` once, for the tests that run the package as it is published; no test may build it while others run. */
export default function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync('npm run --silent build', { cwd: root, stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error('The package does not build: see above.');
}
