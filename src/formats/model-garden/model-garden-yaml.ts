import { nearest, show } from '../../errors.js';
import type { Json, LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import {
  copyJson,
  fail,
  inPart,
  isObject,
  type JsonObject,
  type OptimizerSettings,
  type ReadSchedule,
  type Source,
  toText,
} from '../reading.js';
import { LARGEST_YAML, parseYaml } from '../syntax/yaml.js';
import { constantDefaults, learningRateTypes, optimizerTypes, warmupTypes } from './model-garden-types.js';

const FILE = 'YAML';

/**
 * The schedule and the optimizer in Model Garden's YAML, as its `OptimizerFactory` builds them, with the defaults of its
 * config classes: an `optimizer_config`, what is in one, or a whole experiment with `trainer.optimizer_config`.
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
export async function readModelGardenYaml(source: Source): Promise<ReadSchedule> {
  const file = await parseYaml(toText(source, FILE, LARGEST_YAML), FILE);
  return readModelGarden(isObject(file) ? file : fail(FILE, `a map is required, received ${show(file)}.`));
}

export const isModelGarden = (file: JsonObject) => findConfig(file) !== null;

/** What such a file says, parsed already. */
export function readModelGarden(file: JsonObject): ReadSchedule {
  const found = findConfig(file);
  if (!found) fail(FILE, 'an optimizer_config with a learning_rate is missing: it is no YAML of Model Garden.');
  const { config, path, besides } = found;
  const ignored = [...besides];
  const at = (key: string) => (path ? `${path}.${key}` : key);
  for (const key of Object.keys(config)) {
    if (['optimizer', 'learning_rate', 'warmup'].includes(key) || config[key] === null) continue;
    ignored.push(key === 'ema' ? `${at(key)}: averages of the weights do not change the rate` : at(key));
  }
  const rate = readLearningRate(choose(config['learning_rate'], at('learning_rate'), ignored), ignored);
  const schedule = readWarmup(choose(config['warmup'], at('warmup'), ignored), rate);
  const optimizer = readOptimizer(choose(config['optimizer'], at('optimizer'), ignored), ignored);
  return {
    schedule: typeof schedule === 'number' ? new Constant({ value: schedule }) : schedule,
    optimizer,
    iterations: null,
    ignored,
  };
}

interface Found {
  readonly config: JsonObject;
  readonly path: string;
  /** What the file has next to it, on the way there. */
  readonly besides: readonly string[];
}

function findConfig(file: JsonObject): Found | null {
  const besides = (map: JsonObject, key: string, prefix = '') =>
    Object.keys(map)
      .filter((other) => other !== key)
      .map((other) => prefix + other);
  const trainer = file['trainer'];
  if (isObject(trainer) && isConfig(trainer['optimizer_config'])) {
    const path = 'trainer.optimizer_config';
    const aside = [...besides(file, 'trainer'), ...besides(trainer, 'optimizer_config', 'trainer.')];
    return { config: trainer['optimizer_config'], path, besides: aside };
  }
  if (isConfig(file['optimizer_config'])) {
    return { config: file['optimizer_config'], path: 'optimizer_config', besides: besides(file, 'optimizer_config') };
  }
  return isConfig(file) ? { config: file, path: '', besides: [] } : null;
}

const isConfig = (value: unknown): value is JsonObject =>
  isObject(value) &&
  ['learning_rate', 'warmup', 'optimizer'].some((key) => isObject(value[key])) &&
  !('class_name' in value);

interface Choice {
  readonly type: string;
  readonly settings: JsonObject;
  readonly part: string;
}

/** The type that one of Model Garden's "oneof" configs chooses, with its settings; null if it chooses none. */
function choose(oneOf: unknown, path: string, ignored: string[]): Choice | null {
  if (oneOf === undefined || oneOf === null) return null;
  const part = `${FILE} → ${path}`;
  if (!isObject(oneOf)) fail(part, `a map with a type is required, received ${show(oneOf)}.`);
  const type = oneOf['type'] ?? null;
  for (const key of Object.keys(oneOf))
    if (key !== 'type' && key !== type) ignored.push(`${path}.${key}: not the type`);
  if (type === null) return null;
  if (typeof type !== 'string') fail(`${part}.type`, `a text is required, received ${show(type)}.`);
  const settings = Object.hasOwn(oneOf, type) ? oneOf[type] : {};
  if (!isObject(settings)) fail(`${part}.${type}`, `a map is required, received ${show(settings)}.`);
  return { type, settings, part };
}

function readLearningRate(choice: Choice | null, ignored: string[]): LearningRateSchedule | number {
  if (!choice) fail(`${FILE} → learning_rate.type`, 'it is missing.');
  const { type, settings, part } = choice;
  if (type === 'constant') {
    for (const key of Object.keys(settings)) {
      if (!Object.hasOwn(constantDefaults, key)) ignored.push(`learning_rate.constant.${key}`);
    }
    const rate = { ...constantDefaults, ...settings }['learning_rate'];
    const isRate = typeof rate === 'number' && Number.isFinite(rate);
    return isRate
      ? rate
      : fail(`${part}.constant.learning_rate`, `a finite number is required, received ${show(rate)}.`);
  }
  return build(choice, learningRateTypes, ['constant', ...Object.keys(learningRateTypes)], {});
}

/** A warmup runs on the clock of the schedule after it, and hides its first steps. */
function readWarmup(choice: Choice | null, rate: LearningRateSchedule | number): LearningRateSchedule | number {
  if (!choice) return rate;
  return build(choice, warmupTypes, Object.keys(warmupTypes), { after_warmup_lr_sched: rate });
}

function build(
  { type, settings, part }: Choice,
  types: typeof learningRateTypes,
  known: readonly string[],
  nested: object,
): LearningRateSchedule {
  if (!Object.hasOwn(types, type)) {
    const meant = nearest(type, known);
    fail(
      `${part}.type`,
      `it must be one of ${known.join(', ')}, received ${show(type)}${meant ? `; did you mean ${meant}?` : '.'}`,
    );
  }
  const { scheduleClass, defaults } = types[type] as (typeof types)[string];
  // None by default is what must be given, and `staircase`, of which None means no.
  const given = Object.entries({ ...defaults, ...settings }).filter(
    ([key, value]) => value !== null || (Object.hasOwn(defaults, key) && defaults[key] !== null),
  );
  return inPart(`${part}.${type}`, () => scheduleClass.fromConfig({ ...Object.fromEntries(given), ...nested }));
}

/** The settings that `OptimizerFactory` makes the optimizer with: all of them, but for clipping that is off. */
function readOptimizer(choice: Choice | null, ignored: string[]): OptimizerSettings | null {
  if (!choice) return null;
  const { type, settings, part } = choice;
  const known = Object.hasOwn(optimizerTypes, type) ? optimizerTypes[type] : undefined;
  if (!known)
    ignored.push(
      `${part.replace(`${FILE} → `, '')}.type: ${show(type)} is not of Model Garden itself, its defaults are not known`,
    );
  const { learning_rate, ...config } = copyJson({ ...known?.defaults, ...settings }) as Record<string, Json>;
  for (const key of ['clipnorm', 'clipvalue', 'global_clipnorm']) if (config[key] === null) delete config[key];
  return { className: known?.className ?? type, config };
}
