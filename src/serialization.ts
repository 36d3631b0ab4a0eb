import { nearest, show } from './errors.js';
import { toCamelCase } from './options.js';
import { type LearningRateSchedule, nameOf, type ScheduleClass, type Serialized } from './schedule.js';
import { scheduleClasses } from './schedules/classes.js';

/** Nesting that no real schedule reaches, and values that no real file has; they bound the work on a hostile one. */
const DEEPEST = 64;
const MOST_VALUES = 1_000_000;

export interface DeserializeOptions {
  /** Further classes, found by the name they are saved under; they go before the package's own. */
  readonly customObjects?: Readonly<Record<string, ScheduleClass>>;
}

/**
 * A schedule as plain JSON, in Keras's form `{ module, class_name, config, registered_name }`, nested ones included.
 *
 * ```ts
 * serialize(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 })).class_name; // 'CosineDecay'
 * ```
 *
 * @throws {TypeError} for a class of your own without `getConfig`.
 */
export function serialize(schedule: LearningRateSchedule): Serialized {
  return schedule.toJSON();
}

/**
 * The schedule that `serialize`, Keras, tf_keras or Model Garden saved, from its parsed JSON. The older form
 * `{ class_name, config }` and keys in camelCase are read too.
 *
 * ```ts
 * const saved = JSON.stringify(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }));
 * deserialize(JSON.parse(saved))(500); // 0.05
 * ```
 *
 * @throws {TypeError} for anything but plain JSON, an unknown class, or a config that its class refuses.
 * @throws {RangeError} for a value that its class refuses, and for nesting deeper than 64.
 */
export function deserialize(json: unknown, { customObjects = {} }: DeserializeOptions = {}): LearningRateSchedule {
  return read(plainCopy(json), customObjects, 1);
}

type CustomObjects = Readonly<Record<string, ScheduleClass>>;
type Plain = Record<string, unknown>;

function read(json: unknown, customObjects: CustomObjects, depth: number): LearningRateSchedule {
  if (depth > DEEPEST) throw tooDeep();
  if (!isObject(json) || typeof json['class_name'] !== 'string' || !isObject(json['config'])) {
    const help = typeof json === 'string' ? ' Parse a text with JSON.parse first.' : '';
    throw new TypeError(
      `deserialize requires { class_name: a text, config: an object }, received ${showObject(json)}.${help}`,
    );
  }
  const owner = findClass(json['class_name'], customObjects);
  const config: Plain = {};
  for (const [key, value] of Object.entries(json['config'])) {
    config[key] = readOption(value, customObjects, owner, key, depth);
  }
  return owner.fromConfig(config);
}

/** An option's value, with the schedules in it read. */
function readOption(
  value: unknown,
  customObjects: CustomObjects,
  owner: ScheduleClass,
  key: string,
  depth: number,
): unknown {
  if (Array.isArray(value)) return value.map((item) => readOption(item, customObjects, owner, key, depth));
  if (!isObject(value)) return value;
  if (value['class_name'] !== undefined) return read(value, customObjects, depth + 1);
  if (Object.hasOwn(owner.options ?? {}, toCamelCase(key))) {
    throw new TypeError(missingClassName(nameOf(owner), key, value));
  }
  return value;
}

function findClass(savedName: string, customObjects: CustomObjects): ScheduleClass {
  // Keras writes `Custom>Name` for a registered class, tf_keras for some of its own.
  const name = savedName.slice(savedName.lastIndexOf('>') + 1);
  if (Object.hasOwn(customObjects, name)) return customObjects[name] as ScheduleClass;
  const found = scheduleClasses.find(({ className }) => className === name);
  if (found) return found;
  const known = [...Object.keys(customObjects), ...scheduleClasses.map(({ className }) => className)];
  const meant = nearest(name, known);
  throw new TypeError(
    `deserialize does not know the class ${show(savedName)}${meant ? `; did you mean ${meant}?` : '.'} ` +
      `It knows ${known.join(', ')}, and what is passed as customObjects: { ${/^\w{1,40}$/.test(name) ? name : 'Name'} }.`,
  );
}

/** Model Garden's warmups save the schedule after them without its class. */
function missingClassName(className: string, key: string, config: Plain): string {
  const names = Object.keys(config).map(toCamelCase);
  const fitting = scheduleClasses.filter(({ options = {} }) => names.every((name) => Object.hasOwn(options, name)));
  const telling = fitting.length > 0 && fitting.length <= 5;
  const guess = telling ? fitting.map((candidate) => candidate.className).join(' or ') : 'the class it had';
  return (
    `${className}: ${key} lacks "class_name", as Model Garden writes it: ` +
    `wrap it as { "class_name": …, "config": … } with ${guess}.`
  );
}

/**
 * A copy of plain JSON, so that nothing but plain JSON comes any further.
 * @throws {TypeError} for other values, and keys that would reach a prototype. @throws {RangeError} for deep nesting.
 */
function plainCopy(json: unknown): unknown {
  // Where values are shared, as the aliases of YAML are, a small file can stand for any number of them.
  let values = 0;
  const copyOf = (value: unknown, depth: number): unknown => {
    if (++values > MOST_VALUES) throw new RangeError(`deserialize reads at most ${MOST_VALUES} values.`);
    // A schedule in a list of schedules is three levels below the one it is nested in.
    if (depth > 3 * DEEPEST) throw tooDeep();
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      return value;
    if (typeof value === 'object') {
      if (Array.isArray(value)) return value.map((item) => copyOf(item, depth + 1));
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype === Object.prototype || prototype === null) {
        const copy: Plain = {};
        for (const [key, item] of Object.entries(value)) {
          if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
            throw new TypeError(`deserialize refuses the key ${show(key)}: no schedule has it.`);
          }
          copy[key] = copyOf(item, depth + 1);
        }
        return copy;
      }
    }
    throw new TypeError(`deserialize requires plain JSON, received ${show(value)}.`);
  };
  return copyOf(json, 0);
}

const tooDeep = () => new RangeError(`deserialize reads schedules nested at most ${DEEPEST} deep.`);

/** An object's first entries, or what else it is, for a message. */
function showObject(value: unknown): string {
  if (!isObject(value)) return show(value);
  const entries = Object.entries(value);
  const shown = entries.slice(0, 4).map(([key, item]) => `${show(key)}: ${show(item)}`);
  return `{ ${shown.join(', ')}${entries.length > 4 ? ', …' : ''} }`;
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
