import { Clamp } from './blocks/clamp.js';
import { Constant } from './blocks/constant.js';
import { CosineRamp } from './blocks/cosine-ramp.js';
import { Cycles } from './blocks/cycles.js';
import { ExponentialRamp } from './blocks/exponential-ramp.js';
import { LinearRamp } from './blocks/linear-ramp.js';
import { LogarithmicRamp } from './blocks/logarithmic-ramp.js';
import { Loop } from './blocks/loop.js';
import { Maximum } from './blocks/maximum.js';
import { Minimum } from './blocks/minimum.js';
import { PingPong } from './blocks/ping-pong.js';
import { PolynomialRamp } from './blocks/polynomial-ramp.js';
import { Power } from './blocks/power.js';
import { Product } from './blocks/product.js';
import { Scale } from './blocks/scale.js';
import { Sequence } from './blocks/sequence.js';
import { Shift } from './blocks/shift.js';
import { Staircase } from './blocks/staircase.js';
import { Sum } from './blocks/sum.js';
import { TanhRamp } from './blocks/tanh-ramp.js';
import { nearest, show, toCamelCase } from './options.js';
import { type LearningRateSchedule, nestedSchedules, type ScheduleClass, type Serialized } from './schedule.js';
import { CosineDecay } from './schedules/cosine-decay.js';
import { CosineDecayRestarts } from './schedules/cosine-decay-restarts.js';
import { CosineDecayWithOffset } from './schedules/cosine-decay-with-offset.js';
import { DirectPowerDecay } from './schedules/direct-power-decay.js';
import { ExponentialDecay } from './schedules/exponential-decay.js';
import { ExponentialDecayWithOffset } from './schedules/exponential-decay-with-offset.js';
import { InverseTimeDecay } from './schedules/inverse-time-decay.js';
import { LinearWarmup } from './schedules/linear-warmup.js';
import { PiecewiseConstantDecay } from './schedules/piecewise-constant-decay.js';
import { PiecewiseConstantDecayWithOffset } from './schedules/piecewise-constant-decay-with-offset.js';
import { PolynomialDecay } from './schedules/polynomial-decay.js';
import { PolynomialDecayWithOffset } from './schedules/polynomial-decay-with-offset.js';
import { PolynomialWarmUp } from './schedules/polynomial-warm-up.js';
import { PowerAndLinearDecay } from './schedules/power-and-linear-decay.js';
import { PowerDecayWithOffset } from './schedules/power-decay-with-offset.js';
import { StepCosineDecayWithOffset } from './schedules/step-cosine-decay-with-offset.js';

/** Every schedule class of this package. */
export const scheduleClasses: readonly ScheduleClass[] = [
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  DirectPowerDecay,
  ExponentialDecay,
  ExponentialDecayWithOffset,
  InverseTimeDecay,
  LinearWarmup,
  PiecewiseConstantDecay,
  PiecewiseConstantDecayWithOffset,
  PolynomialDecay,
  PolynomialDecayWithOffset,
  PolynomialWarmUp,
  PowerAndLinearDecay,
  PowerDecayWithOffset,
  StepCosineDecayWithOffset,
  Clamp,
  Constant,
  CosineRamp,
  Cycles,
  ExponentialRamp,
  LinearRamp,
  LogarithmicRamp,
  Loop,
  Maximum,
  Minimum,
  PingPong,
  PolynomialRamp,
  Power,
  Product,
  Scale,
  Sequence,
  Shift,
  Staircase,
  Sum,
  TanhRamp,
];

/** Nesting that no real schedule reaches; it bounds the work on a hostile file. */
const DEEPEST = 64;

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
  return read(plainCopy(json, 0), customObjects);
}

nestedSchedules.read = (value, owner, key) => readOption(plainCopy(value, 0), {}, owner, key);

type CustomObjects = Readonly<Record<string, ScheduleClass>>;
type Plain = Record<string, unknown>;

function read(json: unknown, customObjects: CustomObjects): LearningRateSchedule {
  if (!isObject(json) || typeof json['class_name'] !== 'string' || !isObject(json['config'])) {
    const received = isObject(json) ? `an object with ${Object.keys(json).join(', ') || 'nothing'}` : show(json);
    const help = typeof json === 'string' ? ' Parse a text with JSON.parse first.' : '';
    throw new TypeError(`deserialize requires { class_name, config }, received ${received}.${help}`);
  }
  const owner = findClass(json['class_name'], customObjects);
  const config: Plain = {};
  for (const [key, value] of Object.entries(json['config'])) config[key] = readOption(value, customObjects, owner, key);
  return owner.fromConfig(config);
}

/** An option's value, with the schedules in it read. */
function readOption(value: unknown, customObjects: CustomObjects, owner: ScheduleClass, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => readOption(item, customObjects, owner, key));
  if (!isObject(value)) return value;
  if (value['class_name'] !== undefined) return read(value, customObjects);
  if (owner.options) throw new TypeError(missingClassName(owner.className, key, value));
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
  const guess = fitting.length > 0 ? fitting.map((candidate) => candidate.className).join(' or ') : 'the class it had';
  return (
    `${className}: ${key} lacks "class_name", as Model Garden writes it: ` +
    `wrap it as { "class_name": …, "config": … } with ${guess}.`
  );
}

/**
 * A copy of plain JSON, so that nothing but plain JSON comes any further.
 * @throws {TypeError} for other values, and keys that would reach a prototype. @throws {RangeError} for deep nesting.
 */
function plainCopy(value: unknown, depth: number): unknown {
  if (depth > 2 * DEEPEST) throw new RangeError(`deserialize reads schedules nested at most ${DEEPEST} deep.`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'object') {
    if (Array.isArray(value)) return value.map((item) => plainCopy(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const copy: Plain = {};
      for (const [key, item] of Object.entries(value)) {
        if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
          throw new TypeError(`deserialize refuses the key ${show(key)}: no schedule has it.`);
        }
        copy[key] = plainCopy(item, depth + 1);
      }
      return copy;
    }
  }
  throw new TypeError(`deserialize requires plain JSON, received ${show(value)}.`);
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
