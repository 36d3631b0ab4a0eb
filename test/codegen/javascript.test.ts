import fc from 'fast-check';
import type { LearningRateSchedule } from 'lr-schedules';
import { toJavaScript } from 'lr-schedules/codegen';
import { describe, expect, test } from 'vitest';
import { cases } from '../interop/cases.js';
import { compositions } from './compositions.js';

/** Runs the module as a bundler or browser would. */
async function run(source: string): Promise<(step: number) => number> {
  const module = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`);
  return module.learningRate;
}

/** The largest difference from the schedule, as a part of the largest magnitude. */
async function error(schedule: LearningRateSchedule, steps: readonly number[]): Promise<number> {
  const exported = await run(toJavaScript(schedule));
  const expected = steps.map((step) => schedule(step));
  const largest = Math.max(...expected.filter(Number.isFinite).map(Math.abs), Number.MIN_VALUE);
  return Math.max(
    ...steps.map((step, i) => {
      const [value, rate] = [exported(step), expected[i] as number];
      return Object.is(value, rate) || value === rate ? 0 : Math.abs(value - rate) / largest;
    }),
  );
}

describe('the exported module equals the schedule to 1e-12 of the largest magnitude', () => {
  test.each(cases.map((item) => [item.name, item] as const))('%s', async (_, { schedule, steps }) => {
    const all = [...Array(steps).keys(), 10_000, 123_456, 0.5, 99.25];
    expect(await error(schedule, all), toJavaScript(schedule)).toBeLessThanOrEqual(1e-12);
  });

  test('whatever is composed', async () => {
    await fc.assert(
      fc.asyncProperty(compositions, async (schedule) => {
        expect(await error(schedule, [...Array(300).keys(), 1000]), toJavaScript(schedule)).toBeLessThanOrEqual(1e-12);
      }),
      { numRuns: 500 },
    );
  });
});
