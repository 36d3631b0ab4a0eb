// Tries the package as it would be published, where people use it: a fresh clone is packed and installed into new projects.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'release-check-'));
const AT_ONCE = 3;

/** What a command prints, and in the error too if it fails. */
async function run(cwd, command) {
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-ec', command], { cwd });
    return stdout + stderr;
  } catch (error) {
    throw new Error(`${command}\n${error.stdout}${error.stderr}`);
  }
}

// Two updates by hand, at rates 0.1 and 0.0853…: tfjs-core alone has no gradients.
const program = (load) => `${load}
const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4 });
const optimizer = follow(tf.train.sgd(1), schedule);
const weight = tf.variable(tf.scalar(1), true, 'weight');
for (let i = 0; i < 2; i++) optimizer.applyGradients([{ name: 'weight', tensor: tf.scalar(1) }]);
console.log('rate', schedule(2), 'steps', optimizer.iterations, 'weight', weight.dataSync()[0].toFixed(3));
`;
const RESULT = /rate 0\.05 steps 2 weight 0\.815/;

const modules = program(`import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { CosineDecay } from 'lr-schedules';
import { follow } from 'lr-schedules/tfjs';`);
const commonJs = program(`const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const { CosineDecay } = require('lr-schedules');
const { follow } = require('lr-schedules/tfjs');`);
const jest = `import { expect, test } from '@jest/globals';
import { CosineDecay } from 'lr-schedules';
test('rate', () => expect(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4 })(2)).toBe(0.05));
`;

const tsc = (flags, file) => `npx tsc --strict --skipLibCheck --target es2022 ${flags} ${file}`;

/**
 * The projects: the packages and files of each, and by the name of what is tried, the command and what it must print. What
 * must be refused has `|| true` behind it, since its failure is none.
 */
const projects = [
  {
    files: { 'main.mjs': modules, 'main.cjs': commonJs },
    tries: { Node: ['node main.mjs', RESULT], CommonJS: ['node --no-warnings main.cjs', RESULT] },
  },
  {
    packages: 'typescript',
    files: { 'main.mts': modules, 'main.cts': modules },
    tries: {
      'TypeScript, node16': [`${tsc('--module node16', 'main.mts')} && node main.mjs`, RESULT],
      'TypeScript, nodenext': [`${tsc('--module nodenext', 'main.mts')} && node main.mjs`, RESULT],
      'TypeScript, bundler': [
        `${tsc('--module esnext --moduleResolution bundler', 'main.mts')} && node main.mjs`,
        RESULT,
      ],
      'TypeScript, CommonJS with nodenext': [`${tsc('--module nodenext', 'main.cts')} && node main.cjs`, RESULT],
      'TypeScript, CommonJS with node16 is refused': [`${tsc('--module node16', 'main.cts')} || true`, /TS1479/],
      'TypeScript, node10 is no more': [`${tsc('--moduleResolution node10', 'main.mts')} || true`, /TS5\d+/],
    },
  },
  {
    packages: 'typescript@5.9',
    files: { 'main.ts': modules },
    tries: {
      'TypeScript 5.9, node10 is refused': [
        `${tsc('--module esnext --moduleResolution node10', 'main.ts')} || true`,
        /Cannot find module 'lr-schedules\/tfjs'/,
      ],
    },
  },
  {
    packages: 'vite',
    files: { 'main.js': modules },
    tries: { Vite: ['npx vite build --ssr main.js && node dist/main.*', RESULT] },
  },
  {
    packages: 'webpack webpack-cli',
    files: { 'main.js': modules },
    tries: {
      webpack: ['npx webpack --mode production --target node --entry ./main.js && node dist/main.js', RESULT],
    },
  },
  {
    packages: 'esbuild',
    files: { 'main.js': modules },
    tries: {
      esbuild: [
        'npx esbuild main.js --bundle --platform=node --main-fields=module,main --outfile=out.cjs && node out.cjs',
        RESULT,
      ],
    },
  },
  {
    packages: 'jest',
    files: { 'main.test.mjs': jest },
    tries: {
      Jest: ["NODE_OPTIONS=--experimental-vm-modules npx jest --testMatch '**/*.test.mjs'", /1 passed/],
    },
  },
  {
    packages: 'deno',
    files: { 'main.mjs': modules },
    tries: { Deno: ['npx deno run --allow-all --node-modules-dir=manual main.mjs', RESULT] },
  },
  { packages: 'bun', files: { 'main.js': modules }, tries: { Bun: ['npx bun run main.js', RESULT] } },
  ...['3.0.0', '3.21.0'].map((tfjs) => ({
    tfjs,
    files: { 'main.mjs': modules },
    tries: { [`TensorFlow.js ${tfjs}`]: ['node main.mjs', RESULT] },
  })),
];

/** Makes a project, and gives what was wrong by what was tried: undefined where nothing was. */
async function tryProject({ packages = '', files, tries, tfjs = '4.22.0' }, tarballs) {
  const project = mkdtempSync(join(scratch, 'project-'));
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  for (const [file, content] of Object.entries(files)) writeFileSync(join(project, file), content);
  const names = `@tensorflow/tfjs-core@${tfjs} @tensorflow/tfjs-backend-cpu@${tfjs} ${packages}`;
  // Deno, Bun and esbuild put their programs into place by a script, which npm may leave out.
  const installed = run(project, `npm i --no-audit --no-fund ${tarballs} ${names} && npm rebuild || true`);
  const results = [];
  for (const [name, [command, expected]] of Object.entries(tries)) {
    const output = await installed.then(() => run(project, command)).catch((error) => error.message);
    results.push([name, expected.test(output) ? undefined : output]);
  }
  return results;
}

try {
  await run(
    scratch,
    `git clone --quiet '${root}' clone && cd clone && npm ci --no-audit --no-fund && npm pack --silent`,
  );
  const clone = join(scratch, 'clone');
  await run(clone, 'npx lr-schedules plot examples/recipe.yaml');
  const waiting = [...projects];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const [name, fault] of await tryProject(next, `'${clone}'/*.tgz`)) {
        console.log(fault === undefined ? `${name}: fine` : `${name}: FAILED\n${fault}`);
        if (fault !== undefined) process.exitCode = 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
