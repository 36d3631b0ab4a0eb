import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programsOfSources } from './docstrings.js';
import { programsOfPages, withClaims } from './programs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'documentation-'));
const programs = [...programsOfPages(), ...programsOfSources()];
const run = promisify(execFile);

/** Runs the programs one after the other; what is shown beside a call must be what it gives. */
const runner = `
import { readFile } from 'node:fs/promises';
import { inspect, isDeepStrictEqual } from 'node:util';
globalThis.fetch = async (name) => new Response(await readFile(name));
globalThis.claims = { compare(place, value, shown) {
  const plain = ArrayBuffer.isView(value) ? [...value] : typeof shown === 'string' ? value.trimEnd() : value;
  const same = typeof shown === 'number' ? Math.abs(value - shown) <= 1e-9 * Math.max(1, Math.abs(shown)) : isDeepStrictEqual(plain, shown);
  if (!same) throw new Error(place + ' says ' + inspect(shown) + ', and it is ' + inspect(plain));
} };
const failures = {};
for (let i = 0; i < process.argv[2]; i++) {
  const file = 'run-' + i + '.js';
  await import('./' + file).catch((error) => { failures[file] = String(error); });
}
console.log('\\n' + JSON.stringify(failures));
`;

beforeAll(async () => {
  // The files that programs read, by the names that they have there.
  const golden = (path: string) => readFileSync(join(root, 'test/golden', path));
  writeFileSync(join(directory, 'model.keras'), gunzipSync(golden('keras-continue/keras3-adam.keras.gz')));
  writeFileSync(join(directory, 'model.h5'), gunzipSync(golden('keras-continue/keras3-adam.h5.gz')));
  writeFileSync(
    join(directory, 'events.out.tfevents.1795820449.host'),
    golden('log-files/tfevents/tensorboardX_simple_value/events.out.tfevents.1795820449.vm'),
  );
  writeFileSync(join(directory, 'trainer_state.json'), golden('log-files/trainer_state.json'));
  writeFileSync(join(directory, 'recipe.yaml'), readFileSync(join(root, 'examples/recipe.yaml')));
  mkdirSync(join(directory, 'model'));
  for (const file of ['model.json', 'group1-shard1of1.bin']) {
    writeFileSync(join(directory, 'model', file), golden(`keras-files/keras3_cosine_adam_tfjs/${file}`));
  }
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/lr-schedules'));
  for (const scope of ['@tensorflow', '@types']) {
    symlinkSync(join(root, 'node_modules', scope), join(directory, 'node_modules', scope));
  }
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'run.js'), runner);
  await Promise.all(
    programs.map(async (program, i) => {
      writeFileSync(join(directory, `program-${i}.ts`), program.code);
      const { code } = await transform(withClaims(program), { loader: 'ts', format: 'esm', target: 'es2022' });
      writeFileSync(join(directory, `run-${i}.js`), code);
    }),
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the programs of the documentation have the types that they should', async () => {
  const flags =
    '--noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck --target es2023 --module nodenext --moduleResolution nodenext --types node';
  const files = programs.map((_, i) => `program-${i}.ts`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = await run(process.execPath, [tsc, ...flags.split(' '), ...files], { cwd: directory }).catch(
    (error) => error,
  );
  const named = stdout.replace(
    /program-(\d+)\.ts/g,
    (file: string, i: string) => `${file} (${programs[Number(i)]?.place})`,
  );
  expect(named).toBe('');
});

describe('runs, and gives what its comments say', () => {
  let failures: Record<string, string>;
  beforeAll(async () => {
    const { stdout } = await run(process.execPath, ['run.js', String(programs.length)], { cwd: directory });
    failures = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{')));
  });
  const running = programs.flatMap(({ place, isForBrowsers }, i) => (isForBrowsers ? [] : [[place, i] as const]));
  test.each(running)('%s', (_, i) => {
    expect(failures[`run-${i}.js`] ?? '').toBe('');
  });
});
