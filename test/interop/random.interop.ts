import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compositions } from '../codegen/compositions.js';
import { exportCase, TOLERANCE } from './exported.js';
import { prepare, runPython } from './python.js';

interface Result {
  readonly error?: number;
  readonly failure?: string;
}

const COUNT = 300;

beforeAll(prepare, 3_600_000);

// In float32, sums and differences of rates of other magnitudes than the result lose more than 1e-6 of it, in every
// framework; so what is drawn at random is compared in float64.
test.each(['numpy', 'torch'] as const)('whatever is composed, in %s', async (target) => {
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? 1);
  const drawn = fc.sample(compositions, { numRuns: COUNT, seed });
  const finite = drawn.filter((schedule) => schedule.values(COUNT).every(Number.isFinite));
  const exported = finite.map((schedule, i) => exportCase(target, { name: String(i), schedule, steps: COUNT }, COUNT));
  const results = await runPython<Result[]>('run_exported.py', [target], exported);
  for (const [i, { failure, error }] of results.entries()) {
    expect(failure, exported[i]?.source).toBeUndefined();
    expect(error, exported[i]?.source).toBeLessThanOrEqual(TOLERANCE[target]);
  }
});
