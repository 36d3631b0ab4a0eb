import { getScheduler, type SchedulerType } from '../../dialects/transformers/index.js';
import { show } from '../../errors.js';
import type { Json } from '../../schedule.js';
import {
  fail,
  inPart,
  isObject,
  type JsonObject,
  type OptimizerSettings,
  type ReadOptions,
  type ReadSchedule,
  type Source,
  toJsonObject,
} from '../reading.js';

const FILE = 'training arguments';

/** Arguments by which a file is known, since every one of them may be left out. */
const TELLING = [
  'lr_scheduler_type',
  'warmup_steps',
  'warmup_ratio',
  'max_steps',
  'num_train_epochs',
  'per_device_train_batch_size',
  'lr_scheduler_kwargs',
];

export const isTrainingArguments = (file: JsonObject) => TELLING.some((key) => key in file);

/**
 * The schedule and the optimizer in Hugging Face training arguments as JSON, with transformers' defaults.
 *
 * A warmup in steps comes before `warmup_ratio`, and below 1 is itself a ratio, rounded up to whole steps. Where the file
 * counts in epochs (`max_steps` is not positive), `stepsPerEpoch` is required: optimizer updates in an epoch, that is
 * batches divided by `gradient_accumulation_steps`, rounded up.
 *
 * ```ts
 * const saved = '{"learning_rate": 0.1, "lr_scheduler_type": "linear", "warmup_ratio": 0.5, "num_train_epochs": 2}';
 * const { schedule } = await readTrainingArguments(saved, { stepsPerEpoch: 100 });
 * schedule(50); // 0.05
 * schedule(150); // 0.05
 * ```
 *
 * @throws {TypeError | RangeError} that names the argument.
 */
export async function readTrainingArguments(source: Source | object, options: ReadOptions = {}): Promise<ReadSchedule> {
  return readArguments(toJsonObject(source, FILE), options);
}

export function readArguments(file: JsonObject, { stepsPerEpoch }: ReadOptions): ReadSchedule {
  if ('log_history' in file) fail(`${FILE} → log_history`, 'this is a trainer_state.json, which has no schedule.');
  const used = new Set<string>();
  const number = (key: string, fallback: number): number => {
    used.add(key);
    const value = file[key] ?? fallback;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      fail(`${FILE} → ${key}`, `a number is required, received ${show(value)}.`);
    }
    return value;
  };

  const baseLr = number('learning_rate', 5e-5);
  const type = file['lr_scheduler_type'] ?? 'linear';
  const kwargs = readKwargs(file['lr_scheduler_kwargs']);
  for (const key of ['lr_scheduler_type', 'lr_scheduler_kwargs']) used.add(key);
  const maxSteps = number('max_steps', -1);
  const epochs = number('num_train_epochs', 3);
  const warmup = number('warmup_steps', 0);
  const ratio = number('warmup_ratio', 0);
  for (const [key, value] of [
    ['warmup_steps', warmup],
    ['warmup_ratio', ratio],
  ] as const) {
    if (value < 0) throw new RangeError(`${FILE} → ${key}: a number of at least 0 is required, received ${value}.`);
  }

  const total = maxSteps > 0 ? maxSteps : totalOf(epochs, stepsPerEpoch, type, warmup, ratio);
  const warmupSteps = warmup >= 1 ? Math.trunc(warmup) : Math.ceil((total ?? 0) * (warmup > 0 ? warmup : ratio));
  const schedule = inPart(`${FILE} → ${nameOf(type)}`, () =>
    getScheduler(type as SchedulerType, {
      baseLr,
      numWarmupSteps: warmupSteps,
      numTrainingSteps: total,
      schedulerSpecificKwargs: kwargs as never,
    }),
  );
  const optimizer = readOptimizerArguments(file, number, used);
  const ignored = Object.keys(file).filter((key) => !used.has(key) && !isOff(file[key]));
  return { schedule, optimizer, iterations: null, ignored };
}

/** Whether an argument says nothing, as most in a saved file. */
const isOff = (value: unknown) =>
  value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);

/** The argument that an error of `getScheduler` is about. */
const nameOf = (type: unknown) => (typeof type === 'string' ? `lr_scheduler_type ${show(type)}` : 'lr_scheduler_type');

/** Types that neither decay to an end nor, with a warmup in steps, need the number of steps at all. */
const ENDLESS = ['constant', 'constant_with_warmup', 'inverse_sqrt'];

function totalOf(
  epochs: number,
  stepsPerEpoch: number | undefined,
  type: unknown,
  warmup: number,
  ratio: number,
): number | null {
  if (stepsPerEpoch !== undefined) {
    if (!Number.isInteger(stepsPerEpoch) || stepsPerEpoch < 1) {
      throw new RangeError(`stepsPerEpoch must be a whole number of at least 1, received ${show(stepsPerEpoch)}.`);
    }
    return Math.ceil(epochs * stepsPerEpoch);
  }
  const inSteps = warmup >= 1 || (warmup === 0 && ratio === 0);
  if (type === 'constant' || (ENDLESS.includes(type as string) && inSteps)) return null;
  fail(
    `${FILE} → max_steps`,
    `it is not positive, so that the ${epochs} epochs of num_train_epochs count: pass { stepsPerEpoch }, the optimizer updates in an epoch.`,
  );
}

/** Keyword arguments of the scheduler; transformers takes them as JSON in a text, too. */
function readKwargs(given: unknown): JsonObject | null {
  if (given === undefined || given === null || given === '') return null;
  const part = `${FILE} → lr_scheduler_kwargs`;
  const kwargs = typeof given === 'string' ? toJsonObject(given, part) : given;
  if (!isObject(kwargs)) fail(part, `an object is required, received ${show(given)}.`);
  return kwargs;
}

/** The optimizers of transformers that Keras has as well, under which name. */
const OPTIMIZERS: Readonly<Record<string, string>> = {
  adamw_torch: 'AdamW',
  adamw_torch_fused: 'AdamW',
  adamw_torch_xla: 'AdamW',
  adamw_torch_npu_fused: 'AdamW',
  adamw_apex_fused: 'AdamW',
  adamw_hf: 'AdamW',
  sgd: 'SGD',
};

function readOptimizerArguments(
  file: JsonObject,
  number: (key: string, fallback: number) => number,
  used: Set<string>,
): OptimizerSettings | null {
  const optim = String(file['optim'] ?? 'adamw_torch');
  const className = Object.hasOwn(OPTIMIZERS, optim) ? OPTIMIZERS[optim] : undefined;
  // Of other optimizers, the settings stay among what is reported as not used.
  if (!className) return null;
  used.add('optim');
  const config: Record<string, Json> = { weight_decay: number('weight_decay', 0) };
  if (className === 'AdamW') {
    config['beta_1'] = number('adam_beta1', 0.9);
    config['beta_2'] = number('adam_beta2', 0.999);
    config['epsilon'] = number('adam_epsilon', 1e-8);
  }
  const clip = number('max_grad_norm', 1);
  config['global_clipnorm'] = clip > 0 ? clip : null;
  return { className, config };
}
