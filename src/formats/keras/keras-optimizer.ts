import { show } from '../../errors.js';
import type { Json, LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { scheduleClasses } from '../../schedules/classes.js';
import { deserialize } from '../../serialization.js';
import {
  copyJson,
  fail,
  inPart,
  isObject,
  type JsonObject,
  type OptimizerSettings,
  type ReadOptions,
  within,
} from '../reading.js';
import { requireNumbers } from '../require-numbers.js';
import { kerasDefaults } from './keras-defaults.js';
import { WARM_UP, withoutWarmUps } from './warm-up.js';

export interface ReadOptimizer {
  readonly schedule: LearningRateSchedule;
  readonly optimizer: OptimizerSettings;
  readonly ignored: string[];
}

/** Where the classes that wrap an optimizer keep it: loss scaling, and moving averages of the weights. */
const INNER = ['inner_optimizer', 'optimizer'];

/** The optimizer that Keras saved as `{ class_name, config }`, with its learning rate, whatever wraps it. */
export function readOptimizer(saved: unknown, part: string, options: ReadOptions): ReadOptimizer {
  if (typeof saved === 'string') return readNamed(saved, part, options);
  if (!isObject(saved) || typeof saved['class_name'] !== 'string' || !isObject(saved['config'])) {
    fail(part, `an optimizer as { class_name, config } is required, received ${show(saved)}.`);
  }
  const { class_name: savedName, config } = saved as { class_name: string; config: JsonObject };
  const inner = INNER.find((key) => isObject(config[key]) && 'class_name' in config[key]);
  if (inner) {
    const read = readOptimizer(config[inner], within(part, `config.${inner}`), options);
    const settings = Object.keys(config).filter((key) => key !== inner && key !== 'name' && config[key] !== null);
    return {
      ...read,
      ignored: [...settings.map((key) => `${within(part, `config.${key}`)}: of ${savedName}`), ...read.ignored],
    };
  }

  const key = ['learning_rate', 'lr'].find((name) => config[name] !== undefined && config[name] !== null);
  if (!key) fail(within(part, 'config.learning_rate'), 'it is missing.');
  const { [key]: rate, ...settings } = config;
  const schedule = readRate(rate, within(part, `config.${key}`), options);
  requireNumbers(schedule, within(part, `config.${key}`));
  // The optimizers before Keras 2.11 have a decay of their own, on top of the learning rate.
  const decays = typeof settings['decay'] === 'number' && settings['decay'] > 0;
  return {
    schedule,
    optimizer: { className: bareName(savedName), config: copyJson(settings) as Record<string, Json> },
    ignored: decays
      ? [`${within(part, 'config.decay')}: the optimizer divides the rate by 1 + decay · step on top of it`]
      : [],
  };
}

function readNamed(name: string, part: string, options: ReadOptions): ReadOptimizer {
  const key = name.toLowerCase();
  if (!Object.hasOwn(kerasDefaults, key)) {
    fail(part, `${show(name)} is none of ${Object.keys(kerasDefaults).join(', ')}, whose defaults are known.`);
  }
  const { className, config } = kerasDefaults[key] as (typeof kerasDefaults)[string];
  return readOptimizer({ class_name: className, config }, part, options);
}

/** A learning rate as Keras saves one: a number, or a schedule. */
export function readRate(rate: unknown, part: string, options: ReadOptions): LearningRateSchedule {
  const { customObjects = {} } = options;
  const value = withoutWarmUps(plainNumber(rate), part, options);
  return inPart(part, () => {
    if (typeof value === 'number') return new Constant({ value });
    if (!isObject(value)) throw new TypeError(`a number or a schedule is required, received ${show(value)}.`);
    return deserialize(value, { customObjects });
  });
}

/** Keras wraps a number that was an array: `{ class_name: '__numpy__', config: { value, dtype } }`. */
function plainNumber(rate: unknown): unknown {
  if (!isObject(rate) || !isObject(rate['config'])) return rate;
  const wraps = rate['class_name'] === '__numpy__' || rate['class_name'] === '__tensor__';
  return wraps && typeof rate['config']['value'] === 'number' ? rate['config']['value'] : rate;
}

/** Whether a saved class is that of a schedule. */
export function isSavedSchedule(savedName: string, { customObjects = {} }: ReadOptions): boolean {
  const name = bareName(savedName);
  return (
    name === WARM_UP ||
    Object.hasOwn(customObjects, name) ||
    scheduleClasses.some(({ className }) => className === name)
  );
}

/** Keras writes `Custom>Name` for a registered class, tf_keras for some of its own. */
function bareName(savedName: string): string {
  return savedName.slice(savedName.lastIndexOf('>') + 1);
}
