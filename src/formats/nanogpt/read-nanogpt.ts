import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import type { FormFile, FormOptions } from '../form.js';
import type { Found, JsonObject } from '../reading.js';
import type { FormRun } from '../run.js';
import { Settings } from '../settings.js';
import { readPython } from '../syntax/python/read-python.js';
import { toPlain } from '../syntax/python/value.js';

const KNOWN = [
  'learning_rate',
  'max_iters',
  'decay_lr',
  'warmup_iters',
  'lr_decay_iters',
  'min_lr',
  'batch_size',
  'gradient_accumulation_steps',
];

/** @throws {TypeError | RangeError} that names the line. */
export async function readNanoGpt(file: FormFile, { run }: FormOptions): Promise<Found> {
  const { names } = await readPython(file.text, file.name);
  const map: JsonObject = {};
  for (const key of KNOWN) {
    const value = names.get(key);
    if (value) map[key] = toPlain(value, file.name);
  }
  const at: FormFile['at'] = ([key]) => {
    const place = names.get(String(key))?.place;
    return place ? `${file.name}:${place.line}:${place.column} → ${key}` : file.name;
  };
  const config = new Settings({ ...file, at }, map);
  for (const [name, value] of names) {
    if (value.kind === 'name' || KNOWN.includes(name)) continue;
    new Settings({ ...file, at }, { [name]: null }).refuseMisspelt(KNOWN);
  }
  const lr = config.number('learning_rate', { atLeast: 0 }, 6e-4);
  const iterations = config.count('max_iters', 0, 600_000);
  const warmup = config.count('warmup_iters', 0, 2000);
  const end = config.count('lr_decay_iters', 0, 600_000);
  const low = config.number('min_lr', { atLeast: 0 }, 6e-5);
  const gradientAccumulation = config.count('gradient_accumulation_steps', 1, 40);
  const batchSize = config.count('batch_size', 1, 12);
  const steps = end - warmup;
  const isConstant = !config.flag('decay_lr', true);
  if (steps === 0 && !isConstant)
    config.refuse(
      'lr_decay_iters',
      `another number than warmup_iters (${warmup}), since nanoGPT divides by the difference,`,
    );
  const schedule = isConstant ? new Constant({ value: lr }) : decayed(lr, low, warmup, steps, isOld(run));
  // The loop ends after the update number max_iters, counted from 0.
  return {
    schedule,
    run: { batchSize, gradientAccumulation, version: NEWEST, ...run, totalSteps: run.totalSteps ?? iterations + 1 },
    ignored: [],
  };
}

function decayed(lr: number, low: number, warmup: number, steps: number, old: boolean): LearningRateSchedule {
  const fall = steps > 0 ? new CosineRamp({ from: lr, to: low, steps }) : new Constant({ value: low });
  if (warmup === 0) return fall;
  const ramp = old
    ? new LinearRamp({ from: 0, to: lr, steps: warmup })
    : new LinearRamp({ from: lr / (warmup + 1), to: lr, steps: warmup });
  return new Sequence({ schedules: [ramp, fall], boundaries: [warmup] });
}

/** The month since which its warmup is as it is. */
const NEWEST = '2024-12';

/** Whether it is nanoGPT before December 2024, whose warmup starts from 0: any other version than a date since then. */
function isOld({ version }: FormRun): boolean {
  const [, year, month] = /(\d{4})-(\d{2})/.exec(version ?? NEWEST) ?? [];
  return /before/i.test(version ?? '') || !year || `${year}-${month}` < NEWEST;
}
