import { getScheduler, type SchedulerType } from '../../dialects/transformers/index.js';
import { show } from '../../errors.js';
import type { Json, LearningRateSchedule } from '../../schedule.js';
import { argumentsOf, commandOf } from '../arguments.js';
import { type Client, readClientsDeepSpeed } from '../deepspeed/of-client.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf, openFile } from '../open-file.js';
import {
  asRead,
  type Found,
  fail,
  inPart,
  isObject,
  type JsonObject,
  type OptimizerSettings,
  type ReadOptions,
  type ReadSchedule,
  type Source,
} from '../reading.js';
import { batchesInEpoch, checkRun, type FormRun, isBefore, LackingError } from '../run.js';
import { Settings } from '../settings.js';

const SCHEDULE_KEYS = [
  'learning_rate',
  'lr_scheduler_type',
  'lr_scheduler_kwargs',
  'warmup_steps',
  'warmup_ratio',
  'max_steps',
  'num_train_epochs',
  'per_device_train_batch_size',
  'gradient_accumulation_steps',
  'dataloader_drop_last',
];

/**
 * The schedule and the optimizer in Hugging Face training arguments as JSON or YAML, with transformers' defaults.
 *
 * A warmup in steps comes before `warmup_ratio`, and below 1 is itself a ratio, rounded up to whole steps. Where the file
 * counts in epochs (`max_steps` is not positive), the examples or batches in an epoch are asked for; batch size and
 * accumulation are the file's.
 *
 * ```ts
 * const saved = '{"learning_rate": 0.1, "lr_scheduler_type": "linear", "warmup_ratio": 0.5, "num_train_epochs": 2}';
 * const { schedule } = await readTrainingArguments(saved, { run: { examples: 800 } });
 * schedule(50); // 0.05
 * schedule(150); // 0.05
 * ```
 *
 * @throws {TypeError | RangeError} that names the argument.
 */
export async function readTrainingArguments(source: Source | object, options: ReadOptions = {}): Promise<ReadSchedule> {
  const isText = typeof source === 'string' || source instanceof ArrayBuffer || ArrayBuffer.isView(source);
  const file = await openFile(isText ? (source as Source) : JSON.stringify(source), options.file);
  return asRead(`hf-${file.syntax}`, await readArguments(file, { ...options, run: checkRun(options.run ?? {}) }));
}

/** What such a file says, opened already. */
export const readArguments = (file: FormFile, options: FormOptions): Promise<Found> =>
  readGiven(new Settings(file, mapOf(file)), options);

/** What such arguments of a command say. */
export async function readCommand(file: FormFile, options: FormOptions): Promise<Found> {
  const words = commandOf(file, /^--(lr_scheduler_type|num_train_epochs|per_device_train_batch_size|max_steps)(=|$)/);
  if (!words) fail(file.name, 'no command with arguments of Hugging Face is in it.');
  return readGiven(argumentsOf(file, words), options);
}

async function readGiven(given: Settings, options: FormOptions): Promise<Found> {
  const { run } = options;
  if (given.has('log_history')) fail(given.at('log_history'), 'this is a trainer_state.json, which has no schedule.');
  const length = readLength(given, run);
  const rate = readRate(given, run);
  const own = await readClientsDeepSpeed(given, options, () => clientOf(given, run, length, rate));
  if (own) {
    const isNamed = given.has('lr_scheduler_type');
    given.refuseMisspelt(SCHEDULE_KEYS);
    const replaced = isNamed ? ["lr_scheduler_type: DeepSpeed's scheduler takes its place"] : [];
    return {
      ...own,
      optimizer: readOptimizerArguments(given),
      run: length.run,
      ignored: [...replaced, ...given.unused()],
    };
  }
  const type = readType(given);
  const schedule = makeSchedule(given, type, {
    baseLr: rate,
    numWarmupSteps: readWarmup(given, run, length, type),
    numTrainingSteps: length.total,
  });
  const optimizer = readOptimizerArguments(given);
  given.refuseMisspelt(SCHEDULE_KEYS);
  return { schedule, optimizer, run: length.run, ignored: given.unused() };
}

/** What fills in a DeepSpeed scheduler that goes with these arguments. */
function clientOf(given: Settings, run: FormRun, { total, lacking }: Length, learningRate: number): Client {
  const { steps, ratio } = readWarmupKeys(given, run);
  const warmupSteps =
    steps >= 1
      ? Math.trunc(steps)
      : total === null && (steps > 0 || ratio > 0)
        ? undefined
        : Math.ceil((total ?? 0) * (steps || ratio));
  return { learningRate, warmupSteps, totalSteps: total ?? undefined, lacking };
}

/** Tools of TRL have default rates of their own, so that a file without one does not say what it is. */
const OF_TRL = ['dataset_name', 'dataset_mixer', 'packing', 'max_prompt_length'];
/** The defaults of TRL 1.16's trainers, by their names in a command and by keys that only they have. */
const TRL_RATES: readonly (readonly [rate: number, command: string, keys: readonly string[]])[] = [
  [2e-5, 'sft', ['dataset_text_field', 'completion_only_loss', 'assistant_only_loss', 'packing']],
  [
    1e-6,
    'dpo|kto|grpo|rloo',
    ['beta', 'desirable_weight', 'undesirable_weight', 'reward_funcs', 'num_generations', 'max_completion_length'],
  ],
  [1e-4, 'reward', ['center_rewards_coefficient']],
];

function readRate(given: Settings, run: FormRun): number {
  const rate = given.number('learning_rate', { atLeast: 0 }, run.learningRate ?? null);
  if (rate !== null) return rate;
  const { syntax, text, name } = given.file;
  if (isLlamaFactory(given)) return 5e-5;
  const [trainer, another] = TRL_RATES.filter(
    ([, command, keys]) =>
      keys.some((key) => key in given.map) ||
      (syntax === 'shell' && new RegExp(`\\btrl\\s+(${command})\\b|\\b(${command})\\.py\\b`).test(text)),
  );
  if (trainer && !another) return trainer[0];
  if (!trainer && !OF_TRL.some((key) => key in given.map)) return 5e-5;
  throw new LackingError(name, "the learning rate, of which each of TRL's trainers has a default of its own,", [
    'learningRate',
  ]);
}

/** `"SchedulerType.COSINE"` is how an enum of Python prints itself. */
function readType(given: Settings): string {
  const type = given.text('lr_scheduler_type', 'linear');
  return type.replace(/^SchedulerType\./, '').toLowerCase();
}

export interface Length {
  /** Updates of the run; null where nobody says. */
  readonly total: number | null;
  readonly run: FormRun;
  /** What else would have to be known. */
  readonly lacking: LackingError | null;
}

/** How long the run is, by the file and by what is known besides. */
export function readLength(given: Settings, known: FormRun): Length {
  const maxSteps = given.number('max_steps', {}, -1);
  const epochs = known.epochs ?? given.number('num_train_epochs', { above: 0 }, 3);
  const batchSize = known.batchSize ?? given.count('per_device_train_batch_size', 1, 8);
  const gradientAccumulation = known.gradientAccumulation ?? given.count('gradient_accumulation_steps', 1, 1);
  const dropLast = known.dropLast ?? given.flag('dataloader_drop_last', false);
  const run = { batchSize, gradientAccumulation, version: '5.23', ...(dropLast ? { dropLast } : {}), ...known };
  const inSteps = known.totalSteps ?? (maxSteps > 0 && known.epochs == null ? Math.trunc(maxSteps) : null);
  if (inSteps !== null) return { total: inSteps, run: { ...run, totalSteps: inSteps }, lacking: null };
  try {
    const batches = batchesInEpoch(given.file, known, batchSize, dropLast);
    // Of an epoch's last batches, too few for an update, older versions made none.
    const updates = isBefore(known, [4, 50])
      ? Math.max(1, Math.floor(batches / gradientAccumulation))
      : Math.ceil(batches / gradientAccumulation);
    const total = Math.ceil(epochs * updates);
    return { total, run: { ...run, epochs, totalSteps: total }, lacking: null };
  } catch (error) {
    if (!(error instanceof LackingError)) throw error;
    const { owner } = error;
    const lacking = new LackingError(owner, `the updates in each of the ${epochs} epochs`, [
      ...error.needs,
      'totalSteps',
    ]);
    return { total: null, run: { ...run, epochs }, lacking };
  }
}

/** Types that neither decay to an end nor, with a warmup in steps, need the number of steps at all. */
const ENDLESS = ['constant', 'constant_with_warmup', 'inverse_sqrt'];

/** The warmup in steps, or below 1 its part; and its part by the older key. */
const readWarmupKeys = (given: Settings, run: FormRun) => ({
  steps: given.number('warmup_steps', { atLeast: 0 }, run.warmupSteps ?? 0),
  ratio: given.number('warmup_ratio', { atLeast: 0, atMost: 1 }, 0),
});

function readWarmup(given: Settings, run: FormRun, { total, lacking }: Length, type: string): number {
  const { steps, ratio } = readWarmupKeys(given, run);
  const isShare = steps > 0 ? steps < 1 : ratio > 0;
  if (lacking && type !== 'constant' && (isShare || !ENDLESS.includes(type))) throw lacking;
  if (steps >= 1) return Math.trunc(steps);
  return Math.ceil((total ?? 0) * (steps > 0 ? steps : ratio));
}

interface Scheduler {
  readonly baseLr: number;
  readonly numWarmupSteps: number;
  readonly numTrainingSteps: number | null;
}

function makeSchedule(given: Settings, type: string, scheduler: Scheduler): LearningRateSchedule {
  const kwargs = readKwargs(given);
  const isWsd = type === 'warmup_stable_decay';
  const filled = isWsd && isLlamaFactory(given) ? { ...thirds(scheduler), ...kwargs } : kwargs;
  return inPart(`${given.at('lr_scheduler_type')} ${show(type)}`, () =>
    getScheduler(type as SchedulerType, {
      ...scheduler,
      // Those of constant rates are not looked at.
      schedulerSpecificKwargs: (type.startsWith('constant') ? null : filled) as never,
    }),
  );
}

const isLlamaFactory = ({ map }: Settings) => 'stage' in map || 'finetuning_type' in map;

/** LLaMA-Factory: a third of what follows the warmup is stable, and the rest is decay. */
function thirds({ numWarmupSteps, numTrainingSteps }: Scheduler): object {
  const rest = (numTrainingSteps ?? 0) - numWarmupSteps;
  const stable = Math.floor(rest / 3);
  return { num_stable_steps: stable, num_decay_steps: rest - stable };
}

/** Keyword arguments of the scheduler; transformers takes them as JSON in a text, too. */
function readKwargs(given: Settings): JsonObject | null {
  const kwargs = given.value('lr_scheduler_kwargs');
  if (kwargs === undefined || kwargs === '') return null;
  if (isObject(kwargs)) return kwargs;
  try {
    const parsed: unknown = JSON.parse(String(kwargs));
    if (isObject(parsed)) return parsed;
  } catch {}
  return given.refuse('lr_scheduler_kwargs', 'a map', TypeError);
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

function readOptimizerArguments(given: Settings): OptimizerSettings | null {
  const optim = String(given.map['optim'] ?? 'adamw_torch');
  const className = Object.hasOwn(OPTIMIZERS, optim) ? OPTIMIZERS[optim] : undefined;
  // Of other optimizers, the settings stay among what is reported as not used.
  if (!className) return null;
  given.value('optim');
  const config: Record<string, Json> = { weight_decay: given.number('weight_decay', {}, 0) };
  if (className === 'AdamW') {
    config['beta_1'] = given.number('adam_beta1', {}, 0.9);
    config['beta_2'] = given.number('adam_beta2', {}, 0.999);
    config['epsilon'] = given.number('adam_epsilon', {}, 1e-8);
  }
  const clip = given.number('max_grad_norm', {}, 1);
  config['global_clipnorm'] = clip > 0 ? clip : null;
  return { className, config };
}
