import * as dialect from '../../dialects/fairseq/index.js';
import { nearest } from '../../errors.js';
import { toCamelCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { argumentsOf, commandOf } from '../arguments.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail, inPart } from '../reading.js';
import { batchesInEpoch, type FormRun } from '../run.js';
import { Settings } from '../settings.js';

interface Scheduler {
  readonly build: (options: never) => LearningRateSchedule;
  readonly keys: readonly string[];
  /** Whether the rate may be a list, one for each epoch. */
  readonly isListed?: true;
  readonly needsLength?: true;
}

const schedulers: Readonly<Record<string, Scheduler>> = {
  fixed: { build: dialect.fixed, keys: ['force_anneal', 'lr_shrink', 'warmup_updates'], isListed: true },
  inverse_sqrt: { build: dialect.inverseSqrt, keys: ['warmup_updates', 'warmup_init_lr'] },
  polynomial_decay: {
    build: dialect.polynomialDecay,
    keys: ['warmup_updates', 'end_learning_rate', 'power', 'total_num_update'],
    isListed: true,
  },
  cosine: {
    build: dialect.cosine,
    keys: ['warmup_updates', 'warmup_init_lr', 'min_lr', 't_mult', 'lr_period_updates', 'lr_shrink'],
    needsLength: true,
  },
  tri_stage: {
    build: dialect.triStage,
    keys: ['warmup_steps', 'hold_steps', 'decay_steps', 'phase_ratio', 'init_lr_scale', 'final_lr_scale'],
    needsLength: true,
  },
  triangular: { build: dialect.triangular, keys: ['max_lr', 'lr_period_updates', 'lr_shrink', 'shrink_min'] },
  step: { build: dialect.step, keys: ['warmup_updates', 'warmup_init_lr', 'min_lr', 'lr_deacy_period', 'lr_decay'] },
};

/** @throws {TypeError | RangeError} that names the place, for what fairseq refuses, too. */
export function readFairseq(file: FormFile, { run }: FormOptions): Found {
  const { name, own, optimization, ignored } = file.value === null ? fromCommand(file) : fromConfig(file);
  const names = Object.keys(schedulers);
  if (!Object.hasOwn(schedulers, name)) {
    const meant = nearest(name, names);
    fail(
      own.at(),
      `the scheduler must be one of ${names.join(', ')}, received ${name}${meant ? `; did you mean ${meant}?` : '.'}`,
    );
  }
  const { build, keys, isListed, needsLength } = schedulers[name] as Scheduler;
  const rates = listOf(optimization, 'lr') ?? [0.25];
  if (!isListed && rates.length > 1) optimization.refuse('lr', `one rate with ${name}`);
  const maxUpdate = run.totalSteps ?? optimization.number('max_update', {}, 0);
  const options: Record<string, unknown> = { lr: isListed ? rates : rates[0] };
  for (const key of keys) {
    if (!own.has(key)) continue;
    const value =
      key === 'phase_ratio' ? listOf(own, key) : key === 'shrink_min' ? own.flag(key, false) : own.number(key);
    options[toCamelCase(key)] = value;
  }
  if (own.has('force_anneal') && name === 'polynomial_decay') {
    own.refuse('force_anneal', 'no force-anneal with polynomial_decay, where it keeps what the optimizer has,');
  }
  const batches = run.batchesPerEpoch ?? null;
  const epochs = run.epochs ?? (optimization.number('max_epoch', {}, 0) || null);
  const perEpoch = batches === null ? null : Math.ceil(batches / updateFrequency(optimization, run));
  if (isListed && (rates.length > 2 || (name === 'fixed' && (rates.length > 1 || own.has('force_anneal'))))) {
    options['updatesPerEpoch'] = perEpoch ?? batchesInEpoch(file, run, null);
  }
  if (needsLength) options['maxUpdate'] = Math.max(0, maxUpdate);
  if (name === 'polynomial_decay' && !own.has('total_num_update')) {
    if (maxUpdate <= 0) own.missing('total_num_update', 'it, or max_update, must be more than 0');
    options['totalNumUpdate'] = maxUpdate;
  }
  const schedule = inPart(own.at(), () => build(options as never));
  const length = maxUpdate > 0 ? maxUpdate : perEpoch !== null && epochs !== null ? perEpoch * epochs : null;
  const known: FormRun = { ...run, ...(length === null ? {} : { totalSteps: length }) };
  return { schedule, run: known, ignored };
}

interface Parts {
  readonly name: string;
  /** The scheduler's own settings, and those of the run. */
  readonly own: Settings;
  readonly optimization: Settings;
  readonly ignored: readonly string[];
}

function fromCommand(file: FormFile): Parts {
  const words = commandOf(file, /fairseq|^--(lr|max-update)/) ?? fail(file.name, 'it has no command of fairseq.');
  const args = argumentsOf(file, words);
  const name = args.text('lr_scheduler', 'fixed');
  const keys = Object.hasOwn(schedulers, name) ? (schedulers[name] as Scheduler).keys : [];
  args.refuseMisspelt([
    ...keys,
    'lr',
    'lr_scheduler',
    'max_update',
    'max_epoch',
    'update_freq',
    'stop_min_lr',
    'min_loss_scale',
  ]);
  return { name, own: args, optimization: args, ignored: [] };
}

function fromConfig(file: FormFile): Parts {
  const root = new Settings(file, mapOf(file));
  const own = root.inside('lr_scheduler') ?? new Settings(file, {}, ['lr_scheduler']);
  const name = own.text('_name', 'fixed');
  const keys = Object.hasOwn(schedulers, name) ? (schedulers[name] as Scheduler).keys : [];
  if (keys.length > 0) own.refuseMisspelt([...keys, '_name', 'lr', 'max_update'], true);
  const optimization = root.inside('optimization') ?? root.missing('optimization');
  return { name, own, optimization, ignored: [] };
}

/** Numbers in a list, or in a text such as `0.1,0.01` or `(0.1, 0.4, 0.5)`. */
function listOf(settings: Settings, key: string): readonly number[] | null {
  const value = settings.value(key);
  if (value === undefined) return null;
  if (typeof value === 'number') return [value];
  const items =
    typeof value === 'string'
      ? value
          .replace(/[()[\]\s]/g, '')
          .split(',')
          .filter((item) => item !== '')
      : value;
  const numbers = Array.isArray(items) ? items.map(Number) : [];
  const isFine = numbers.length > 0 && numbers.every((number) => Number.isFinite(number));
  return isFine ? numbers : settings.refuse(key, 'a list of numbers');
}

function updateFrequency(optimization: Settings, run: FormRun): number {
  if (run.gradientAccumulation !== undefined) return run.gradientAccumulation;
  const [first = 1, ...others] = listOf(optimization, 'update_freq') ?? [1];
  return others.length === 0 ? first : optimization.refuse('update_freq', 'one number where epochs count');
}
