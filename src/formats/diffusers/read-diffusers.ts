import { getScheduler, type SchedulerType } from '../../dialects/transformers/index.js';
import { nearest, show } from '../../errors.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import { argumentsOf, commandOf } from '../arguments.js';
import type { FormFile, FormOptions } from '../form.js';
import { type Found, fail, inPart } from '../reading.js';
import { type FormRun, LackingError } from '../run.js';
import type { Settings } from '../settings.js';
import { type Script, scripts } from './scripts.js';

const KNOWN = ['constant', 'constant_with_warmup', 'linear', 'cosine', 'cosine_with_restarts', 'polynomial'];
const FLAGS = [
  'learning_rate',
  'lr_scheduler',
  'lr_warmup_steps',
  'max_train_steps',
  'num_train_epochs',
  'gradient_accumulation_steps',
  'train_batch_size',
  'lr_num_cycles',
  'lr_power',
  'scale_lr',
];

/** What the launch of one of diffusers' scripts says of the rate, whose steps are optimizer updates. */
export function readDiffusers(file: FormFile, { run: known }: FormOptions): Found {
  const words = commandOf(file, /\.py$|^accelerate$/);
  if (!words) fail(file.name, 'no command that launches a script is in it.');
  // What comes before the script is the launcher's.
  const start = words.findIndex(({ text }) => text.endsWith('.py'));
  const launcher = argumentsOf(file, words.slice(0, Math.max(0, start)));
  const given = argumentsOf(file, words.slice(start + 1));
  const script = scriptOf(given, words[start]?.text ?? '');
  const sizes = readSizes(given, launcher, script, known);
  const { workers, accumulation, batch } = sizes;
  if (script.isOwn && workers > 1) refuseScript(given, words[start]?.text ?? '');
  const type = given.text('lr_scheduler', script.scheduler);
  if (!KNOWN.includes(type)) {
    const meant = nearest(type, KNOWN);
    throw new RangeError(
      `${given.at('lr_scheduler')}: diffusers has no scheduler ${show(type)} for a command: ${meant ? `did you mean ${meant}?` : `it may be ${KNOWN.join(', ')}.`}`,
    );
  }
  const rate = known.learningRate ?? given.number('learning_rate', { atLeast: 0 }, script.rate);
  const scale = given.flag('scale_lr', false) ? accumulation * batch * workers : 1;
  const factor = { processes: workers, 'processes-unsplit': workers, accumulation, once: 1, batches: accumulation };
  const cycles = given.count('lr_num_cycles', 1, 1);
  const power = given.number('lr_power', {}, 1);
  const { total, steps } = lengthOf(given, script, sizes, known);
  const isEndless = type.startsWith('constant');
  if (steps === null && !isEndless) throw lackingLength(file, batch);
  const schedule = inPart(given.at('lr_scheduler'), () =>
    getScheduler(type as SchedulerType, {
      baseLr: rate * scale,
      numWarmupSteps: given.count('lr_warmup_steps', 0, 500) * factor[script.steps],
      numTrainingSteps: steps,
      schedulerSpecificKwargs: (type === 'cosine_with_restarts' && script.passes.cycles
        ? { num_cycles: cycles }
        : type === 'polynomial' && script.passes.power
          ? { power }
          : null) as never,
    }),
  );
  given.refuseMisspelt(FLAGS);
  return {
    // accelerate steps the scheduler once for each process.
    schedule: workers === 1 ? schedule : new Stretch({ schedule, steps: 1, scheduleSteps: workers }),
    run: {
      batchSize: batch,
      gradientAccumulation: accumulation,
      workers,
      ...known,
      ...(total === null ? {} : { totalSteps: total }),
    },
    ignored: given.unused(),
  };
}

interface Sizes {
  readonly workers: number;
  readonly accumulation: number;
  readonly batch: number;
}

function readSizes(given: Settings, launcher: Settings, script: Script, known: FormRun): Sizes {
  const processes = launcher.count('num_processes', 1, null);
  if (known.workers == null && processes === null && launcher.flag('multi_gpu', false)) {
    throw new LackingError(given.file.name, 'the processes, each of which steps the scheduler,', ['workers']);
  }
  return {
    workers: known.workers ?? processes ?? 1,
    accumulation: known.gradientAccumulation ?? given.count('gradient_accumulation_steps', 1, 1),
    batch: known.batchSize ?? given.count('train_batch_size', 1, script.batch),
  };
}

/** The script that is launched. One that is not known is read where all that scripts differ in is given, or is 1. */
function scriptOf(given: Settings, path: string): Script {
  const name = path.replace(/^.*[\\/]/, '').replace(/\.py$/, '');
  const script = scripts.get(name);
  if (script) return script;
  const isPlain = Number(given.map['gradient_accumulation_steps'] ?? 1) === 1;
  const isGiven = ['learning_rate', 'lr_scheduler', 'lr_warmup_steps', 'max_train_steps'].every(
    (key) => key in given.map,
  );
  if (isPlain && isGiven) return { ...(scripts.get('train_dreambooth') as Script), steps: 'once', isOwn: true };
  return refuseScript(given, path);
}

function refuseScript(given: Settings, path: string): never {
  const name = path.replace(/^.*[\\/]/, '');
  const meant = nearest(name, [...scripts.keys()]);
  fail(
    given.file.name,
    `${name === '' ? 'no script is launched' : `the script ${name} is none of diffusers' examples`}, each of which steps its scheduler in a way of its own${meant ? `; did you mean ${meant}.py?` : '.'}`,
  );
}

/** The updates of the run, and the steps that the scheduler is told; null where nobody says. */
function lengthOf(given: Settings, script: Script, sizes: Sizes, known: FormRun) {
  const { workers, accumulation, batch } = sizes;
  const { examples, batchesPerEpoch } = known;
  const own = given.count('max_train_steps', 1, null) ?? script.maxSteps;
  const key = script.steps === 'batches' ? 'num_epochs' : 'num_train_epochs';
  const epochs = known.epochs ?? given.count(key, 1, script.epochs);
  const limit = known.totalSteps ?? (known.epochs == null ? own : null);
  const whole =
    examples != null ? Math.ceil(examples / batch) : batchesPerEpoch != null ? batchesPerEpoch * workers : null;
  const split = batchesPerEpoch ?? (whole === null ? null : Math.ceil(whole / workers));
  const updates = split === null ? null : epochs * Math.ceil(split / accumulation);
  const unsplit = whole === null ? null : epochs * Math.ceil(whole / accumulation);
  if (script.steps === 'batches') return { total: limit ?? updates, steps: whole === null ? null : whole * epochs };
  const told = {
    processes: (limit ?? updates ?? Number.NaN) * workers,
    'processes-unsplit': (limit ?? unsplit ?? Number.NaN) * workers,
    accumulation: (limit ?? unsplit ?? Number.NaN) * accumulation,
    once: limit ?? unsplit ?? Number.NaN,
  }[script.steps];
  return { total: limit ?? updates, steps: Number.isNaN(told) ? null : told };
}

const lackingLength = ({ name }: FormFile, batch: number) =>
  new LackingError(name, `the batches of ${batch} in an epoch`, ['examples', 'batchesPerEpoch', 'totalSteps']);
