import * as dialect from '../../dialects/nemo/index.js';
import { cyclicLR, stepLR } from '../../dialects/torch/index.js';
import { nearest, show } from '../../errors.js';
import { toCamelCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail, inPart, isObject, type JsonObject } from '../reading.js';
import { batchesInEpoch, type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';
import { findOptim } from './form.js';
import { resolveReferences } from './references.js';

type Build = (options: never) => LearningRateSchedule;

/** NeMo's own classes, by the name that a config has. */
const policies: Readonly<Record<string, Build>> = {
  WarmupPolicy: dialect.warmupPolicy,
  WarmupHoldPolicy: dialect.warmupHoldPolicy,
  SquareAnnealing: dialect.squareAnnealing,
  CosineAnnealing: dialect.cosineAnnealing,
  NoamAnnealing: dialect.noamAnnealing,
  NoamHoldAnnealing: dialect.noamHoldAnnealing,
  WarmupHoldAnnealOneMinusSquareRoot: dialect.warmupHoldAnnealOneMinusSquareRoot,
  WarmupHoldAnnealLinear: dialect.warmupHoldAnnealLinear,
  WarmupAnnealing: dialect.warmupAnnealing,
  InverseSquareRootAnnealing: dialect.inverseSquareRootAnnealing,
  T5InverseSquareRootAnnealing: dialect.t5InverseSquareRootAnnealing,
  SquareRootAnnealing: dialect.squareRootAnnealing,
  PolynomialDecayAnnealing: dialect.polynomialDecayAnnealing,
  PolynomialHoldDecayAnnealing: dialect.polynomialHoldDecayAnnealing,
};
/** PyTorch's that NeMo knows; all but the first are moved at every update. */
const TORCH = ['ExponentialLR', 'StepLR', 'CyclicLR'];
const NOT_ARGUMENTS = new Set(
  'name args monitor reduce_on_plateau t_max_epochs t_accumulate_grad_batches t_limit_train_batches t_num_workers max_steps'.split(
    ' ',
  ),
);

/** @throws {TypeError | RangeError} that names the place, for what NeMo refuses and for what it would need to run. */
export function readNemo(file: FormFile, { run }: FormOptions): Found {
  const root = mapOf(file);
  const found = findOptim(root) ?? fail(file.name, 'it has no map optim.');
  const optim = new Settings(file, resolveReferences(found.optim, root, file, found.path) as JsonObject, found.path);
  const trainer = new Settings(
    file,
    (resolveReferences(root['trainer'], root, file, ['trainer']) ?? {}) as JsonObject,
    ['trainer'],
  );
  const sched = optim.inside('sched');
  const baseLr = optim.number('lr', { atLeast: 0 });
  const ignored = () => [...optim.unused(), ...(sched?.unused() ?? [])];
  if (!sched) {
    return { schedule: new Constant({ value: baseLr }), run, ignored: ignored() };
  }
  const maxSteps = lengthOf(file, root, trainer, sched, run);
  if (maxSteps === null) return { schedule: new Constant({ value: baseLr }), run, ignored: ignored() };
  const name = sched.text('name');
  const schedule = inPart(sched.at(), () => build(file, name, baseLr, maxSteps, sched, trainer, root, run));
  return { schedule, run: { ...run, totalSteps: maxSteps }, ignored: ignored() };
}

function build(
  file: FormFile,
  name: string,
  baseLr: number,
  maxSteps: number,
  sched: Settings,
  trainer: Settings,
  root: JsonObject,
  run: FormRun,
): LearningRateSchedule {
  const given = sched.inside('args')?.map ?? sched.map;
  const options: Record<string, unknown> = { baseLr };
  for (const [key, value] of Object.entries(given)) {
    if (NOT_ARGUMENTS.has(key) || value === null) continue;
    sched.value(key);
    options[toCamelCase(key)] =
      typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value;
  }
  if (Object.hasOwn(policies, name)) return (policies[name] as Build)({ ...options, maxSteps } as never);
  if (name === 'StepLR') return stepLR(options as never);
  if (name === 'CyclicLR') return cyclicLR({ ...options } as never);
  if (name === 'ExponentialLR') {
    const gamma = options['gamma'];
    if (typeof gamma !== 'number') throw new TypeError(`gamma must be a number, received ${show(gamma)}.`);
    const steps = updatesInEpoch(file, root, trainer, run);
    return new ExponentialDecay({ initialLearningRate: baseLr, decaySteps: steps, decayRate: gamma, staircase: true });
  }
  if (name === 'ReduceLROnPlateau')
    throw new TypeError('ReduceLROnPlateau depends on a metric, and not on the step alone.');
  const known = [...Object.keys(policies), ...TORCH];
  const meant = nearest(name, known);
  throw new TypeError(
    `name must be one of ${known.join(', ')}, received ${show(name)}${meant ? `; did you mean ${meant}?` : '.'}`,
  );
}

/** The updates of the run, as NeMo counts them; null where it then makes no scheduler. */
function lengthOf(file: FormFile, root: JsonObject, trainer: Settings, sched: Settings, run: FormRun): number | null {
  if (run.totalSteps != null) return run.totalSteps;
  const whole = { whole: true } as const;
  const own = sched.number('max_steps', whole, null);
  const ofTrainer = trainer.number('max_steps', whole, null);
  if (ofTrainer !== null && ofTrainer >= 0) return ofTrainer;
  if (own === -1) return null;
  if (own !== null) return own;
  const epochs = run.epochs ?? trainer.number('max_epochs', whole, null);
  if (epochs === null || epochs < 0) throw new LackingError(file.name, 'the updates of the run', ['totalSteps']);
  return updatesInEpoch(file, root, trainer, run) * epochs;
}

function updatesInEpoch(file: FormFile, root: JsonObject, trainer: Settings, run: FormRun): number {
  const model = root['model'];
  const data = isObject(model) && isObject(model['train_ds']) ? model['train_ds'] : {};
  const settings = new Settings(file, resolveReferences(data, root, file, ['model', 'train_ds']) as JsonObject, [
    'model',
    'train_ds',
  ]);
  const batch = settings.count('batch_size', 1, null);
  const dropLast = settings.flag('drop_last', false);
  const devices = trainer.value('devices');
  const workers =
    run.workers ?? (typeof devices === 'number' && devices > 0 ? devices : 1) * trainer.count('num_nodes', 1, 1);
  const accumulation = run.gradientAccumulation ?? trainer.count('accumulate_grad_batches', 1, 1);
  let batches = run.batchesPerEpoch ?? ofWorker(file, run, batch, workers, dropLast);
  const limit = trainer.number('limit_train_batches', { atLeast: 0 }, 1);
  // A whole number counts batches, but 1 as well as 1.0 is read as all of them: nobody trains on one batch.
  batches = limit > 1 ? Math.min(batches, Math.trunc(limit)) : Math.trunc(batches * limit);
  return Math.ceil(batches / accumulation);
}

/** Each worker's share is rounded up before it is cut into batches. */
function ofWorker(file: FormFile, run: FormRun, batch: number | null, workers: number, dropLast: boolean): number {
  const { examples } = run;
  const share = examples == null ? {} : { examples: Math.ceil(examples / workers) };
  return batchesInEpoch(file, { ...share }, batch, dropLast);
}
