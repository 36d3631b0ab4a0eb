import { readFileSync } from 'node:fs';
import { float32, type LearningRateSchedule } from 'lr-schedules';
import { expect } from 'vitest';

const golden = new URL('../golden/', import.meta.url);

/** A file of test/golden. */
export const readGolden = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, golden)));

export const readGoldenJson = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, golden), 'utf8'));

const ulp = (x: number) => 2 ** (Math.floor(Math.log2(Math.max(x, 2 ** -126))) - 23);

/**
 * Compares a schedule with the rates that the framework gave, within the tolerances of test/golden/README.md; where they
 * are not finite the project has rules of its own.
 */
export function expectRates(
  schedule: LearningRateSchedule,
  { steps, float32: rates }: { readonly steps: readonly number[]; readonly float32: readonly (number | string)[] },
): void {
  const finite = rates.filter((rate) => typeof rate === 'number');
  const largest = Math.max(...finite.map(Math.abs));
  for (const [i, step] of steps.entries()) {
    const expected = rates[i];
    if (typeof expected !== 'number') continue;
    const single = schedule.evaluate(float32, step);
    const where = `${schedule.name} at step ${step}: ${single}, upstream ${expected}`;
    expect(Math.abs(single - Math.fround(expected)), where).toBeLessThanOrEqual(2 * ulp(largest));
    expect(Math.abs(schedule(step) - expected), where).toBeLessThanOrEqual(2e-6 * largest);
  }
}
