import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  casesOf,
  exportCase,
  type Outcome,
  type Outcomes,
  sampleOf,
  type Target,
  TOLERANCE,
  targets,
  WORKERS_STEPS,
  type WorkersOutcome,
  workersCases,
} from './exported.js';
import { prepare, runPython, versions } from './python.js';

// Run by `npm run test:interop`: the exported code of every case in the real frameworks, alone and on several workers.
// The outcome is kept, for `npm test` to check without Python.

interface Result {
  readonly name: string;
  readonly error?: number;
  readonly failure?: string;
}
interface WorkersResult {
  readonly name: string;
  readonly workers: number;
  readonly same: boolean;
  readonly error: number;
}

const HOUR = 3_600_000;
const frameworks: Partial<Record<Target, Record<string, Outcome>>> = {};
const workers: Record<string, Record<string, WorkersOutcome>> = {};

beforeAll(prepare, HOUR);

describe.each(targets)('%s', (target: Target) => {
  const cases = casesOf(target);
  const exported = cases.map((item) => exportCase(target, item, item.steps));
  let results: readonly Result[] = [];

  beforeAll(async () => {
    results = await runPython<Result[]>('run_exported.py', [target], exported);
    const errors = results.map(({ error }) => error ?? Number.NaN);
    console.log(`${target}: ${results.length} cases, largest error ${Math.max(...errors)}`);
  }, HOUR);

  test.each(cases.map(({ name }, i) => [name, i] as const))('%s', (name, i) => {
    const { error = Number.NaN, ...result } = results[i] as Result;
    const { source, hash, rates } = exported[i] as ReturnType<typeof exportCase>;
    expect(result.failure, source).toBeUndefined();
    expect(error, `${JSON.stringify(result)}\n${source}`).toBeLessThanOrEqual(TOLERANCE[target]);
    frameworks[target] = { ...frameworks[target], [name]: { source: hash, rates: sampleOf(rates), error } };
  });
});

describe.each([
  ['keras', 2],
  ['optax', 8],
  ['torch', 2],
] as const)('%s on %i workers', (target, count) => {
  const exported = workersCases.map((item) => exportCase(target, item, WORKERS_STEPS));
  let results: readonly WorkersResult[] = [];

  beforeAll(async () => {
    results = await runPython<WorkersResult[]>('run_workers.py', [target], exported);
    console.log(`${target}: ${count} workers, largest error ${Math.max(...results.map(({ error }) => error))}`);
  }, HOUR);

  test.each(workersCases.map(({ name }, i) => [name, i] as const))('%s', (name, i) => {
    const { error, same, workers: found } = results[i] as WorkersResult;
    expect(found).toBe(count);
    expect(same).toBe(true);
    expect(error).toBeLessThanOrEqual(TOLERANCE[target]);
    const outcome = { source: exported[i]?.hash ?? '', workers: found, error };
    workers[target] = { ...workers[target], [name]: outcome };
  });
});

afterAll(async () => {
  const outcome: Outcomes = { versions: await versions(), frameworks: frameworks as Outcomes['frameworks'], workers };
  writeFileSync(new URL('./outcome.json', import.meta.url), `${JSON.stringify(outcome, null, 1)}\n`);
});
