import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';

interface Record {
  readonly form: string;
  readonly file: string;
  readonly text: string;
  readonly run: object;
  readonly steps: readonly number[];
  readonly rates: readonly number[];
  readonly momentum?: readonly number[];
}

const FORMS = ['mmengine', 'nemo', 'megatron', 'fairseq', 'torchtitan', 'torchtune', 'detectron2', 'mlx'];
const COUNT = process.env['FORMS_COUNT'] ?? '300';
const SEED = process.env['FORMS_SEED'] ?? '1';
const script = fileURLToPath(new URL('forms/trainers.py', import.meta.url));

/** Needs `FORMS_PYTHON`, a Python with the packages that forms/trainers.py names, and its `SOURCES` and `PACKAGES`. */
describe.skipIf(!process.env['FORMS_PYTHON'])('random configs of trainers, against the real packages', () => {
  test.each(FORMS)('%s', async (form) => {
    const made = spawnSync(process.env['FORMS_PYTHON'] as string, [script, form, COUNT, SEED], { maxBuffer: 1 << 30 });
    expect(made.status, made.stderr.toString()).toBe(0);
    for (const record of JSON.parse(made.stdout.toString()) as Record[]) {
      const read = await readSchedule(record.text, { file: record.file, run: record.run });
      expect(read.form).toBe(form);
      const curves = [[record.rates, read.schedule] as const];
      if (record.momentum) curves.push([record.momentum, read.momentum ?? read.schedule]);
      for (const [rates, schedule] of curves) {
        const largest = Math.max(...rates.map(Math.abs));
        for (const [i, step] of record.steps.entries()) {
          const off = Math.abs(schedule(step) - (rates[i] as number));
          expect(off, `step ${step} of\n${record.text}`).toBeLessThanOrEqual(2e-6 * largest);
        }
      }
    }
  });
});
