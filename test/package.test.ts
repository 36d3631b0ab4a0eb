import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sizes: { name: string; limit: string; message: string }[] = JSON.parse(
  readFileSync(join(root, '.size-limit.json'), 'utf8'),
);
const entries = Object.keys(manifest.exports)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => entry.replace('.', 'lr-schedules'));
const pathOf = (entry: string) => entry.replace('lr-schedules', '.');

// All is done on a copy, whose dist no other test or build touches.
const scratch = mkdtempSync(join(tmpdir(), 'lr-schedules-'));
const source = join(scratch, 'source');
const consumer = join(scratch, 'consumer');
const withTfjs = join(consumer, 'with-tfjs');
let tarball: string;
let packed: readonly string[];

/** Runs a program and gives its output, which is in the error too if it fails. */
async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, encoding: 'utf8' })).stdout;
  } catch (error) {
    const failure = error as Error & { stdout?: string };
    failure.message += `\n${failure.stdout}`;
    throw failure;
  }
}

/** Runs the command of a development dependency. */
function runTool(cwd: string, name: string, command: string, ...args: string[]): Promise<string> {
  const directory = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return run(cwd, process.execPath, join(directory, typeof bin === 'string' ? bin : bin[command]), ...args);
}

const npm = (cwd: string, ...args: string[]) => run(cwd, 'npm', ...args);

beforeAll(async () => {
  // As a publisher would, from a fresh clone; what is not committed yet is laid over it.
  await run(root, 'git', 'clone', '--quiet', '--no-hardlinks', '.', source);
  for (const path of (await run(root, 'git', 'ls-files', '--modified', '--others', '--exclude-standard', '-z')).split(
    '\0',
  )) {
    if (path && path !== 'node_modules' && existsSync(join(root, path))) cpSync(join(root, path), join(source, path));
  }
  for (const path of (await run(root, 'git', 'ls-files', '--deleted', '-z')).split('\0')) {
    if (path) rmSync(join(source, path), { force: true });
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  await npm(source, 'pack', '--silent');
  tarball = join(source, `${manifest.name}-${manifest.version}.tgz`);
  packed = (await run(source, 'tar', '-tzf', tarball))
    .trim()
    .replace(/^package\//gm, '')
    .split('\n');

  cpSync(new URL('./package', import.meta.url), consumer, { recursive: true });
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module", "private": true }');
  await npm(consumer, 'install', tarball, '--prefer-offline', '--no-audit', '--no-fund');
  mkdirSync(join(withTfjs, 'node_modules'), { recursive: true });
  cpSync(join(consumer, 'tensors.ts'), join(withTfjs, 'tensors.ts'));
  for (const scope of ['@tensorflow', '@resvg']) {
    symlinkSync(join(root, 'node_modules', scope), join(withTfjs, 'node_modules', scope));
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the tarball holds the build, the documentation and the licences, and nothing else', () => {
  const files = Object.values<{ types?: string; default?: string } | string>(manifest.exports)
    .flatMap((entry) => (typeof entry === 'string' ? [entry] : [entry.types, entry.default]))
    .concat(manifest.unpkg, manifest.jsdelivr, manifest.bin['lr-schedules'], 'LICENSE', 'dist/THIRD-PARTY-LICENSES')
    .map((path) => (path as string).replace('./', ''));
  expect(packed).toEqual(expect.arrayContaining(files));
  const known =
    /^(package\.json|LICENSE|(README|CHANGELOG|SECURITY)\.md|docs\/[\w-]+\.md|docs\/images\/playground-light\.png|dist\/([\w-]+\/)*[\w-]+(\.min)?\.(js|js\.map|d\.ts)|dist\/recipe\.schema\.json|dist\/inter-[\w-]+\.woff2|dist\/THIRD-PARTY-LICENSES)$/;
  expect(packed.filter((path) => !known.test(path))).toEqual([]);
});

test('what its pages link to is in it', () => {
  const dead = packed
    .filter((path) => path.endsWith('.md'))
    .flatMap((page) => {
      const text = readFileSync(join(consumer, 'node_modules/lr-schedules', page), 'utf8').replace(
        /```[\s\S]*?```/g,
        '',
      );
      const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => (a ?? b) as string);
      return links
        .filter((link) => !/^(https?:|#)/.test(link))
        .map((link) => join(dirname(page), link.replace(/#.*/, '')))
        .filter((path) => !packed.includes(path))
        .map((path) => `${page} → ${path}`);
    });
  expect(dead).toEqual([]);
});

test('installing it adds at most 3 packages and 4.5 MB', async () => {
  const { packages } = JSON.parse(readFileSync(join(consumer, 'node_modules/.package-lock.json'), 'utf8'));
  expect(Object.keys(packages).length).toBeLessThanOrEqual(3);
  const [kilobytes] = (await run(consumer, 'du', '-sk', 'node_modules')).split('\t');
  expect(Number(kilobytes)).toBeLessThanOrEqual(4500);
});

test('the code is in it once, with a map to the sources', () => {
  const installed = join(consumer, 'node_modules/lr-schedules');
  const maps = packed.filter((path) => path.endsWith('.js.map'));
  const sources = maps.flatMap((map) => {
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, map), 'utf8'));
    expect(sourcesContent).toHaveLength(sources.length);
    expect(readFileSync(join(installed, map.replace(/\.map$/, '')), 'utf8')).toMatch(/\n\/\/# sourceMappingURL=\S+\n$/);
    return sources as string[];
  });
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.length).toBe(new Set(sources.map((path) => path.replace(/.*\/src\//, ''))).size);
});

test('in Node, all entries share one core: what one makes, the others take', async () => {
  const script = `
    import { LearningRateSchedule, serialize } from 'lr-schedules';
    import { toJavaScript } from 'lr-schedules/codegen';
    import { readSchedule } from 'lr-schedules/formats';
    import { cosineDecaySchedule } from 'lr-schedules/optax';
    import { stepLR } from 'lr-schedules/torch';
    import { polyLRScheduler } from 'lr-schedules/timm';
    import { getScheduler } from 'lr-schedules/transformers';
    import { follow } from 'lr-schedules/tfjs';
    const made = [
      cosineDecaySchedule({ initValue: 0.1, decaySteps: 10 }),
      stepLR({ baseLr: 0.1, stepSize: 3 }),
      polyLRScheduler({ baseLr: 0.1, tInitial: 10 }),
      getScheduler('linear', { baseLr: 0.1, numWarmupSteps: 2, numTrainingSteps: 10 }),
    ];
    for (const schedule of made) {
      const { schedule: read } = await readSchedule(JSON.stringify(serialize(schedule)));
      follow({ iterations: 0, learningRate: 1, applyGradients() {} }, read);
      if (!(schedule instanceof LearningRateSchedule) || toJavaScript(read) !== toJavaScript(schedule)) throw new Error(read.name);
    }
    console.log(made.length);`;
  expect((await run(consumer, process.execPath, '--input-type=module', '--eval', script)).trim()).toBe('4');
});

test('the command runs where it is installed, its pictures with the letters that it ships', async () => {
  const installed = join(consumer, 'node_modules/.bin/lr-schedules');
  expect((await run(consumer, installed, '--version')).trim()).toBe(manifest.version);
  const flags = ['--schedule', 'CosineDecay', '--initial-learning-rate', '0.1', '--decay-steps', '100'];
  await expect(run(consumer, installed, 'plot', '--png', 'curve.png', ...flags)).rejects.toThrow(
    'npm i @resvg/resvg-wasm',
  );
  // Where the user is, as after that line.
  await run(withTfjs, installed, 'plot', '--png', join(consumer, 'curve.png'), ...flags);
  expect(readFileSync(join(consumer, 'curve.png')).subarray(1, 4).toString()).toBe('PNG');
  expect(await run(consumer, installed, 'plot', ...flags, '--help')).toMatch(
    /--decay-steps <time>\n +Required\. Length of/,
  );
});

test('in a clone that is built, npx runs it', async () => {
  expect(await npm(source, 'exec', '--offline', '--', 'lr-schedules', 'check', 'examples/recipe.yaml')).toMatch(
    /^recipe\.yaml: 0 errors/,
  );
});

test('the README names the two commands that a clone needs', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme).toMatch(/^npm ci && npm start\b/m);
  expect(readme).toMatch(/^npm ci && npm test\b/m);
});

test('CommonJS can require it', async () => {
  const script =
    "const { CosineDecay } = require('lr-schedules'); const { follow } = require('lr-schedules/tfjs'); console.log(typeof follow, new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4 })(2));";
  const flags = ['--no-warnings', '--input-type=commonjs', '--eval', script];
  expect((await run(consumer, process.execPath, ...flags)).trim()).toBe('function 0.05');
});

test('the JSON Schema of recipes can be imported', async () => {
  const script =
    "import schema from 'lr-schedules/recipe.schema.json' with { type: 'json' }; console.log(Object.keys(schema.properties).join());";
  const names = await run(consumer, process.execPath, '--no-warnings', '--input-type=module', '--eval', script);
  expect(names.trim()).toBe('$schema,run,learning_rate,hyper_parameters');
});

test('installing it does not install TensorFlow.js', () => {
  expect(readdirSync(join(consumer, 'node_modules'))).not.toContain('@tensorflow');
});

test.each(entries)('%s needs no other package', async (entry) => {
  const { metafile } = await build({
    entryPoints: [join(consumer, 'node_modules', 'lr-schedules', manifest.exports[pathOf(entry)].default)],
    bundle: true,
    format: 'esm',
    packages: 'external',
    platform: 'neutral',
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  expect(imports.filter(({ external }) => external)).toEqual([]);
});

describe.each([
  ['NodeNext', 'nodenext'],
  ['Bundler', 'esnext'],
])('a program compiled with moduleResolution %s', (moduleResolution, module) => {
  const outDir = `out-${moduleResolution}`;
  const compile = (cwd: string, ...args: string[]) =>
    runTool(
      cwd,
      'typescript',
      'tsc',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--types',
      '',
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
      ...args,
    );

  test('without TensorFlow.js, its types checked too, runs', async () => {
    await compile(consumer, '--skipLibCheck', 'false', '--outDir', outDir, 'consumer.ts');
    await run(consumer, process.execPath, `${outDir}/consumer.js`);
  });

  test('is refused where it misuses the package', () => compile(consumer, '--noEmit', 'misuse.ts'));

  test('beside TensorFlow.js, whose own types fail the check, runs', async () => {
    await compile(withTfjs, '--skipLibCheck', '--outDir', outDir, 'tensors.ts');
    await run(withTfjs, process.execPath, `${outDir}/tensors.js`);
  });
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({
    pkgDir: join(consumer, 'node_modules/lr-schedules'),
    pack: false,
    strict: true,
  });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test('arethetypeswrong has nothing to say', async () => {
  await runTool(source, '@arethetypeswrong/cli', 'attw', tarball, '--profile', 'esm-only', '--no-color');
});

describe('sizes', () => {
  let measured: { name: string; passed: boolean; size: number; sizeLimit: number }[];
  beforeAll(async () => {
    measured = JSON.parse(await runTool(source, 'size-limit', 'size-limit', '--json').catch((error) => error.stdout));
    console.log(measured.map(({ name, size, sizeLimit }) => `${name}: ${size} of ${sizeLimit} bytes`).join('\n'));
  });
  test.each(sizes)('$name: at most $limit', ({ name, message }) => {
    const found = measured.find((size) => size.name === name);
    expect(found?.size, message).toBeLessThanOrEqual(found?.sizeLimit as number);
  });
});

describe('every entry', () => {
  /** The names that each exports at run time, in the installed package. */
  let exported: Readonly<Record<string, readonly string[]>>;
  let text: string;
  beforeAll(async () => {
    const script =
      'const names = {}; for (const entry of process.argv.slice(1)) names[entry] = Object.keys(await import(entry)); console.log(JSON.stringify(names))';
    exported = JSON.parse(await run(consumer, process.execPath, '--input-type=module', '--eval', script, ...entries));
    text = documentation();
  });

  test.each(entries)('%s can be imported, and is documented whole', (entry) => {
    const names = exported[entry] ?? [];
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  test.each(entries)('%s has all that the documentation imports from it', (entry) => {
    const imports = [...text.matchAll(/import \{([^}]*)\} from '([\w/-]+)'/g)];
    const imported = imports
      .filter(([, , from]) => from === entry)
      .flatMap(([, list = '']) => list.split(','))
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith('type '));
    expect(imported.filter((name) => !exported[entry]?.includes(name))).toEqual([]);
  });
});

/** README.md and the pages beside it. */
function documentation(): string {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.map((name) => join('docs', name))]
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
}
