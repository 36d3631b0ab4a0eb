import { beforeAll, expect, test } from 'vitest';
import { exportCase, TOLERANCE, WORKERS_STEPS, workersCases } from './exported.js';
import { prepare, runPython } from './python.js';

interface Result {
  readonly name: string;
  readonly error?: number;
  readonly failure?: string;
}

beforeAll(prepare, 3_600_000);

test.each(['jax', 'torch'])('exported Keras schedules on the %s backend', async (backend) => {
  const exported = workersCases.map((item) => exportCase('keras', item, WORKERS_STEPS));
  const results = await runPython<Result[]>('run_exported.py', ['keras'], exported, { KERAS_BACKEND: backend });
  for (const { failure, error, name } of results) {
    expect(failure, name).toBeUndefined();
    expect(error, name).toBeLessThanOrEqual(TOLERANCE.keras);
  }
});
