import { Constant } from '../../schedules/blocks/constant.js';
import type { FormFile, FormOptions } from '../form.js';
import { type Found, fail, inPart, isObject } from '../reading.js';
import { batchesInEpoch, type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';
import { at as placed } from '../syntax/places.js';
import { type PythonValue, toPlain } from '../syntax/python/value.js';
import { chain } from './chain.js';
import { readConfig } from './config.js';
import type { Effect } from './effect.js';
import type { OneCycleRates } from './effects.js';
import { type Loop, readEffect } from './read-effect.js';

/** @throws {TypeError | RangeError} that names the line, for what MMEngine refuses and for a base that is not given. */
export async function readMMEngine(file: FormFile, options: FormOptions): Promise<Found> {
  const names = await readConfig(file, options);
  const { run } = options;
  if (names.has('lr_config') && !names.has('param_scheduler')) {
    fail(file.name, "lr_config is the old form of MMCV, whose clock is another: MMEngine's is param_scheduler.");
  }
  const config = new Settings(placing(file, names), {});
  const take = (path: readonly string[]) => plainAt(names, path, file.name);
  const section = (path: readonly string[]): Settings => {
    const map = take(path) ?? {};
    if (!isObject(map)) fail(config.file.at(path), 'a dict is required.');
    return new Settings(config.file, map, path);
  };
  const optimizer = section(['optim_wrapper', 'optimizer']);
  const loader = new Settings(config.file, pick(names, ['train_dataloader'], ['batch_size', 'drop_last'], file.name), [
    'train_dataloader',
  ]);
  const loop = loopOf(file, section(['train_cfg']), loader, run);
  const base = optimizer.number('lr', { atLeast: 0 }) * scaleOf(file, section(['auto_scale_lr']), loader, run);
  const betas = optimizer.numbers('betas', null);
  const momentum = betas?.[0] ?? optimizer.number('momentum', {}, null);

  const written = take(['param_scheduler']);
  const list = written === undefined || written === null ? [] : Array.isArray(written) ? written : [written];
  const rates: Effect[] = [];
  const momenta: Effect[] = [];
  // A scheduler that sets the rate also changes what those after it take for the rate that the run started with.
  let initial = base;
  let cycle: OneCycleRates = { low: base, high: base, end: base };
  for (const [i, item] of list.entries()) {
    const path = Array.isArray(written) ? ['param_scheduler', i] : ['param_scheduler'];
    if (!isObject(item)) fail(config.file.at(path), 'a dict is required.');
    const settings = new Settings(config.file, item, path);
    const isFloat = (key: string) => numberIn(names, path, key)?.isFloat !== false;
    const read = readEffect(settings, loop, initial, momentum, isFloat, () => cycle);
    if (read.of === 'momentum') momenta.push(read.effect);
    else rates.push(read.effect);
    if (read.rates) {
      cycle = read.rates;
      initial = cycle.low;
    }
  }
  const length = { batches: loop.batches ?? neverEnding, epoch: loop.byEpoch ? loop.epochLength() : null };
  const schedule = inPart(config.file.at(['param_scheduler']), () => chain(base, rates, length));
  const moving =
    momentum !== null && momenta.length > 0
      ? inPart(config.file.at(['param_scheduler']), () => chain(momentum, momenta, length))
      : // PyTorch's schedule of this name moves the momentum; that it stays here is worth saying.
        momentum !== null && initial !== base
        ? new Constant({ value: momentum })
        : null;
  const ignored =
    names.has('optim_wrapper') && plainHas(names, ['optim_wrapper', 'paramwise_cfg'])
      ? ['optim_wrapper.paramwise_cfg: other rates of some parameters']
      : [];
  const ofRun: FormRun = { ...run, ...loop.run, clock: 'batch' };
  return { schedule, momentum: moving, run: ofRun, ignored };
}

const neverEnding = Number.MAX_SAFE_INTEGER;

/** The training loop, with its length. */
function loopOf(
  file: FormFile,
  train: Settings,
  loader: Settings,
  run: FormRun,
): Loop & { batches: number | null; run: FormRun } {
  const type = train.text('type', null);
  const byEpoch = type === null ? train.flag('by_epoch', true) : !/IterBased|InfiniteEpochBased/.test(type);
  const workers = run.workers ?? 1;
  const batchSize = loader.count('batch_size', 1, null);
  const epochLength = () => batchesInEpoch(file, { ...run, workers }, batchSize, loader.flag('drop_last', false));
  if (byEpoch) {
    const epochs = run.epochs ?? train.count('max_epochs', 1, null);
    if (epochs === null) throw new LackingError(file.name, 'the epochs of the run', ['epochs']);
    const length = epochLength();
    return {
      byEpoch,
      epochLength: () => length,
      ends: { epochs, iterations: epochs * length },
      batches: epochs * length,
      run: { epochs, batchesPerEpoch: length },
    };
  }
  const iterations = run.totalSteps ?? train.count('max_iters', 1, null);
  if (iterations === null) throw new LackingError(file.name, 'the iterations of the run', ['totalSteps']);
  // Such a run is one epoch.
  return {
    byEpoch,
    epochLength,
    ends: { epochs: 1, iterations },
    batches: iterations,
    run: { totalSteps: iterations },
  };
}

/** What the rate is multiplied by for another batch than the config was written for. */
function scaleOf(file: FormFile, auto: Settings, loader: Settings, run: FormRun): number {
  if (!auto.flag('enable', false)) return 1;
  const base = auto.count('base_batch_size', 1);
  if (run.workers === undefined)
    throw new LackingError(file.name, 'the number of workers, for auto_scale_lr,', ['workers']);
  return (run.workers * loader.count('batch_size', 1)) / base;
}

function valueAt(names: ReadonlyMap<string, PythonValue>, path: readonly (string | number)[]): PythonValue | undefined {
  const [name, ...rest] = path;
  return rest.reduce<PythonValue | undefined>(
    (value, key) => {
      if (value?.kind === 'dict') return value.entries.get(String(key));
      return value?.kind === 'list' ? value.items[Number(key)] : value?.kind === 'unknown' ? value : undefined;
    },
    names.get(String(name)),
  );
}

function plainAt(names: ReadonlyMap<string, PythonValue>, path: readonly (string | number)[], part: string): unknown {
  const value = valueAt(names, path);
  return value === undefined ? undefined : toPlain(value, part);
}

const plainHas = (names: ReadonlyMap<string, PythonValue>, path: readonly string[]) =>
  valueAt(names, path) !== undefined;

/** Some keys of a dict, the rest of which need not be known. */
function pick(names: ReadonlyMap<string, PythonValue>, path: readonly string[], keys: readonly string[], part: string) {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = plainAt(names, [...path, key], part);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function numberIn(names: ReadonlyMap<string, PythonValue>, path: readonly (string | number)[], key: string) {
  const value = valueAt(names, [...path, key]);
  return value?.kind === 'number' ? value : null;
}

/** The file, with the lines of its names. */
function placing(file: FormFile, names: ReadonlyMap<string, PythonValue>): FormFile {
  return {
    ...file,
    at(path) {
      for (let length = path.length; length > 0; length--) {
        const value = valueAt(names, path.slice(0, length));
        if (value) return `${placed(file.name, value.place)} → ${path.join('.')}`;
      }
      return path.length > 0 ? `${file.name} → ${path.join('.')}` : file.name;
    },
  };
}
