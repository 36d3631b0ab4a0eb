// Node reads one file faster than fifty, so it gets each entry bundled; bundlers get the modules, to leave out of them
// what is not used.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { exports, dependencies = {} } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

await build({
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  entryPoints: Object.values(exports).flatMap((entry) => entry.default ?? []),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node20.19',
  external: Object.keys(dependencies),
  outbase: 'dist',
  outdir: 'dist/node',
});
