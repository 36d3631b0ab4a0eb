// Node reads a few files faster than fifty, so it gets the entries bundled around one core; bundlers get the modules, to
// leave out of them what is not used.
import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const { exports, dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const entries = [...Object.values(exports).flatMap((entry) => entry.default ?? []), './dist/cli/main.js'];

const bundle = await rolldown({
  cwd: fileURLToPath(root),
  input: Object.fromEntries(entries.map((file) => [file.replace(/^\.\/dist\/(.*)\.js$/, '$1'), file])),
  external: Object.keys(dependencies),
  platform: 'node',
});
await bundle.write({
  dir: 'dist/node',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  codeSplitting: {
    groups: [{ name: 'core', test: /dist\/((arithmetic|diagnose|schedules)\/|[a-z-]+\.js)/ }],
  },
});

// What the command line needs besides: to be run as a program, and the letters of its pictures.
chmodSync(new URL('dist/node/cli/main.js', root), 0o755);
const font = new URL('node_modules/@fontsource-variable/inter/', root);
copyFileSync(new URL('files/inter-latin-wght-normal.woff2', font), new URL('dist/inter-latin-wght-normal.woff2', root));
copyFileSync(new URL('LICENSE', font), new URL('dist/inter-latin-wght-normal.LICENSE', root));
