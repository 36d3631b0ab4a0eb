import { defineConfig } from 'vitest/config';
import config from '../vitest.config.js';

/** The tests of the code alone: without browsers, packages, processes and long trainings. */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    globalSetup: [],
    exclude: [
      'test/{browser,engines,playground,cli,documentation,tfjs}/**',
      'test/{package,examples}.test.ts',
      'test/formats/browser.test.ts',
      'test/recipe/**',
    ],
  },
});
