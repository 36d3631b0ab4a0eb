// How often made logs are named rightly: `npm run log-study -- [logs] [first seed]`, some seconds for a hundred logs.
import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const outfile = at('node_modules/.cache/log-study.mjs');
await build({ entryPoints: [at('test/audit/log-study.ts')], bundle: true, platform: 'node', format: 'esm', outfile });
await import(pathToFileURL(outfile).href);
rmSync(outfile);
