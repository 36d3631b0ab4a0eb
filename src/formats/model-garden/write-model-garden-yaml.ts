import { show } from '../../errors.js';
import { type Config, type Json, LearningRateSchedule, type ScheduleClass } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearWarmup } from '../../schedules/model-garden/linear-warmup.js';
import { PolynomialWarmUp } from '../../schedules/model-garden/polynomial-warm-up.js';
import { printNumber } from '../print-number.js';
import type { OptimizerSettings } from '../reading.js';
import { learningRateTypes, optimizerTypes, warmupTypes } from './model-garden-types.js';

export interface WriteModelGardenYamlOptions {
  /** The optimizer, as `readSchedule` gives one. Default plain SGD, since `OptimizerFactory` requires one. */
  readonly optimizer?: OptimizerSettings;
}

const WRITER = 'writeModelGardenYaml';

type Settings = Record<string, Json>;
interface Choice {
  readonly type: string;
  readonly settings: Settings;
}

/**
 * The schedule as Model Garden's YAML, an `optimizer_config` for its `OptimizerFactory`.
 *
 * Model Garden has constant rates, its own schedules, and those of Keras that they derive from, with one warmup at most.
 * A `CosineDecay` with a warmup of its own is written as a linear warmup and a decay that starts after it: the same curve.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0, decaySteps: 1000, warmupTarget: 0.1, warmupSteps: 100 });
 * const { schedule: read } = await readModelGardenYaml(writeModelGardenYaml(schedule));
 * read(600); // 0.05
 * ```
 *
 * @throws {TypeError} that says what Model Garden cannot express.
 */
export function writeModelGardenYaml(
  schedule: LearningRateSchedule,
  { optimizer }: WriteModelGardenYamlOptions = {},
): string {
  const { rate, warmup } = splitWarmup(schedule);
  const lines = [
    'optimizer_config:',
    ...print('optimizer', optimizer ? chooseOptimizer(optimizer) : { type: 'sgd', settings: {} }),
    ...print('learning_rate', rate),
    ...(warmup ? print('warmup', warmup) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function splitWarmup(schedule: LearningRateSchedule): { rate: Choice; warmup: Choice | null } {
  const type =
    schedule.constructor === LinearWarmup ? 'linear' : schedule.constructor === PolynomialWarmUp ? 'polynomial' : null;
  if (!type) return chooseRate(schedule);
  const { afterWarmupLrSched: after } = schedule as LinearWarmup | PolynomialWarmUp;
  const { rate, warmup } =
    after instanceof LearningRateSchedule ? chooseRate(after) : { rate: constant(after), warmup: null };
  if (warmup) throw new TypeError(`${WRITER}: Model Garden cannot express a warmup inside another.`);
  return { rate, warmup: { type, settings: known(schedule.getConfig(), warmupTypes[type]?.defaults ?? {}) } };
}

const constant = (value: number): Choice => ({ type: 'constant', settings: { learning_rate: value } });

/** A schedule without a warmup around it; it may bring one of its own. */
function chooseRate(schedule: LearningRateSchedule): { rate: Choice; warmup: Choice | null } {
  if (schedule instanceof Constant) return { rate: constant(schedule.value), warmup: null };
  const scheduleClass = schedule.constructor as unknown as ScheduleClass;
  const found = Object.entries(learningRateTypes).find(([, { scheduleClass: own }]) =>
    [own, (own as { baseLrClass?: unknown }).baseLrClass].includes(scheduleClass),
  );
  if (!found) {
    const have = Object.values(learningRateTypes).map(({ scheduleClass: { className } }) => className);
    throw new TypeError(
      `${WRITER}: Model Garden cannot express ${scheduleClass.className}. It has ${have.join(', ')}.`,
    );
  }
  const [type, { defaults }] = found;
  const config = schedule.getConfig();
  const offset = Number(config['offset'] ?? 0);
  if (config['before_offset'] === 'hold' && offset > 0) {
    throw new TypeError(`${WRITER}: Model Garden cannot express ${scheduleClass.className} with beforeOffset 'hold'.`);
  }
  const rate = { type, settings: known(config, defaults) };
  return typeof config['warmup_target'] === 'number' ? unfold(rate, config, offset) : { rate, warmup: null };
}

/** A cosine with a warmup, which Model Garden's config does not have, as a warmup and a cosine that starts later. */
function unfold(rate: Choice, config: Config, offset: number): { rate: Choice; warmup: Choice | null } {
  if (offset !== 0) {
    throw new TypeError(
      `${WRITER}: Model Garden cannot express a cosine with warmupTarget and an offset, received ${show(offset)}.`,
    );
  }
  const { initial_learning_rate: start, warmup_target: peak, warmup_steps: steps } = config as Settings;
  const settings = { ...rate.settings, initial_learning_rate: peak as Json, offset: steps as Json };
  const warmup = { type: 'linear', settings: { warmup_learning_rate: start as Json, warmup_steps: steps as Json } };
  return { rate: { ...rate, settings }, warmup: steps === 0 ? null : warmup };
}

/** The settings of a config that Model Garden's dataclass has; a name only if it was chosen. */
function known(config: Config, defaults: Config): Settings {
  const settings: Settings = {};
  for (const [key, value] of Object.entries(config)) {
    if (Object.hasOwn(defaults, key) && key !== 'name') settings[key] = value;
  }
  return settings;
}

/** The type whose settings have room for these. */
function chooseOptimizer({ className, config }: OptimizerSettings): Choice {
  // What is off or empty needs no room; without `use_ema`, the settings of the average mean nothing.
  const given = Object.entries(config).filter(
    ([key, value]) =>
      key !== 'name' && value !== null && value !== false && (config['use_ema'] === true || key !== 'ema_momentum'),
  );
  const sameClass = Object.entries(optimizerTypes).filter(([, type]) => type.className === className);
  if (sameClass.length === 0) {
    const have = [...new Set(Object.values(optimizerTypes).map((type) => type.className))];
    throw new TypeError(`${WRITER}: Model Garden has no optimizer ${show(className)}. It has ${have.join(', ')}.`);
  }
  const fitting = sameClass.find(([, { defaults }]) => given.every(([key]) => Object.hasOwn(defaults, key)));
  if (!fitting) {
    const [, { defaults }] = sameClass[0] as (typeof sameClass)[number];
    const unknown = given.map(([key]) => key).filter((key) => !Object.hasOwn(defaults, key));
    throw new TypeError(`${WRITER}: Model Garden's ${className} has no ${unknown.join(', ')}.`);
  }
  const [type, { defaults }] = fitting;
  const settings = Object.entries(config).filter(([key, value]) => Object.hasOwn(defaults, key) && value !== null);
  // By default one of them clips, where Keras does not.
  const clips = typeof defaults['global_clipnorm'] === 'number' && typeof config['global_clipnorm'] !== 'number';
  return { type, settings: { ...Object.fromEntries(settings), ...(clips ? { global_clipnorm: null } : {}) } };
}

function print(key: string, { type, settings }: Choice): string[] {
  const lines = Object.entries(settings).map(([name, value]) => `      ${name}: ${printValue(value, name)}`);
  return [`  ${key}:`, `    type: ${type}`, ...(lines.length > 0 ? [`    ${type}:`, ...lines] : [])];
}

function printValue(value: Json, key: string): string {
  if (typeof value === 'number') return printNumber(value, key);
  if (Array.isArray(value)) return `[${value.map((item: Json) => printValue(item, key)).join(', ')}]`;
  // In ASCII, a JSON text is a YAML text too.
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
