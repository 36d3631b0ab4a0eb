import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';

interface Made {
  readonly form: string;
  readonly file: string;
  readonly text: string;
  readonly run: object;
  readonly steps: readonly number[];
  readonly rates: readonly number[];
  readonly momentum?: readonly number[];
  readonly groups?: Readonly<Record<string, readonly number[]>>;
}

const OWN = ['mmengine', 'nemo', 'megatron', 'fairseq', 'torchtitan', 'torchtune', 'detectron2', 'mlx'];
const ALONE =
  'hf-json hf-yaml deepspeed ultralytics timm-args axolotl composer diffusers neox nanogpt tf-object-detection';
const FORMS = [
  ...OWN.map((form) => [form, 'trainers.py'] as const),
  ...ALONE.split(' ').map((form) => [form, 'scripts.py'] as const),
];
const COUNT = process.env['FORMS_COUNT'] ?? '300';
const SEED = process.env['FORMS_SEED'] ?? '1';

/** Needs `FORMS_PYTHON`, a Python with the packages that the scripts in forms/ name, and their `SOURCES`. */
describe.skipIf(!process.env['FORMS_PYTHON'])('random configs of trainers, against the real packages', () => {
  test.each(FORMS)('%s', async (form, name) => {
    const script = fileURLToPath(new URL(`forms/${name}`, import.meta.url));
    const made = spawnSync(process.env['FORMS_PYTHON'] as string, [script, form, COUNT, SEED], { maxBuffer: 1 << 30 });
    expect(made.status, made.stderr.toString()).toBe(0);
    for (const record of JSON.parse(made.stdout.toString()) as Made[]) {
      const read = await readSchedule(record.text, { file: record.file, run: record.run });
      expect(read.form).toBe(form === 'neox' ? 'megatron' : form);
      const curves = [[record.rates, read.schedule] as const];
      for (const [group, rates] of Object.entries(record.groups ?? {})) {
        curves.push([rates, read.groups[group] ?? read.schedule]);
      }
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
