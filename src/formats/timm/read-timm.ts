import {
  cosineLRScheduler,
  multiStepLRScheduler,
  polyLRScheduler,
  stepLRScheduler,
  tanhLRScheduler,
  wsdLRScheduler,
} from '../../dialects/timm/index.js';
import { nearest, show } from '../../errors.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Staircase } from '../../schedules/blocks/staircase.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail, inPart } from '../reading.js';
import { roundHalfEven } from '../rounding.js';
import { type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';

const SCHEDULES = ['cosine', 'tanh', 'step', 'multistep', 'poly', 'wsd', 'rsqrt', 'constant', 'none'];
const KEYS = ['sched', 'epochs', 'lr', 'lr_base', 'warmup_epochs', 'warmup_lr', 'min_lr', 'decay_epochs', 'decay_rate'];

/** What timm's `args.yaml` says of the rate, whose steps are optimizer updates. */
export function readTimm(file: FormFile, { run }: FormOptions): Found {
  const args = new Settings(file, mapOf(file));
  const sched = args.text('sched');
  if (sched === 'plateau') fail(args.at('sched'), '"plateau" depends on a metric, so that no file tells the rate.');
  if (!SCHEDULES.includes(sched)) {
    const meant = nearest(sched, SCHEDULES);
    const help = meant ? `did you mean ${meant}?` : `it may be ${SCHEDULES.join(', ')}.`;
    throw new RangeError(`${args.at('sched')}: timm has no ${show(sched)}: ${help}`);
  }
  if (args.has('lr_noise')) fail(args.at('lr_noise'), 'noise is random, so that no file tells the rate.');
  const batchSize = run.batchSize ?? args.count('batch_size', 1, 128);
  const gradientAccumulation = run.gradientAccumulation ?? args.count('grad_accum_steps', 1, 1);
  const baseLr = readRate(args, run, batchSize * gradientAccumulation);
  const onUpdates = args.flag('sched_on_updates', false);
  const epochs = run.epochs ?? args.number('epochs', { above: 0 }, 300);
  const own = { batchSize, gradientAccumulation, ...run };
  if (sched === 'none') {
    args.refuseMisspelt(KEYS);
    return { schedule: new Constant({ value: baseLr }), run: { ...own, epochs }, ignored: args.unused() };
  }
  const updates = Math.ceil(countBatches(args, run, batchSize) / gradientAccumulation);
  const unit = onUpdates ? updates : 1;
  const { schedule, length } = inPart(args.at('sched'), () => make(args, sched, { baseLr, epochs, unit }));
  args.refuseMisspelt(KEYS);
  return {
    schedule: onUpdates ? schedule : perEpoch(schedule, updates),
    run: { ...own, totalSteps: run.totalSteps ?? Math.floor(length) * updates },
    ignored: args.unused(),
  };
}

/** The rate, or that of a batch of `lr_base_size` scaled to what an update is made of. */
function readRate(args: Settings, { workers = 1 }: FormRun, batch: number): number {
  const base = args.number('lr_base', { atLeast: 0 }, 0.1);
  const size = args.number('lr_base_size', { above: 0 }, 256);
  const scale = args.text('lr_base_scale', '');
  const optimizer = args.text('opt', 'sgd').toLowerCase();
  const rate = args.number('lr', { atLeast: 0 }, 0);
  if (rate > 0) return rate;
  const ratio = (batch * workers) / size;
  const isRoot = scale === '' ? /ada|lamb/.test(optimizer) : scale === 'sqrt';
  return base * (isRoot ? Math.sqrt(ratio) : ratio);
}

/** The batches of a worker; timm leaves out one that is not full. */
function countBatches({ file }: Settings, { batchesPerEpoch, examples, workers = 1 }: FormRun, batch: number): number {
  if (batchesPerEpoch != null) return batchesPerEpoch;
  if (examples == null) throw new LackingError(file.name, 'the batches in an epoch', ['examples', 'batchesPerEpoch']);
  const batches = Math.floor(Math.ceil(examples / workers) / batch);
  if (batches >= 1) return batches;
  throw new RangeError(
    `${file.name}: run.examples must fill a batch of ${batch} of each worker, received ${examples}.`,
  );
}

/** A schedule over epochs, which changes only when one is over. */
const perEpoch = (schedule: LearningRateSchedule, updates: number): LearningRateSchedule =>
  new Staircase({ schedule: new Stretch({ schedule, steps: updates }), steps: updates });

interface Units {
  readonly baseLr: number;
  readonly epochs: number;
  /** Steps of the schedule in an epoch. */
  readonly unit: number;
}

/** The schedule in its own steps, and the epochs that the run has with it. */
function make(args: Settings, sched: string, { baseLr, epochs, unit }: Units) {
  const warmupEpochs = args.number('warmup_epochs', { atLeast: 0 }, 5);
  const prefix = args.flag('warmup_prefix', false);
  const lrMin = args.number('min_lr', { atLeast: 0 }, 0);
  const cooldown = args.number('cooldown_epochs', { atLeast: 0 }, 0);
  const decayRate = args.number('decay_rate', {}, 0.1);
  const decayEpochs = args.number('decay_epochs', { above: 0 }, null);
  const warmup = {
    baseLr,
    warmupT: warmupEpochs * unit,
    warmupLrInit: args.number('warmup_lr', { atLeast: 0 }, 1e-5),
  };
  const simple = (schedule: LearningRateSchedule) => ({ schedule, length: epochs + (prefix ? warmupEpochs : 0) });
  switch (sched) {
    case 'step':
      return simple(
        stepLRScheduler({ ...warmup, warmupPrefix: prefix, decayT: (decayEpochs ?? 90) * unit, decayRate }),
      );
    case 'constant':
      return simple(stepLRScheduler({ ...warmup, warmupPrefix: prefix, decayT: 1, decayRate: 1 }));
    case 'multistep': {
      const decayT = args.numbers('decay_milestones', [90, 180, 270]).map((epoch) => epoch * unit);
      return simple(multiStepLRScheduler({ ...warmup, warmupPrefix: prefix, decayT, decayRate }));
    }
    case 'wsd':
    case 'rsqrt': {
      const tInitial = epochs * unit - (prefix ? 0 : warmup.warmupT);
      const decay = decayEpochs ?? 0.2;
      const decayT = roundHalfEven(decay < 1 ? decay * tInitial : decay * unit);
      if (!(decayT > 0 && decayT <= tInitial)) {
        throw new RangeError(
          `timm requires 0 < decay_epochs <= epochs${prefix ? '' : ' - warmup_epochs'}, received ${decay}.`,
        );
      }
      const timescale = args.number('lr_stable_timescale', { above: 0 }, null);
      const schedule = wsdLRScheduler({
        ...warmup,
        tInitial,
        decayT,
        lrMin,
        stableFn: sched === 'rsqrt' ? 'rsqrt' : 'constant',
        stableTimescale: timescale === null ? null : timescale * unit,
        decayFn: args.text('lr_decay_fn', sched === 'rsqrt' ? 'linear' : '1-sqrt') as 'linear',
      });
      return { schedule, length: (tInitial + warmup.warmupT) / unit + cooldown };
    }
    default: {
      const cycleMul = args.number('lr_cycle_mul', { above: 0 }, 1);
      const cycleLimit = args.count('lr_cycle_limit', 0, 1);
      const cycles = {
        ...warmup,
        warmupPrefix: prefix,
        tInitial: epochs * unit,
        lrMin,
        cycleMul,
        cycleDecay: args.number('lr_cycle_decay', { atLeast: 0 }, 0.5),
        cycleLimit,
      };
      const kDecay = args.number('lr_k_decay', { above: 0 }, 1);
      const schedule =
        sched === 'cosine'
          ? cosineLRScheduler({ ...cycles, kDecay })
          : sched === 'tanh'
            ? tanhLRScheduler(cycles)
            : polyLRScheduler({ ...cycles, power: decayRate, kDecay });
      const all = cycleMul === 1 ? cycleLimit : (cycleMul ** cycleLimit - 1) / (cycleMul - 1);
      return { schedule, length: Math.floor(epochs * all) + (prefix ? warmupEpochs : 0) + cooldown };
    }
  }
}
