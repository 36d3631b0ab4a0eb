import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { exportCase } from './exported.js';
import { ownCases } from './own-calls.js';
import { prepare, runPython } from './python.js';

interface Result {
  readonly name: string;
  readonly error?: number;
  readonly failure?: string;
}

const COUNT = Number(process.env['OWN_CALLS'] ?? 400);

beforeAll(prepare, 3_600_000);

// Optax too computes in float64 here, since some of its own calls lose more than 1e-6 in float32, whoever makes them.
test.each(Object.keys(ownCases) as (keyof typeof ownCases)[])('the own calls of %s', async (target) => {
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? 1);
  const drawn = fc.sample(ownCases[target], { numRuns: COUNT, seed });
  const exported = drawn.map(({ call, schedule, steps }) => exportCase(target, { name: call, schedule, steps }, steps));
  const results = await runPython<Result[]>('run_exported.py', [target], exported, { JAX_ENABLE_X64: '1' });
  const counts = new Map<string, number>();
  const wrong = results.flatMap(({ failure, error = Number.NaN }, i) => {
    const { name, source } = exported[i] as (typeof exported)[number];
    if (!new RegExp(`\\b${name}(\\(|", optimizer)`).test(source)) return [];
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return failure === undefined && error <= 1e-9 ? [] : [{ failure, error, source }];
  });
  console.log(target, Object.fromEntries(counts));
  expect(wrong.slice(0, 5), `${wrong.length} of ${COUNT}`).toEqual([]);
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.8 * COUNT);
});
