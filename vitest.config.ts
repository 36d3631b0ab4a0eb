import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

const { exports } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const sourceOf = (file: string) =>
  fileURLToPath(new URL(file.replace(/^\.\/dist\/(.*)\.js$/, './src/$1.ts'), import.meta.url));

/** The tests of what is built: the package, the command, the pages. All others are of the sources alone. */
const ofBuilt = [
  'test/{browser,cli,documentation,engines,site}/**/*.test.ts',
  'test/{package,examples,hostile}.test.ts',
  'test/formats/browser.test.ts',
  'test/playground/{access,focus,playground,training}.test.ts',
  'test/recipe/schema.test.ts',
];

export default defineConfig({
  resolve: {
    // Tests import the package by its name, as a user does, and get the sources.
    alias: Object.entries<{ default?: string }>(exports).flatMap(([name, entry]) =>
      entry.default
        ? [{ find: new RegExp(`^lr-schedules${name.slice(1)}$`), replacement: sourceOf(entry.default) }]
        : [],
    ),
  },
  test: {
    setupFiles: 'test/fast-check.ts',
    // One a core: by default, one core is left to Vitest itself, which mostly waits.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // Of a machine that does much else; alone, none takes a tenth of it.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'code', include: ['test/**/*.test.ts'], exclude: ofBuilt } },
      { extends: true, test: { name: 'built', include: ofBuilt, globalSetup: 'test/global-setup.ts' } },
    ],
  },
});
