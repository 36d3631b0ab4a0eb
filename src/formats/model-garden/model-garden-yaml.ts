import { nearest, show } from '../../errors.js';
import type { Json, LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf, openFile } from '../open-file.js';
import {
  asRead,
  copyJson,
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
import { checkRun } from '../run.js';
import type { Experiment } from './experiments.js';
import { findConfig } from './find-config.js';
import { constantDefaults, learningRateTypes, optimizerTypes, warmupTypes } from './model-garden-types.js';

/**
 * The schedule and the optimizer in Model Garden's YAML, as its `OptimizerFactory` builds them, with the defaults of its
 * config classes: an `optimizer_config`, what is in one, a whole experiment with `trainer.optimizer_config`, or a file that
 * is laid over a registered experiment, which the option `experiment` or its own `--experiment_type=` comment names.
 *
 * ```ts
 * const { schedule } = await readModelGardenYaml(`
 *   optimizer_config:
 *     learning_rate: {type: cosine, cosine: {initial_learning_rate: 0.1, decay_steps: 1000}}
 *     warmup: {type: linear, linear: {warmup_steps: 100}}
 * `);
 * schedule(500); // 0.05
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the file, as `trainer.optimizer_config.warmup.linear`.
 */
export async function readModelGardenYaml(source: Source, options: ReadOptions = {}): Promise<ReadSchedule> {
  const file = await openFile(source, options.file);
  return asRead('model-garden', await readModelGarden(file, { ...options, run: checkRun(options.run ?? {}) }));
}

/** What such a file says, opened already. */
export async function readModelGarden(file: FormFile, { experiment, run: known }: FormOptions): Promise<Found> {
  const found = findConfig(mapOf(file));
  if (!found) fail(file.name, 'an optimizer_config with a learning_rate is missing: it is no YAML of Model Garden.');
  const { config: own, path, besides, trainSteps } = found;
  const name = experiment ?? experimentIn(file.text);
  const base = name === null ? null : await findExperiment(name, file);
  const config = base ? layOver(base.optimizer_config, own) : own;
  const reader = new ConfigReader(file, path, config, [...besides]);
  if (!base) await requireTypes(reader, own);
  const schedule = reader.schedule();
  const totalSteps = known.totalSteps ?? positive(trainSteps) ?? positive(base?.train_steps);
  return {
    schedule: typeof schedule === 'number' ? new Constant({ value: schedule }) : schedule,
    optimizer: reader.optimizer(),
    run: { ...known, ...(totalSteps === null ? {} : { totalSteps }) },
    ignored: reader.ignored,
  };
}

const positive = (steps: unknown) => (typeof steps === 'number' && Number.isInteger(steps) && steps > 0 ? steps : null);

/** The types that a config chooses, and what it says of them. */
class ConfigReader {
  constructor(
    private readonly file: FormFile,
    private readonly path: readonly string[],
    private readonly config: JsonObject,
    readonly ignored: string[],
  ) {
    for (const key of Object.keys(config)) {
      if (['optimizer', 'learning_rate', 'warmup'].includes(key) || config[key] === null) continue;
      const isAverage = key === 'ema' ? ': averages of the weights do not change the rate' : '';
      ignored.push(`${[...path, key].join('.')}${isAverage}`);
    }
  }

  at(...keys: readonly string[]): string {
    return this.file.at([...this.path, ...keys]);
  }

  /** The type that one of Model Garden's "oneof" configs chooses, with its settings; null if it chooses none. */
  private choose(key: string): Choice | null {
    const oneOf = this.config[key];
    if (oneOf === undefined || oneOf === null) return null;
    if (!isObject(oneOf)) fail(this.at(key), `a map with a type is required, received ${show(oneOf)}.`);
    const type = oneOf['type'] ?? null;
    for (const other of Object.keys(oneOf)) {
      if (other !== 'type' && other !== type)
        this.ignored.push(`${[...this.path, key, other].join('.')}: not the type`);
    }
    if (type === null) return null;
    if (typeof type !== 'string') fail(this.at(key, 'type'), `a text is required, received ${show(type)}.`);
    const settings = Object.hasOwn(oneOf, type) ? oneOf[type] : {};
    if (!isObject(settings)) fail(this.at(key, type), `a map is required, received ${show(settings)}.`);
    return { type, settings, at: (...keys) => this.at(key, ...keys) };
  }

  /** A warmup runs on the clock of the schedule after it, and hides its first steps. */
  schedule(): LearningRateSchedule | number {
    const rate = this.learningRate();
    const choice = this.choose('warmup');
    if (!choice) return rate;
    return build(choice, warmupTypes, Object.keys(warmupTypes), { after_warmup_lr_sched: rate });
  }

  private learningRate(): LearningRateSchedule | number {
    const choice = this.choose('learning_rate');
    if (!choice) fail(this.at('learning_rate', 'type'), 'it is missing.');
    const { type, settings } = choice;
    if (type !== 'constant') {
      return build(choice, learningRateTypes, ['constant', ...Object.keys(learningRateTypes)], {});
    }
    for (const key of Object.keys(settings)) {
      if (!Object.hasOwn(constantDefaults, key)) this.ignored.push(`learning_rate.constant.${key}`);
    }
    const rate = { ...constantDefaults, ...settings }['learning_rate'];
    return typeof rate === 'number' && Number.isFinite(rate)
      ? rate
      : fail(choice.at('constant', 'learning_rate'), `a finite number is required, received ${show(rate)}.`);
  }

  /** The settings that `OptimizerFactory` makes the optimizer with: all of them, but for clipping that is off. */
  optimizer(): OptimizerSettings | null {
    const choice = this.choose('optimizer');
    if (!choice) return null;
    const { type, settings } = choice;
    const known = Object.hasOwn(optimizerTypes, type) ? optimizerTypes[type] : undefined;
    if (!known) {
      const path = [...this.path, 'optimizer', 'type'].join('.');
      this.ignored.push(`${path}: ${show(type)} is not of Model Garden itself, its defaults are not known`);
    }
    const { learning_rate, ...config } = copyJson({ ...known?.defaults, ...settings }) as Record<string, Json>;
    for (const key of ['clipnorm', 'clipvalue', 'global_clipnorm']) if (config[key] === null) delete config[key];
    return { className: known?.className ?? type, config };
  }
}

interface Choice {
  readonly type: string;
  readonly settings: JsonObject;
  at(...keys: readonly string[]): string;
}

/** The experiment that a file is run with, as Model Garden's own files say in a comment at their head. */
const experimentIn = (text: string) =>
  /^[ \t]*#.{0,200}--experiment(?:_type)?[= \t]+['"]?([\w./-]+)/m.exec(text)?.[1] ?? null;

/** @throws {RangeError} for one that is not registered, with the nearest. */
async function findExperiment(name: string, file: FormFile): Promise<Experiment> {
  const { experiments } = await import('./experiments.js');
  const found = experiments.get(name);
  if (!found) {
    const meant = nearest(name, [...experiments.keys()]);
    const help = meant ? `did you mean ${meant}?` : `it has ${experiments.size}, such as resnet_imagenet.`;
    throw new RangeError(`${file.name}: Model Garden has no experiment ${show(name)}: ${help}`);
  }
  if (Object.keys(found.optimizer_config).length > 0) return found;
  throw new TypeError(`${file.name}: the experiment ${name} has a rate of its own task, which is not read.`);
}

/** Settings over those of an experiment: maps are merged, everything else is replaced. */
function layOver(base: object, over: JsonObject): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(value) && isObject(below) ? layOver(below, value) : value;
  }
  return merged;
}

/** @throws {TypeError} for a file that leaves a type to its experiment, with the experiments that it may be of. */
async function requireTypes(reader: ConfigReader, config: JsonObject): Promise<void> {
  const { learning_rate: rate, warmup } = config;
  const isOpen = isObject(warmup) && !('type' in warmup) && Object.keys(warmup).length > 0;
  const key = rate === undefined || rate === null || (isObject(rate) && !('type' in rate)) ? 'learning_rate' : 'warmup';
  if (key === 'warmup' && !isOpen) return;
  const { experiments } = await import('./experiments.js');
  const blocks = (part: unknown) => (isObject(part) ? Object.keys(part).filter((block) => block !== 'type') : []);
  // Those whose types are the blocks that the file has.
  const fits = ([, { optimizer_config }]: readonly [string, Experiment]) =>
    ['learning_rate', 'warmup', 'optimizer'].filter((part) => {
      const chosen = (optimizer_config as JsonObject)[part];
      return isObject(chosen) && blocks(config[part]).includes(String(chosen['type']));
    }).length;
  const names = [...experiments]
    .sort((a, b) => fits(b) - fits(a))
    .slice(0, 3)
    .map(([name]) => name);
  fail(
    reader.at(key, 'type'),
    `it is missing, as in a file that is laid over an experiment: pass { experiment }, such as ${names.join(', ')}.`,
  );
}

function build(
  { type, settings, at }: Choice,
  types: typeof learningRateTypes,
  known: readonly string[],
  nested: object,
): LearningRateSchedule {
  if (!Object.hasOwn(types, type)) {
    const meant = nearest(type, known);
    fail(
      at('type'),
      `it must be one of ${known.join(', ')}, received ${show(type)}${meant ? `; did you mean ${meant}?` : '.'}`,
    );
  }
  const { scheduleClass, defaults } = types[type] as (typeof types)[string];
  // None by default is what must be given, and `staircase`, of which None means no.
  const given = Object.entries({ ...defaults, ...settings }).filter(
    ([key, value]) => value !== null || (Object.hasOwn(defaults, key) && defaults[key] !== null),
  );
  return inPart(at(type), () => scheduleClass.fromConfig({ ...Object.fromEntries(given), ...nested }));
}
