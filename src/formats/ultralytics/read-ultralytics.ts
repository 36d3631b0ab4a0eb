import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Product } from '../../schedules/blocks/product.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Staircase } from '../../schedules/blocks/staircase.js';
import { Sum } from '../../schedules/blocks/sum.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail } from '../reading.js';
import { roundHalfEven } from '../rounding.js';
import { type FormRun, isBefore, LackingError } from '../run.js';
import { Settings } from '../settings.js';

const KEYS = [
  'epochs',
  'batch',
  'lr0',
  'lrf',
  'cos_lr',
  'momentum',
  'warmup_epochs',
  'warmup_momentum',
  'warmup_bias_lr',
  'optimizer',
  'fraction',
];

/** What is told of a run of Ultralytics, or of YOLOv5, which has its hyper-parameters in a map of their own. */
interface Plan {
  readonly batches: number;
  readonly epochs: number;
  /** Batches of the warmup; 0 for none. */
  readonly warmup: number;
  /** Whether the epochs' rates come one epoch late once the warmup is over. */
  readonly lags: boolean;
  readonly rate: number;
}

/** What a file of Ultralytics says of the rate; its steps are batches, of which several may make an update. */
export function readUltralytics(file: FormFile, { run }: FormOptions): Found {
  const args = new Settings(file, mapOf(file));
  const hyper = args.inside('hyp') ?? args;
  const isV5 = hyper !== args;
  if (args.has('time')) {
    fail(
      args.at('time'),
      'with a limit of time the epochs are estimated anew after each, so that no file tells the rate.',
    );
  }
  const epochs = run.epochs ?? args.number('epochs', { above: 0 }, 100);
  const batch = run.batchSize ?? readBatch(args, isV5 ? 'batch_size' : 'batch');
  const batches = countBatches(args, run, batch);
  const optimizer = chooseOptimizer(args, hyper, run, batch, epochs);
  const warmup = countWarmup(hyper.number('warmup_epochs', { atLeast: 0 }, 3), batches, epochs, run, isV5);
  const plan = { batches, epochs, warmup, lags: isV5, rate: optimizer.rate };
  const main = decay(hyper.number('lrf', { atLeast: 0 }, 0.01), args.flag('cos_lr', false), plan);
  const momentum = hyper.number('momentum', { atLeast: 0 }, 0.937);
  const start = hyper.number('warmup_momentum', { atLeast: 0 }, 0.8);
  // The beta 1 of Adam does not move; where the momentum does, the warmup ends at the file's, whatever it began with.
  const end = optimizer.hasMomentum && warmup > 0 ? momentum : (optimizer.momentum ?? momentum);
  hyper.refuseMisspelt(KEYS);
  return {
    schedule: withWarmup(0, main, plan),
    groups: { bias: withWarmup(optimizer.biasRate, main, plan) },
    momentum: momentumOf(start, end, optimizer.hasMomentum ? warmup : 0),
    run: {
      ...(batch === null ? {} : { batchSize: batch }),
      ...run,
      epochs,
      batchesPerEpoch: batches,
      totalSteps: Math.round(batches * epochs),
      ...(isV5 ? {} : { version: run.version ?? '8.4' }),
      clock: 'batch',
    },
    ignored: [...args.unused(), ...(isV5 ? hyper.unused() : [])],
  };
}

/** Examples in a batch of all devices; null where the trainer finds out how many fit. */
function readBatch(args: Settings, key: string): number | null {
  const batch = args.number(key, {}, 16);
  return Number.isInteger(batch) && batch >= 1 ? batch : batch < 1 ? null : args.refuse(key, 'a whole number');
}

/** The batches of an epoch, of the part of the examples that is used. */
function countBatches(
  args: Settings,
  { batchesPerEpoch, examples, workers = 1 }: FormRun,
  batch: number | null,
): number {
  const fraction = args.number('fraction', { above: 0 }, 1);
  if (batchesPerEpoch != null) return batchesPerEpoch;
  if (examples == null || batch === null) {
    const needs = batch === null ? (['batchesPerEpoch'] as const) : (['examples', 'batchesPerEpoch'] as const);
    throw new LackingError(args.file.name, 'the batches in an epoch', needs);
  }
  const used = usedOf(examples, fraction);
  const own = Math.max(1, Math.floor(batch / workers));
  return Math.ceil(Math.ceil(used / workers) / own);
}

/** A fraction of the examples, or above 1 their number. */
const usedOf = (examples: number, fraction: number) =>
  fraction === 1
    ? examples
    : fraction > 1
      ? Math.min(examples, Math.trunc(fraction))
      : Math.max(1, roundHalfEven(examples * fraction));

interface Optimizer {
  readonly rate: number;
  readonly biasRate: number;
  readonly hasMomentum: boolean;
  /** The momentum that it is made with, if another than the file's. */
  readonly momentum: number | null;
}

function chooseOptimizer(
  args: Settings,
  hyper: Settings,
  run: FormRun,
  batch: number | null,
  epochs: number,
): Optimizer {
  const name = args.text('optimizer', hyper === args ? 'auto' : 'SGD');
  const rate = hyper.number('lr0', { atLeast: 0 }, 0.01);
  const biasRate = hyper.number('warmup_bias_lr', { atLeast: 0 }, 0.1);
  const nominal = args.number('nbs', { above: 0 }, 64);
  if (name !== 'auto') return { rate, biasRate, hasMomentum: /sgd|rmsprop/i.test(name), momentum: null };
  const { examples, classes } = run;
  if (examples == null) {
    throw new LackingError(args.at('optimizer'), 'how long the run is, by which "auto" chooses,', ['examples']);
  }
  const used = usedOf(examples, args.number('fraction', { above: 0 }, 1));
  const updates = Math.ceil(used / Math.max(batch ?? 16, nominal)) * epochs;
  if (updates > 10_000) return { rate: 0.01, biasRate: 0, hasMomentum: true, momentum: 0.9 };
  if (classes === undefined) {
    throw new LackingError(args.at('optimizer'), 'the number of classes, from which "auto" makes the rate,', [
      'classes',
    ]);
  }
  return { rate: Number((0.01 / (4 + classes)).toFixed(6)), biasRate: 0, hasMomentum: false, momentum: 0.9 };
}

/** Batches of the warmup: before 8.4 and in YOLOv5 at least 100, since then at most all epochs but the last. */
function countWarmup(warmup: number, batches: number, epochs: number, run: FormRun, isV5: boolean): number {
  if (isV5) return Math.max(roundHalfEven(warmup * batches), 100);
  if (isBefore(run, [8, 4])) return warmup > 0 ? Math.max(roundHalfEven(warmup * batches), 100) : 0;
  return roundHalfEven(Math.min(warmup, Math.max(epochs - 1, 0)) * batches);
}

/** A rate for each epoch. */
function decay(last: number, isCosine: boolean, { rate, batches, epochs }: Plan): LearningRateSchedule {
  const Ramp = isCosine ? CosineRamp : LinearRamp;
  return new Staircase({
    schedule: new Ramp({ from: rate, to: rate * last, steps: batches * epochs }),
    steps: batches,
  });
}

/** From a rate of its own to that of the epoch it has come to, which is lower in each. */
function withWarmup(start: number, main: LearningRateSchedule, { warmup, batches, lags }: Plan): LearningRateSchedule {
  if (warmup === 0) return main;
  const climb = new Product({ schedules: [new LinearRamp({ from: 0, to: 1, steps: warmup }), main] });
  const leave = new LinearRamp({ from: start, to: 0, steps: warmup });
  const ramp = start === 0 ? climb : new Sum({ schedules: [leave, climb] });
  if (!lags) return new Sequence({ schedules: [ramp, main], boundaries: [warmup], clock: 'shared' });
  const next = (Math.floor(warmup / batches) + 1) * batches;
  const late = new Shift({ schedule: main, offset: batches });
  return new Sequence({ schedules: [ramp, main, late], boundaries: [warmup, next], clock: 'shared' });
}

const momentumOf = (from: number, to: number, steps: number): LearningRateSchedule =>
  steps > 0 ? new LinearRamp({ from, to, steps }) : new Constant({ value: to });
