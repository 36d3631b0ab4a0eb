import type { Json, LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { printNumber } from '../print-number.js';
import {
  asRead,
  fail,
  isObject,
  type JsonObject,
  type OptimizerSettings,
  type ReadOptions,
  type ReadSchedule,
  type Source,
  toJsonObject,
} from '../reading.js';
import { isSavedSchedule, readOptimizer, readRate } from './keras-optimizer.js';

/**
 * The schedule in Keras's JSON: a schedule or an optimizer that Keras serialized, a compiled model's config (`to_json`,
 * or `config.json` of a `.keras` file), or the `training_config` of an `.h5` file. Of Keras 3, tf_keras, and before.
 *
 * ```ts
 * const saved = '{"class_name": "SGD", "config": {"learning_rate": 0.1, "momentum": 0.9}}';
 * const { schedule, optimizer } = await readKerasJson(saved);
 * schedule(1000); // 0.1
 * optimizer?.config; // { momentum: 0.9 }
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the JSON, as `compile_config.optimizer.config.learning_rate`.
 */
export async function readKerasJson(source: Source | object, options: ReadOptions = {}): Promise<ReadSchedule> {
  return readKeras(toJsonObject(source, 'Keras JSON'), 'Keras JSON', options);
}

/** What Keras saved, from its parsed JSON; `part` is its file. */
export function readKeras(saved: JsonObject, part: string, options: ReadOptions): ReadSchedule {
  const found = findOptimizer(saved, part);
  if (found) return asRead('keras', readOptimizer(found.optimizer, found.part, options));
  const { class_name: className, config } = saved;
  if (typeof className !== 'string' || !isObject(config)) {
    fail(part, 'a schedule, an optimizer or a compiled model, as Keras saves them, is required.');
  }
  if (Array.isArray(config['layers'])) fail(`${part} → compile_config`, WITHOUT_OPTIMIZER);
  if (!isSavedSchedule(className, options) && OPTIMIZER_KEYS.some((key) => key in config)) {
    return asRead('keras', readOptimizer(saved, part, options));
  }
  return asRead('keras', { schedule: readRate(saved, part, options) });
}

/** What an optimizer's config has, and a schedule's has not. */
const OPTIMIZER_KEYS = ['learning_rate', 'lr', 'inner_optimizer', 'optimizer'];

export const WITHOUT_OPTIMIZER = 'it is missing: the model was saved without its optimizer.';

/** The optimizer in a compiled model's config, or in a training config. */
export function findOptimizer(saved: JsonObject, part: string): { optimizer: unknown; part: string } | null {
  for (const [outer, inner] of [
    ['compile_config', 'optimizer'],
    ['training_config', 'optimizer_config'],
  ] as const) {
    const config = saved[outer];
    if (isObject(config)) return { optimizer: config[inner], part: `${part} → ${outer}.${inner}` };
  }
  // `optimizer` beside `loss` are the arguments of compile, as `get_compile_config` has them.
  for (const key of ['optimizer_config', 'optimizer']) {
    const own = saved[key];
    if (isObject(own) && 'class_name' in own) return { optimizer: own, part: `${part} → ${key}` };
  }
  return null;
}

export interface WriteKerasJsonOptions {
  /** An optimizer to write around the schedule, as `readSchedule` gives one. Default none: the schedule alone. */
  readonly optimizer?: OptimizerSettings;
}

/**
 * The schedule as Keras's JSON, for `keras.optimizers.schedules.deserialize`; with an optimizer around it for
 * `keras.optimizers.deserialize`. Schedules that Keras does not have, `readSchedule` reads back.
 *
 * Rates are written as `1.0`, not `1`: of an integer, Keras 3 makes a cosine with pi = 3, and tf_keras an error.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 1, decaySteps: 1000 });
 * const json = writeKerasJson(schedule, { optimizer: { className: 'SGD', config: { momentum: 0.9 } } });
 * (await readSchedule(json)).schedule(500); // 0.5
 * ```
 *
 * @throws {TypeError} for a schedule class of your own without `getConfig`.
 */
export function writeKerasJson(schedule: LearningRateSchedule, { optimizer }: WriteKerasJsonOptions = {}): string {
  const saved = schedule.toJSON() as unknown as Json;
  if (!optimizer) return print(saved, '', '');
  const rate = schedule instanceof Constant ? schedule.value : saved;
  const config = { ...optimizer.config, learning_rate: rate };
  const around = { module: 'keras.optimizers', class_name: optimizer.className, config, registered_name: null };
  return print(around, '', '');
}

/** `JSON.stringify` with an indent of two, but for the decimal points that Python tells floats by. */
function print(value: Json, key: string, indent: string): string {
  if (typeof value === 'number') return printNumber(value, key);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[${value.map((item: Json) => print(item, key, inner)).join(', ')}]`;
  }
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => `${inner}${JSON.stringify(name)}: ${print(item as Json, name, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
