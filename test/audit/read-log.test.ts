import { readdirSync, readFileSync } from 'node:fs';
import { readLog, readLogStream } from 'lr-schedules/audit';
import { describe, expect, test } from 'vitest';

const folder = new URL('../golden/log-files/', import.meta.url);

interface Truth {
  readonly column: string | null;
  readonly points: readonly (readonly [step: number, rate: number])[];
}

const truth: Record<string, Truth> = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8'));

/** The files as their writers wrote them, with what they are read as. */
const forms: Record<string, readonly [form: string, clock: string, relative: number]> = {
  'trainer_state.json': ['trainer_state', 'step', 0],
  'timm_summary.csv': ['csv-timm', 'epoch', 0],
  'wandb_export.csv': ['csv-wandb', 'step', 0],
  'llamafactory_trainer_log.jsonl': ['jsonl-llamafactory', 'step', 0],
  'ultralytics_results.csv': ['csv-ultralytics', 'epoch', 5e-6],
  'mmengine_scalars.json': ['jsonl-mmengine', 'step', 0],
  'lightning_step.csv': ['csv-lightning', 'step', 0],
  'lightning_epoch.csv': ['csv-lightning', 'step', 0],
  'keras_cosine_by_epoch.csv': ['csv-keras', 'epoch', 2 ** -24],
  'keras_cosine_wrong_clock.csv': ['csv-keras', 'epoch', 2 ** -24],
  'keras_plateau_semicolon.csv': ['csv-keras', 'epoch', 2 ** -24],
  '../tfevents/torch_simple_value': ['tfevents', 'step', 2 ** -24],
  '../tfevents/tensorboardX_simple_value': ['tfevents', 'step', 2 ** -24],
  '../tfevents/tf2_tensor': ['tfevents', 'step', 2 ** -24],
};

function bytesOf(name: string): Uint8Array {
  const url = new URL(name.replace('../', ''), folder);
  if (!name.includes('tfevents')) return readFileSync(url);
  const [file] = readdirSync(url);
  return readFileSync(`${url.pathname}/${file}`);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('files as their writers wrote them', () => {
  test.each(Object.entries(forms))('%s', async (name, [form, clock, relative]) => {
    const { column, points } = truth[name] as Truth;
    const bytes = bytesOf(name);
    const log = readLog(bytes);
    expect({ form: log.form, column: log.column, clock: log.clock }).toEqual({ form, column, clock });
    expect(log.columns).toContain(column);
    expect(log.precision).toEqual({ relative, absolute: 0 });
    expect(log.notes).toEqual([]);
    expect([...log.steps]).toEqual(points.map(([step]) => step));
    for (const [i, [, rate]] of points.entries()) {
      expect(Math.abs((log.rates[i] as number) - rate)).toBeLessThanOrEqual(relative * rate);
    }
    for (const size of [1, 7, 1000]) expect(await readLogStream([inPieces(bytes, size)])).toEqual(log);
  });

  test('no rate column', () => {
    expect(() => readLog(bytesOf('keras_schedule_in_optimizer.csv'), { file: 'log.csv' })).toThrow(
      /^log\.csv: it has no learning rate: its columns are epoch, loss, mae, val_loss, val_mae.*pass \{ column \}.*Keras/,
    );
  });
});
