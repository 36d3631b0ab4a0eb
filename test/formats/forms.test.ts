import { gunzipSync } from 'node:zlib';
import { type FormRun, formNames, type ReadSchedule, readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { readGolden, readGoldenJson } from './golden-files.js';

interface Rates {
  readonly steps: readonly number[];
  readonly rates: readonly number[];
}
interface GoldenFile extends Rates {
  readonly form: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly run: FormRun;
  readonly group: string | null;
  readonly clock: 'update' | 'batch';
  readonly momentum?: readonly number[];
}
interface GoldenExperiment extends Rates {
  readonly name: string;
  readonly text: string;
  readonly experiment: string | null;
  readonly expect: 'rates' | 'refused';
}
interface RefusedFile {
  readonly form: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

const unzip = <T>(path: string): T => JSON.parse(gunzipSync(readGolden(path)).toString());
const isRead = ({ form }: { form: string }) => formNames.includes(form);
/** Records of schedules without a file are for the functions of their dialects. */
const isFile = ({ text, form }: { text: string; form: string }) =>
  form === 'composer' || (!text.startsWith('{\n  "class"') && !text.startsWith('{"class"'));

const files = unzip<GoldenFile[]>('forms.json.gz').filter((record) => isRead(record) && isFile(record));
const experiments = unzip<GoldenExperiment[]>('model-garden-overlays.json.gz');
const refused = readGoldenJson<RefusedFile[]>('forms-refused.json').filter(
  (record) => isRead(record) && isFile(record),
);

function expectRates(schedule: ReadSchedule['schedule'] | null | undefined, { steps, rates }: Rates): void {
  const largest = Math.max(...rates.map(Math.abs));
  for (const [i, step] of steps.entries()) {
    const off = Math.abs((schedule?.(step) ?? Number.NaN) - (rates[i] as number));
    expect(off, `step ${step}: ${schedule?.(step)}, the trainer ${rates[i]}`).toBeLessThanOrEqual(2e-6 * largest);
  }
}

describe("trainers' files", () => {
  test.each(files.map((record) => [record.form, record.name, record] as const))('%s %s', async (form, _, record) => {
    const { text, file, run, group, clock, momentum } = record;
    const read = await readSchedule(text, { file, run });
    expect(read.form).toBe(form);
    expectRates(group === null ? read.schedule : read.groups[group], record);
    if (momentum) expectRates(read.momentum, { steps: record.steps, rates: momentum });
    expect(read.run.clock ?? 'update').toBe(clock);
  });

  test.each(refused.map((record) => [record.form, record.name, record] as const))(
    '%s refuses %s',
    async (_, __, { text, file }) => {
      await expect(readSchedule(text, { file })).rejects.toThrow(/^[\w./]+(:|:\d+:\d+ → [\w.]+:) /);
    },
  );
});

describe('Model Garden, alone or over an experiment', () => {
  test.each(experiments.map((record) => [record.name, record] as const))('%s', async (_, record) => {
    const { text, experiment, expect: outcome } = record;
    const read = readSchedule(text, { file: 'params.yaml', ...(experiment === null ? {} : { experiment }) });
    if (outcome === 'refused') await expect(read).rejects.toThrow(/^params\.yaml:/);
    else expectRates((await read).schedule, record);
  });
});
