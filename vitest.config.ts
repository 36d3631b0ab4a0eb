import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests import the package by its name, as a user does, and get the sources.
    alias: [
      { find: /^lr-schedules$/, replacement: source('index.ts') },
      {
        find: /^lr-schedules\/(optax|torch|timm|transformers|paddle|mlx|nemo|megatron|fairseq|detectron2)$/,
        replacement: source('dialects/$1/index.ts'),
      },
      { find: /^lr-schedules\/(\w+)$/, replacement: source('$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/summary-reporter.ts'],
  },
});
