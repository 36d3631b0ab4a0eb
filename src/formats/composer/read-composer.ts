import * as schedulers from '../../dialects/composer/index.js';
import { UnitError } from '../../dialects/composer/time.js';
import { nearest, show } from '../../errors.js';
import { toCamelCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, inPart, type JsonObject } from '../reading.js';
import { type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';

type Make = (options: never) => LearningRateSchedule;

/** llm-foundry's registry. */
const REGISTERED: Readonly<Record<string, Make>> = {
  constant_with_warmup: schedulers.constantWithWarmupScheduler,
  cosine_with_warmup: schedulers.cosineAnnealingWithWarmupScheduler,
  linear_decay_with_warmup: schedulers.linearWithWarmupScheduler,
  inv_sqrt_with_warmup: schedulers.inverseSquareRootWithWarmupScheduler,
};

/** What a config of llm-foundry says of the rate, or a scheduler of Composer with its arguments as JSON. */
export function readComposer(file: FormFile, { run }: FormOptions): Found {
  const config = new Settings(file, mapOf(file));
  const isClass = config.has('class');
  const { make, args, at } = isClass ? ofClass(config) : ofRegistry(config);
  const maxDuration = config.value('max_duration');
  if (typeof maxDuration !== 'string' && typeof maxDuration !== 'number')
    config.refuse('max_duration', 'a time such as 10ep');
  const batch = config.count('global_train_batch_size', 1, null);
  const options = {
    ...args,
    baseLr: isClass ? config.number('lr', { atLeast: 0 }) : readRate(config, run),
    maxDuration,
    batchesPerEpoch: run.batchesPerEpoch ?? batchesOf(run, batch),
    globalTrainBatchSize: run.batchSize ?? batch,
    tokensPerBatch: run.tokensPerBatch ?? null,
    scaleScheduleRatio: config.number('scale_schedule_ratio', { above: 0 }, 1),
  };
  const schedule = asking(file, () => inPart(at, () => make(options as never)));
  config.refuseMisspelt(['scheduler', 'optimizer', 'max_duration', 'global_train_batch_size']);
  return { schedule, run: { ...runOf(String(maxDuration), options, run) }, ignored: config.unused() };
}

const batchesOf = ({ examples }: FormRun, batch: number | null) =>
  examples != null && batch !== null ? Math.ceil(examples / batch) : null;

function readRate(config: Settings, { learningRate }: FormRun): number {
  const rate = config.inside('optimizer')?.number('lr', { atLeast: 0 }, null) ?? learningRate;
  if (rate != null) return rate;
  throw new LackingError(config.file.name, "the optimizer's learning rate", ['learningRate']);
}

interface Chosen {
  readonly make: Make;
  readonly args: JsonObject;
  readonly at: string;
}

function ofRegistry(config: Settings): Chosen {
  const scheduler =
    config.inside('scheduler') ?? config.missing('scheduler', 'the file has none, so that no rate is told');
  const name = scheduler.text('name');
  const make = Object.hasOwn(REGISTERED, name) ? REGISTERED[name] : undefined;
  if (!make) refuseName(scheduler.at('name'), 'llm-foundry', name, Object.keys(REGISTERED));
  const { name: _, ...args } = scheduler.map;
  return { make, args: inCamelCase(args), at: scheduler.at() };
}

function ofClass(config: Settings): Chosen {
  const name = config.text('class');
  const functions: Readonly<Record<string, unknown>> = { ...schedulers };
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  const make = Object.hasOwn(functions, own) ? functions[own] : undefined;
  if (typeof make !== 'function') refuseName(config.at('class'), 'Composer', name, Object.keys(functions));
  return { make: make as Make, args: inCamelCase(config.inside('args')?.map ?? {}), at: config.at('args') };
}

function refuseName(at: string, owner: string, name: string, known: readonly string[]): never {
  const meant = nearest(name, known);
  const help = meant ? `did you mean ${meant}?` : `it has ${known.join(', ')}.`;
  throw new RangeError(`${at}: ${owner} has no scheduler ${show(name)}: ${help}`);
}

/** Numbers that are written as texts stay so: times are texts. */
const inCamelCase = (map: JsonObject) =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => (value === null ? [] : [[toCamelCase(key), value] as const])),
  );

/** What a time needs and nobody said is asked for in the words of a run. */
function asking<T>(file: FormFile, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    if (!(cause instanceof UnitError)) throw error;
    const [what, ...needs] = {
      batchesPerEpoch: ['the batches in an epoch', 'batchesPerEpoch', 'examples'],
      globalTrainBatchSize: ['the samples in a batch', 'batchSize'],
      tokensPerBatch: ['the tokens in a batch', 'tokensPerBatch'],
    }[cause.need] as [string, ...(keyof FormRun)[]];
    throw new LackingError(file.name, what, needs);
  }
}

interface Sizes {
  readonly batchesPerEpoch: number | null;
  readonly globalTrainBatchSize: number | null;
  readonly tokensPerBatch: number | null;
  readonly scaleScheduleRatio: number;
}

function runOf(maxDuration: string, sizes: Sizes, known: FormRun): FormRun {
  const { batchesPerEpoch, globalTrainBatchSize: batchSize, tokensPerBatch, scaleScheduleRatio: ratio } = sizes;
  const [, digits = '', unit = 'ep'] = /^([\d.]+(?:e[+-]?\d+)?)\s*(ep|ba|sp|tok)?$/i.exec(maxDuration) ?? [];
  const length = Math.trunc(Number(digits) * ratio);
  const perBatch = { ep: null, ba: 1, sp: batchSize, tok: tokensPerBatch }[unit] ?? null;
  const batches =
    unit === 'ep' ? (batchesPerEpoch === null ? null : length * batchesPerEpoch) : perBatch && length / perBatch;
  return {
    ...(batchSize === null ? {} : { batchSize }),
    ...(unit === 'ep' ? { epochs: length } : {}),
    ...(batches === null ? {} : { totalSteps: Math.max(1, Math.ceil(batches)) }),
    ...known,
  };
}
