// Tries the package as it would be published, where people use it: a fresh clone is packed and installed into new projects.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'release-check-'));
const run = (cwd, command) =>
  execFileSync('bash', ['-ec', command], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const program = (load) => `${load}
const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4 });
const optimizer = follow(tf.train.sgd(1), schedule);
const weight = tf.variable(tf.scalar(1));
optimizer.minimize(() => tf.square(weight));
optimizer.minimize(() => tf.square(weight));
console.log('rate', schedule(2), 'steps', optimizer.iterations);
`;
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

/** Of each project its file, its content, the packages beside TensorFlow.js, and how it is run. */
const projects = [
  ['Node', 'main.mjs', modules, '', 'node main.mjs'],
  ['CommonJS', 'main.cjs', commonJs, '', 'node --no-warnings main.cjs'],
  ...['node16', 'nodenext'].map((resolution) => [
    `TypeScript, ${resolution}`,
    'main.mts',
    modules,
    'typescript',
    `npx tsc --strict --skipLibCheck --target es2022 --module ${resolution} main.mts && node main.mjs`,
  ]),
  [
    'TypeScript, bundler',
    'main.mts',
    modules,
    'typescript',
    'npx tsc --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler main.mts && node main.mjs',
  ],
  ['Vite', 'main.js', modules, 'vite', 'npx vite build --ssr main.js && node dist/main.*'],
  [
    'webpack',
    'main.js',
    modules,
    'webpack webpack-cli',
    'npx webpack --mode production --target node --entry ./main.js && node dist/main.js',
  ],
  [
    'esbuild',
    'main.js',
    modules,
    'esbuild',
    'npx esbuild main.js --bundle --platform=node --format=esm --outfile=out.mjs && node out.mjs',
  ],
  [
    'Jest',
    'main.test.mjs',
    jest,
    'jest',
    "NODE_OPTIONS=--experimental-vm-modules npx jest --testMatch '**/*.test.mjs' 2>&1 && echo rate 0.05 steps 2",
  ],
  ['Deno', 'main.js', modules, 'deno', 'npx deno run --allow-all --node-modules-dir=manual main.js'],
  ['Bun', 'main.js', modules, 'bun', 'npx bun run main.js'],
  ...['3.0.0', '3.21.0'].map((version) => [
    `TensorFlow.js ${version}`,
    'main.mjs',
    modules,
    '',
    'node main.mjs',
    version,
  ]),
];

let failed = 0;
try {
  const clone = join(scratch, 'clone');
  run(scratch, `git clone --quiet '${root}' clone && cd clone && npm ci --no-audit --no-fund && npm pack --silent`);
  run(clone, 'npx lr-schedules plot examples/recipe.yaml');
  for (const [name, file, content, packages, command, tfjs = '4.22.0'] of projects) {
    const project = join(scratch, name.replace(/\W+/g, '-'));
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    writeFileSync(join(project, file), content);
    try {
      const install = `npm i --no-audit --no-fund '${clone}'/*.tgz @tensorflow/tfjs-core@${tfjs} @tensorflow/tfjs-backend-cpu@${tfjs} ${packages}`;
      // Deno and Bun fetch their programs when they are installed.
      run(project, `${install} && (npm rebuild --foreground-scripts >/dev/null 2>&1 || true)`);
      const output = run(project, command);
      if (!/rate 0\.05\d* steps 2/.test(output)) throw new Error(output);
      console.log(`${name}: fine`);
    } catch (error) {
      failed++;
      console.log(`${name}: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
