import { getScheduler } from '../../dialects/transformers/index.js';
import { show } from '../../errors.js';
import { Constant } from '../../schedules/blocks/constant.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import type { Found } from '../reading.js';
import { batchesInEpoch, type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';

const COSINE = /^torchtune\.(training|modules)(\.lr_schedulers)?\.get_cosine_schedule_with_warmup$/;

/** @throws {TypeError | RangeError} that names the place. */
export function readTorchtune(file: FormFile, { run }: FormOptions): Found {
  const config = new Settings(file, mapOf(file));
  const optimizer = config.inside('optimizer') ?? config.missing('optimizer');
  const baseLr = optimizer.number('lr', { atLeast: 0 });
  const length = lengthOf(file, config, run);
  const scheduler = config.inside('lr_scheduler');
  const known = { ...run, ...length.run };
  if (!scheduler) return { schedule: new Constant({ value: baseLr }), run: known, ignored: config.unused() };
  const component = scheduler.text('_component_');
  if (!COSINE.test(component)) {
    scheduler.refuse(
      '_component_',
      'torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup, the only one of torchtune,',
    );
  }
  scheduler.refuseMisspelt(['_component_', 'num_warmup_steps', 'num_cycles'], true);
  const numCycles = scheduler.number('num_cycles', {}, 0.5);
  const numWarmupSteps = scheduler.count('num_warmup_steps');
  if (length.total === null)
    throw new LackingError(file.name, 'the updates of the run', ['batchesPerEpoch', 'totalSteps']);
  // transformers has the same formula.
  const schedule = getScheduler('cosine', {
    baseLr,
    numWarmupSteps,
    numTrainingSteps: length.total,
    schedulerSpecificKwargs: { numCycles },
  });
  return { schedule, run: known, ignored: config.unused() };
}

/** The updates of the run, where they are known. */
function lengthOf(file: FormFile, config: Settings, run: FormRun): { total: number | null; run: FormRun } {
  const epochs = run.epochs ?? config.count('epochs', 1, 1);
  const batchSize = config.count('batch_size', 1, null);
  const gradientAccumulation = run.gradientAccumulation ?? config.count('gradient_accumulation_steps', 1, 1);
  const most = config.count('max_steps_per_epoch', 0, 0) || Number.POSITIVE_INFINITY;
  const facts = { ...(batchSize === null ? {} : { batchSize }), gradientAccumulation };
  if (run.totalSteps != null) return { total: run.totalSteps, run: facts };
  const isKnown = run.batchesPerEpoch != null || (run.examples != null && batchSize !== null);
  if (!isKnown) return { total: null, run: { ...facts, epochs } };
  const batches = batchesInEpoch(file, run, batchSize);
  const perEpoch = Math.min(Math.floor(batches / gradientAccumulation), most);
  if (perEpoch < 1) {
    throw new RangeError(
      `${file.name}: an epoch must have an update, received ${batches} batches of ${show(gradientAccumulation)} for one.`,
    );
  }
  const totalSteps = Math.ceil(epochs) * perEpoch;
  return { total: totalSteps, run: { ...facts, totalSteps } };
}
