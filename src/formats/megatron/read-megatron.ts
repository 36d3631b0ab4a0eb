import { optimizerParamScheduler } from '../../dialects/megatron/index.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { argumentsOf, commandOf } from '../arguments.js';
import type { FormFile, FormOptions } from '../form.js';
import { type Found, fail, inPart } from '../reading.js';
import { type FormRun, LackingError } from '../run.js';
import type { Settings } from '../settings.js';
import { isNeox } from './form.js';
import { rampedUp } from './ramp-up.js';
import { readNeox } from './read-neox.js';

const STYLES = ['constant', 'linear', 'cosine', 'inverse-square-root', 'WSD'] as const;
const WSD_STYLES = ['exponential', 'linear', 'cosine', 'minus_sqrt'] as const;
const KNOWN =
  'lr min_lr lr_decay_style lr_wsd_decay_style lr_decay_iters lr_decay_samples lr_wsd_decay_iters lr_wsd_decay_samples lr_warmup_fraction lr_warmup_iters lr_warmup_samples lr_warmup_init train_iters train_samples micro_batch_size global_batch_size rampup_batch_size'.split(
    ' ',
  );

/** @throws {TypeError | RangeError} that names the place, for what Megatron refuses, too. */
export function readMegatron(file: FormFile, { run }: FormOptions): Found {
  if (isNeox(file)) return readNeox(file, run);
  const words =
    commandOf(file, /pretrain_\w+\.py|^--(train-|lr)/) ??
    fail(file.name, 'it has no command with arguments of Megatron.');
  const args = argumentsOf(file, words);
  args.refuseMisspelt(KNOWN);
  const clock = clockOf(args);
  const decay = args.number(`lr_decay_${clock.unit}`, { above: 0 }, clock.length);
  const style = choice(args, 'lr_decay_style', STYLES, 'linear');
  const wsd = args.number(`lr_wsd_decay_${clock.unit}`, { above: 0 }, null);
  if (style === 'WSD' && wsd === null) args.missing(`lr_wsd_decay_${clock.unit}`, 'WSD needs the length of its decay');
  const shape = {
    maxLr: args.number('lr'),
    minLr: args.number('min_lr', { atLeast: 0 }, 0),
    initLr: args.number('lr_warmup_init', {}, 0),
    lrDecayStyle: style,
    lrWsdDecayStyle: choice(args, 'lr_wsd_decay_style', WSD_STYLES, 'exponential'),
  };
  const lengths = { warmup: warmupOf(args, clock.unit, decay), decay, wsd };
  const batch = batchOf(args, run);
  const ramp = args.numbers('rampup_batch_size', null);
  if (ramp && clock.unit === 'iters') args.refuse('rampup_batch_size', 'train-samples in place of train-iters');
  const needsBatch = clock.unit === 'samples' || (style === 'inverse-square-root' && lengths.warmup === 0);
  if (needsBatch && batch === null) {
    throw new LackingError(
      file.name,
      'the number of data-parallel workers, of each of which micro-batch-size is known,',
      ['workers'],
    );
  }
  const build = (increment: number, samplesPerUnit: number): LearningRateSchedule =>
    inPart(args.at(), () =>
      optimizerParamScheduler({
        ...shape,
        lrWarmupSteps: lengths.warmup * samplesPerUnit,
        lrDecaySteps: lengths.decay * samplesPerUnit,
        wsdDecaySteps: lengths.wsd === null ? null : lengths.wsd * samplesPerUnit,
        increment,
      }),
    );
  const known: FormRun = { ...run, ...(batch === null ? {} : { batchSize: batch }) };
  const ignored = args.unused().filter((key) => /lr|decay|warmup/.test(key));
  if (ramp) {
    const { schedule, updates } = rampedUp(args, ramp, batch as number, clock.length, build(1, 1));
    return { schedule, run: { ...run, totalSteps: run.totalSteps ?? updates }, ignored };
  }
  const totalSteps =
    run.totalSteps ?? (clock.unit === 'iters' ? clock.length : Math.floor(clock.length / (batch as number)));
  const schedule = clock.unit === 'iters' ? build(batch ?? 1, batch ?? 1) : build(batch as number, 1);
  return { schedule, run: { ...known, totalSteps }, ignored };
}

type Unit = 'iters' | 'samples';

/** What lengths are counted in, and the length of the run. */
function clockOf(args: Settings): { readonly unit: Unit; readonly length: number } {
  const iterations = args.count('train_iters', 1, null);
  const samples = args.count('train_samples', 1, null);
  if (iterations !== null && samples !== null)
    args.refuse('train_samples', 'train-iters or train-samples, and not both,');
  if (iterations === null && samples === null)
    args.missing('train_iters', 'either train-iters or train-samples should be provided');
  const unit = iterations === null ? 'samples' : 'iters';
  const other = unit === 'iters' ? 'samples' : 'iters';
  for (const key of [`lr_decay_${other}`, `lr_warmup_${other}`, `lr_wsd_decay_${other}`]) {
    if (args.number(key, {}, 0) !== 0) args.refuse(key, `a length in ${unit}, as the run's is,`);
  }
  return { unit, length: (iterations ?? samples) as number };
}

/** A fraction is one of the decay, and is not rounded. */
function warmupOf(args: Settings, unit: Unit, decay: number): number {
  const fraction = args.number('lr_warmup_fraction', { atLeast: 0 }, null);
  const steps = args.number(`lr_warmup_${unit}`, { atLeast: 0 }, 0);
  if (fraction !== null && steps !== 0)
    args.refuse('lr_warmup_fraction', `lr-warmup-fraction or lr-warmup-${unit}, and not both,`);
  return fraction === null ? steps : fraction * decay;
}

/** The samples in an update; null where that is not known. */
function batchOf(args: Settings, run: FormRun): number | null {
  const micro = args.count('micro_batch_size', 1, null);
  const given = args.count('global_batch_size', 1, null);
  if (given !== null) return given;
  return micro === null || run.workers === undefined ? (run.batchSize ?? null) : micro * run.workers;
}

function choice<T extends string>(args: Settings, key: string, known: readonly T[], fallback: T): T {
  const text = args.text(key, fallback);
  return known.find((name) => name === text) ?? args.refuse(key, known.map((name) => `'${name}'`).join(' or '));
}
