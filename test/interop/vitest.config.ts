import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.js';

const { test: _, ...resolution } = base;

/** `npm run test:interop`, which needs Python and takes minutes. */
export default mergeConfig(resolution, {
  test: {
    setupFiles: 'test/fast-check.ts',
    include: ['test/interop/conformance.ts', 'test/interop/*.interop.ts'],
    testTimeout: 1_800_000,
  },
});
