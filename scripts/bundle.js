// Node reads a few files faster than fifty, so it gets the entries bundled around one core; bundlers get the modules, to
// leave out of them what is not used.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const { exports, dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const entries = Object.values(exports).flatMap((entry) => entry.default ?? []);

const bundle = await rolldown({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  input: Object.fromEntries(entries.map((file) => [file.replace(/^\.\/dist\/(.*)\.js$/, '$1'), file])),
  external: Object.keys(dependencies),
  platform: 'node',
});
await bundle.write({
  dir: 'dist/node',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  codeSplitting: {
    groups: [{ name: 'core', test: /dist\/((arithmetic|blocks|diagnose|named|schedules)\/|[a-z-]+\.js)/ }],
  },
});
