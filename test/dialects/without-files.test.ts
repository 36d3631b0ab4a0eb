import { gunzipSync } from 'node:zlib';
import * as mlx from 'lr-schedules/mlx';
import * as paddle from 'lr-schedules/paddle';
import { describe, expect, test } from 'vitest';
import type { LearningRateSchedule } from '../../src/index.js';
import { readGolden, readGoldenJson } from '../formats/golden-files.js';

interface Spec {
  readonly class: string;
  readonly args: Readonly<Record<string, unknown>>;
}
interface Golden {
  readonly form: string;
  readonly name: string;
  readonly text: string;
  readonly steps: readonly number[];
  readonly rates: readonly number[];
}
type Functions = Readonly<Record<string, (options: object) => LearningRateSchedule>>;

const functions = { mlx, paddle } as unknown as Readonly<Record<string, Functions>>;
const isSpec = ({ form, text }: { form: string; text: string }) =>
  Object.hasOwn(functions, form) && /^\{\s*"class"/.test(text);
const records = (JSON.parse(gunzipSync(readGolden('forms.json.gz')).toString()) as Golden[]).filter(isSpec);
const refused = readGoldenJson<Golden[]>('forms-refused.json').filter(isSpec);

/** Python's spelling turned into the functions', by rule. */
const spell = (name: string) =>
  name
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/_([A-Za-z0-9])/g, (_, letter) => letter.toUpperCase());

function build(form: string, { class: name, args }: Spec): LearningRateSchedule {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    return typeof value === 'object' && value !== null ? build(form, value as Spec) : value;
  };
  const options = Object.fromEntries(Object.entries(args).map(([key, value]) => [spell(key), read(value)]));
  const make = functions[form]?.[spell(name)];
  if (!make) throw new Error(`There is no ${form}.${spell(name)}.`);
  return make(options);
}

describe('schedules of trainers without a file', () => {
  test.each(records.map((record) => [record.form, record.name, record] as const))('%s %s', (form, _, record) => {
    const schedule = build(form, JSON.parse(record.text));
    const largest = Math.max(...record.rates.map(Math.abs));
    for (const [i, step] of record.steps.entries()) {
      expect(Math.abs(schedule(step) - (record.rates[i] as number))).toBeLessThanOrEqual(2e-6 * largest);
    }
  });

  test.each(refused.map((record) => [record.form, record.name, record] as const))(
    '%s refuses %s',
    (form, _, { text }) => {
      expect(() => build(form, JSON.parse(text))).toThrow(RangeError);
    },
  );
});
