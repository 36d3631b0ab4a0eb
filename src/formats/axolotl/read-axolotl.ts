import { oneCycleLR, oneCycleMomentum } from '../../dialects/torch/index.js';
import { getScheduler, type SchedulerType } from '../../dialects/transformers/index.js';
import { toCamelCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Clamp } from '../../schedules/blocks/clamp.js';
import { Power } from '../../schedules/blocks/power.js';
import { Sequence, sequence } from '../../schedules/blocks/sequence.js';
import { type Client, readClientsDeepSpeed } from '../deepspeed/of-client.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, inPart, type JsonObject } from '../reading.js';
import { type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';
import { jagged } from './jagged.js';
import { rex } from './rex.js';

const KEYS = [
  'learning_rate',
  'lr_scheduler',
  'lr_scheduler_kwargs',
  'warmup_steps',
  'warmup_ratio',
  'num_epochs',
  'max_steps',
  'micro_batch_size',
  'gradient_accumulation_steps',
  'cosine_min_lr_ratio',
  'cosine_constant_lr_ratio',
  'lr_quadratic_warmup',
  'jagged_restart_steps',
  'jagged_restart_warmup_steps',
  'jagged_restart_anneal_steps',
];

/** What a config of axolotl says of the rate, whose steps are optimizer updates. */
export async function readAxolotl(file: FormFile, options: FormOptions): Promise<Found> {
  const { run } = options;
  const config = new Settings(file, mapOf(file));
  const length = readLength(config, run);
  const rate = config.number('learning_rate', { atLeast: 0 });
  const own = await readClientsDeepSpeed(config, options, () => clientOf(config, length, rate));
  if (own) {
    const replaced = config.has('lr_scheduler') ? ["lr_scheduler: DeepSpeed's scheduler takes its place"] : [];
    config.refuseMisspelt(KEYS);
    return { ...own, run: length.run, ignored: [...replaced, ...config.unused()] };
  }
  const plan = {
    type: config.text('lr_scheduler', 'cosine'),
    rate,
    kwargs: config.inside('lr_scheduler_kwargs')?.map ?? {},
    total: length.total,
    warmup: readWarmup(config, length),
  };
  const { schedule, momentum = null, ahead = 0 } = inPart(config.at('lr_scheduler'), () => make(config, plan, length));
  const restarted = jagged(config, schedule, ahead) ?? schedule;
  config.refuseMisspelt(KEYS);
  return { schedule: restarted, momentum, run: length.run, ignored: config.unused() };
}

/** What fills in a DeepSpeed scheduler that goes with this config. */
function clientOf(config: Settings, length: Length, learningRate: number): Client {
  const { total, counted, lacking } = length;
  const isKnown = counted !== null || config.has('warmup_steps');
  const warmupSteps = isKnown ? readWarmup(config, length) : undefined;
  return { learningRate, warmupSteps, totalSteps: total ?? undefined, lacking: total === null ? lacking : null };
}

interface Length {
  readonly total: number | null;
  /** The length that a warmup is a part of; null where it is not known. */
  readonly counted: number | null;
  readonly run: FormRun;
  readonly lacking: LackingError;
}

/** The updates of the run: rounded up once, over all epochs. */
function readLength(config: Settings, known: FormRun): Length {
  const batchSize = known.batchSize ?? config.count('micro_batch_size', 1, 1);
  const whole = config.count('batch_size', 1, null);
  const own = config.count('gradient_accumulation_steps', 1, null);
  const gradientAccumulation =
    known.gradientAccumulation ?? own ?? (whole === null ? 1 : Math.max(1, Math.floor(whole / batchSize)));
  const epochs = known.epochs ?? config.number('num_epochs', { above: 0 }, 1);
  const maxSteps = config.number('max_steps', {}, null);
  const isPacked = config.flag('sample_packing', false);
  const { examples, batchesPerEpoch, workers = 1 } = known;
  const update = batchSize * gradientAccumulation * workers;
  const all =
    batchesPerEpoch != null
      ? Math.ceil((batchesPerEpoch * epochs) / gradientAccumulation)
      : examples != null && !isPacked
        ? Math.ceil((examples * epochs) / update)
        : null;
  const limit = maxSteps !== null && maxSteps > 0 ? Math.trunc(maxSteps) : null;
  const total = known.totalSteps ?? limit ?? all;
  const needs = isPacked ? (['totalSteps'] as const) : (['examples', 'totalSteps'] as const);
  const lacking = new LackingError(
    config.file.name,
    isPacked ? 'the updates of the run, in which samples are packed,' : `the updates in ${epochs} epochs`,
    needs,
  );
  const run = { batchSize, gradientAccumulation, ...known, epochs, ...(total === null ? {} : { totalSteps: total }) };
  return { total, counted: total === null ? null : Math.min(total, all ?? total), run, lacking };
}

function readWarmup(config: Settings, { counted, lacking }: Length): number {
  const steps = config.number('warmup_steps', { atLeast: 0 }, null);
  const ratio = config.number('warmup_ratio', { atLeast: 0, atMost: 1 }, null);
  if (steps !== null && ratio !== null) {
    throw new TypeError(`${config.at('warmup_ratio')}: axolotl takes warmup_steps or warmup_ratio, received both.`);
  }
  if (steps !== null) return steps === 1 ? 2 : Math.trunc(steps);
  if (counted === null) throw lacking;
  const warmup = ratio === null ? Math.min(Math.trunc(0.03 * counted), 100) : Math.trunc(ratio * counted);
  return warmup === 1 ? 2 : warmup;
}

interface Plan {
  readonly type: string;
  readonly rate: number;
  readonly kwargs: JsonObject;
  readonly total: number | null;
  readonly warmup: number;
}

interface Made {
  readonly schedule: LearningRateSchedule;
  readonly momentum?: LearningRateSchedule;
  /** Steps that its own position is ahead of the update. */
  readonly ahead?: number;
}

const ENDLESS = ['constant', 'constant_with_warmup', 'inverse_sqrt'];

function make(config: Settings, plan: Plan, { lacking }: Length): Made {
  const { type, rate, kwargs, warmup } = plan;
  const min = config.number('cosine_min_lr_ratio', { atLeast: 0, atMost: 1 }, 0);
  const constant = config.number('cosine_constant_lr_ratio', { atLeast: 0, atMost: 1 }, 0);
  const isQuadratic = config.flag('lr_quadratic_warmup', false);
  if (plan.total === null && !ENDLESS.includes(type)) throw lacking;
  const total = plan.total ?? 0;
  const scheduler = (name: string, steps: number, specific: JsonObject | null) =>
    getScheduler(name as SchedulerType, {
      baseLr: rate,
      numWarmupSteps: warmup,
      numTrainingSteps: plan.total === null ? null : steps,
      schedulerSpecificKwargs: specific as never,
    });
  if (type === 'one_cycle') {
    const given = Object.entries({ pct_start: warmup / total, ...kwargs });
    const options = {
      maxLr: rate,
      totalSteps: total,
      ...Object.fromEntries(given.map(([k, v]) => [toCamelCase(k), v])),
    };
    const cycle = oneCycleLR(options);
    // One step past the end PyTorch goes back up the cosine; after that it fails.
    const past = total > 1 && kwargs['anneal_strategy'] !== 'linear' ? cycle(total - 2) : null;
    const schedule = past === null ? cycle : sequence([cycle, past], { boundaries: [total], clock: 'shared' });
    return { schedule, momentum: oneCycleMomentum(options) };
  }
  if (type === 'rex') return { schedule: rex({ rate, floor: min * rate, total, warmup }), ahead: 1 };
  if (type !== 'cosine') {
    const isPlain = type.startsWith('constant') || Object.keys(kwargs).length === 0;
    return { schedule: scheduler(type, total, isPlain ? null : kwargs) };
  }
  if (isQuadratic) {
    const decay = scheduler('cosine', total, null);
    if (warmup === 0) return { schedule: decay };
    const climb = new Power({ factor: rate, power: 2, steps: warmup, shift: 0 });
    return { schedule: new Sequence({ schedules: [climb, decay], boundaries: [warmup], clock: 'shared' }) };
  }
  if (min === 0) return { schedule: scheduler('cosine', total, Object.keys(kwargs).length > 0 ? kwargs : null) };
  if (constant === 0) return { schedule: scheduler('cosine_with_min_lr', total, { min_lr_rate: min }) };
  const end = Math.trunc(total * constant);
  if (end > warmup) {
    return { schedule: new Clamp({ schedule: scheduler('cosine_with_min_lr', end, { min_lr_rate: min }), to: end }) };
  }
  // The cosine is over before the warmup: what is left of it is one of its ends.
  const flat = (end - warmup) % 2 === 0 ? rate : rate * min;
  return { schedule: sequence([scheduler('constant_with_warmup', total, null), flat], { boundaries: [warmup] }) };
}
