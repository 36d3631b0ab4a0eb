import { show } from '../../errors.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail, isObject } from '../reading.js';
import { batchesInEpoch, type FormRun } from '../run.js';
import { Settings } from '../settings.js';

/** A part of the schedule, with the steps that it lasts; the last one has none. */
type Part = readonly [schedule: LearningRateSchedule | number, end: number | null];

/** @throws {TypeError | RangeError} that names the place. */
export function readPaddle(file: FormFile, { run }: FormOptions): Found {
  const root = new Settings(file, mapOf(file));
  const rate = root.inside('LearningRate') ?? root.missing('LearningRate');
  const baseLr = rate.number('base_lr', { atLeast: 0 }, 0.01);
  const reader = isObject(root.map['TrainReader']) ? root.inside('TrainReader') : null;
  const batch = reader?.count('batch_size', 1, null) ?? null;
  const batches = batchesInEpoch(file, run, batch);
  const epochs = run.epochs ?? root.count('epoch', 1, null);
  const schedulers = rate.value('schedulers');
  if (!Array.isArray(schedulers) || schedulers.length === 0) {
    return rate.refuse('schedulers', 'a list of a decay and a warmup', TypeError);
  }
  const [decay, warmup] = schedulers.map((item, i) => {
    const path = ['LearningRate', 'schedulers', i];
    if (!isObject(item)) fail(file.at(path), `a map is required, received ${show(item)}.`);
    return new Settings(file, item, path);
  }) as [Settings, Settings | undefined];
  const parts = partsOf(decay, warmup ?? null, baseLr, batches);
  const schedule = new Sequence({
    schedules: parts.map(([schedule]) => schedule),
    boundaries: parts.flatMap(([, end]) => end ?? []),
  });
  const known: FormRun = { ...run, ...(epochs === null ? {} : { epochs }), batchesPerEpoch: batches };
  return { schedule, run: known, ignored: [...rate.unused(), ...decay.unused(), ...(warmup?.unused() ?? [])] };
}

function partsOf(decay: Settings, warmup: Settings | null, baseLr: number, batches: number): readonly Part[] {
  const name = decay.text('name');
  if (name === 'PiecewiseDecay') return piecewise(decay, warmup, baseLr, batches);
  if (name === 'CosineDecay') return cosine(decay, warmup, baseLr, batches);
  return decay.refuse('name', "'PiecewiseDecay' or 'CosineDecay', before the warmup,");
}

interface Warmup {
  readonly schedule: LearningRateSchedule;
  readonly steps: number;
}

function readWarmup(settings: Settings, baseLr: number, batches: number): Warmup {
  const name = settings.text('name');
  const epochs = settings.number('epochs', { above: 0 }, null);
  const steps = (fallback: number) =>
    epochs === null ? settings.count('steps', 1, fallback) : Math.trunc(epochs * batches);
  if (name === 'LinearWarmup') {
    settings.refuseMisspelt(['name', 'steps', 'start_factor', 'epochs', 'epochs_first'], true);
    const factor = settings.number('start_factor', {}, 1 / 3);
    const length = steps(500);
    return { schedule: new LinearRamp({ from: baseLr * factor, to: baseLr, steps: length }), steps: length };
  }
  if (name === 'ExpWarmup') {
    settings.refuseMisspelt(['name', 'steps', 'epochs', 'power'], true);
    const length = steps(1000);
    const power = settings.number('power', { above: 0 }, 2);
    return { schedule: new PolynomialRamp({ from: 0, to: baseLr, steps: length, timePower: power }), steps: length };
  }
  return settings.refuse('name', "'LinearWarmup' or 'ExpWarmup', after the decay,");
}

function piecewise(decay: Settings, warmup: Settings | null, baseLr: number, batches: number): readonly Part[] {
  decay.refuseMisspelt(['name', 'gamma', 'milestones', 'values', 'use_warmup'], true);
  const milestones = decay.numbers('milestones', [8, 11]) as readonly number[];
  const given = decay.value('gamma');
  const gammas =
    given === undefined || Array.isArray(given)
      ? (decay.numbers('gamma', [0.1, 0.01]) as readonly number[])
      : milestones.map((_, i) => decay.number('gamma') / 10 ** i);
  const useWarmup = decay.flag('use_warmup', true);
  const values = decay.numbers('values', null);
  if (values && useWarmup) decay.refuse('values', 'use_warmup: false beside values');
  const rates = values ?? [baseLr, ...gammas.map((gamma) => baseLr * gamma)];
  const ends = milestones.map((milestone) => milestone * batches);
  const start = useWarmup && warmup ? readWarmup(warmup, baseLr, batches) : null;
  if (ends.some((end, i) => i > 0 && end <= (ends[i - 1] as number))) decay.refuse('milestones', 'a rising list');
  if (rates.length <= ends.length) decay.refuse('gamma', `as many numbers as milestones (${ends.length})`);
  const parts: Part[] = start ? [[start.schedule, start.steps]] : [];
  for (const [i, end] of ends.entries()) {
    if (start && end <= start.steps) continue;
    parts.push([rates[i] as number, end]);
  }
  return [...parts, [rates[ends.length] as number, null]];
}

function cosine(decay: Settings, warmup: Settings | null, baseLr: number, batches: number): readonly Part[] {
  decay.refuseMisspelt(['name', 'max_epochs', 'use_warmup', 'min_lr_ratio', 'last_plateau_epochs'], true);
  const epochs = decay.count('max_epochs', 1, 1000);
  const low = baseLr * decay.number('min_lr_ratio', {}, 0);
  const plateau = decay.count('last_plateau_epochs', 0, 0) * batches;
  const start = decay.flag('use_warmup', true) && warmup ? readWarmup(warmup, baseLr, batches) : null;
  const steps = epochs * batches - plateau - (start?.steps ?? 0);
  const parts: Part[] = start ? [[start.schedule, start.steps]] : [];
  const fall = steps > 0 ? new CosineRamp({ from: baseLr, to: low, steps }) : new Constant({ value: low });
  return [...parts, [fall, null]];
}
