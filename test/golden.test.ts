import { readFileSync } from 'node:fs';
import { deserialize, float32, float64, type LearningRateSchedule } from 'lr-schedules';
import { describe, expect, test } from 'vitest';

type Args = { [option: string]: unknown };
interface GoldenRecord {
  readonly source: string;
  readonly class_name: string;
  readonly args: Args;
  readonly steps: readonly number[];
  readonly float32: readonly (number | string)[];
  readonly serialized?: object;
}

const golden = (file: string): GoldenRecord[] =>
  JSON.parse(readFileSync(new URL(`./golden/${file}`, import.meta.url), 'utf8'));

function build({ class_name, args }: { class_name: string; args: Args }): LearningRateSchedule {
  const config = Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, isNested(value) ? build(value).toJSON() : value]),
  );
  return deserialize({ class_name, config });
}

const isNested = (value: unknown): value is GoldenRecord =>
  typeof value === 'object' && value !== null && 'args' in value;

/** Steps before which upstream extrapolates to huge angles and powers. */
function offsetOf(args: Args): number {
  const inner = Object.values(args).find(isNested);
  return Math.max(Number(args['offset'] ?? 0), inner ? offsetOf(inner.args) : 0);
}

const ulp = (x: number) => 2 ** (Math.floor(Math.log2(Math.max(x, 2 ** -126))) - 23);

for (const file of ['tensorflow.json', 'tensorflow-more.json']) {
  describe(file, () => {
    const records = golden(file);
    const counts = { values: 0, identical: 0, cosine: 0, cosineIdentical: 0, skipped: 0 };

    test.each(records.map((record, i) => [i, record.class_name, record] as const))('%i %s', (_, className, record) => {
      const schedule = build(record);
      const finite = record.float32.filter((x) => typeof x === 'number');
      const offset = offsetOf(record.args);
      const largest = Math.max(...finite.map(Math.abs));
      for (const [i, step] of record.steps.entries()) {
        const expected = record.float32[i];
        if (typeof expected !== 'number') {
          counts.skipped++;
          continue;
        }
        const single = schedule.evaluate(float32, step);
        const before = step < offset;
        const where = `${className} ${JSON.stringify(record.args)} at step ${step}: ${single}, upstream ${expected}`;
        expect(Math.abs(single - Math.fround(expected)), where).toBeLessThanOrEqual(
          before ? 1e-4 * largest : 2 * ulp(largest),
        );
        expect(Math.abs(schedule(step) - expected), where).toBeLessThanOrEqual((before ? 1e-4 : 2e-6) * largest);
        expect(schedule.evaluate(float64, step)).toBe(schedule(step));
        counts.values++;
        const identical = single === Math.fround(expected);
        if (identical) counts.identical++;
        if (className === 'CosineDecay' || className === 'CosineDecayWithOffset') {
          counts.cosine++;
          if (identical) counts.cosineIdentical++;
        }
      }
    });

    test('at least 98 % of the cosine decays are identical to the bit in float32', () => {
      console.log(`${file}: ${JSON.stringify(counts)}`);
      expect(counts.cosineIdentical / counts.cosine).toBeGreaterThanOrEqual(0.98);
    });

    test("reads and writes Keras's own JSON", () => {
      for (const { serialized } of records.filter((record) => record.serialized)) {
        expect(deserialize(serialized).toJSON()).toEqual(serialized);
      }
    });
  });
}
