import { show } from '../errors.js';
import { fail, isObject, type JsonObject } from '../formats/reading.js';
import { ACTIVATIONS } from './activations.js';
import { EVERY_LAYER, LAYERS, type Values } from './proven.js';

/** Larger than any that a layer really has: TensorFlow.js would loop over more, or allocate them. */
const LARGEST = 2 ** 24;

/**
 * Refuses a layer, or a setting of one, that is not among those that are proven.
 * @throws {TypeError} that names it and its place in the file.
 */
export function requireProven(className: string, config: JsonObject, part: string): void {
  const proven = LAYERS[className];
  if (!proven) fail(part, `the layer ${show(className)} is not known to go on as in Keras.`);
  for (const [key, value] of Object.entries(config)) {
    if (value === null || value === undefined || DROPPED.includes(key)) continue;
    const at = `${part}.${key}`;
    const values = Object.hasOwn(proven.settings, key)
      ? (proven.settings[key] as Values)
      : Object.hasOwn(EVERY_LAYER, key)
        ? (EVERY_LAYER[key] as Values)
        : [null];
    if (typeof values === 'string') KINDS[values](value, at, className);
    else requireOneOf(values, value, at);
  }
  for (const [key, values] of Object.entries(proven.settings)) {
    if (REQUIRED.includes(values) && NEEDED.includes(key) && (config[key] ?? null) === null)
      fail(`${part}.${key}`, 'it is missing.');
  }
  for (const [setting, other] of proven.apart ?? []) {
    if (isMoreThanOne(config[setting]) && isMoreThanOne(config[other]))
      fail(`${part}.${other}`, `together with ${setting} it is not known to go on as in Keras.`);
  }
}

/** What Keras saves besides settings. */
export const DROPPED = ['build_config', 'module', 'registered_name', 'shared_object_id'];

const REQUIRED: readonly Values[] = ['count', 'counts', 'layer', 'shape', 'pads'];
const NEEDED = ['units', 'filters', 'kernel_size', 'input_dim', 'output_dim', 'n', 'dims', 'target_shape', 'layer'];

function requireOneOf(values: readonly unknown[], value: unknown, at: string): void {
  const plain = Array.isArray(value) ? value.join(', ') : value;
  if (values.includes(plain)) return;
  const known = values.filter((one) => one !== null).map(show);
  const only = known.length > 0 ? ` With ${known.join(' or ')} it is.` : '';
  fail(at, `${show(value)} is not known to go on as in Keras.${only}`);
}

const isMoreThanOne = (value: unknown) => numbersIn(value).some((number) => number !== 1);

/** A number, or those of a list or of a tuple, which Keras 3 writes as an object. */
function numbersIn(value: unknown): unknown[] {
  if (isObject(value) && value['class_name'] === '__tuple__') return numbersIn(value['items']);
  return Array.isArray(value) ? value.flatMap(numbersIn) : [value];
}

const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= LARGEST;

const wholeNumbers = (what: string, least: number) => (value: unknown, at: string) => {
  const numbers = numbersIn(value);
  if (!numbers.every((number) => isWhole(number) && number >= least) || numbers.length === 0)
    fail(at, `${what} required, received ${show(value)}.`);
};

type Check = (value: unknown, at: string, className: string) => void;

const KINDS: Readonly<Record<Exclude<Values, readonly unknown[]>, Check>> = {
  activation(value, at) {
    const name = isObject(value) ? (value['class_name'] === 'function' ? value['config'] : value['class_name']) : value;
    if (typeof name !== 'string' || !Object.hasOwn(ACTIVATIONS, name))
      fail(at, `the activation ${show(name ?? value)} is not known to go on as in Keras.`);
  },
  any() {},
  axes: wholeNumbers('an axis, or a list of axes, is', -8),
  constraint: ofClass(['MaxNorm', 'MinMaxNorm', 'NonNeg', 'UnitNorm']),
  count(value, at) {
    if (!isWhole(value) || value < 1)
      fail(at, `a whole number from 1 to ${LARGEST} is required, received ${show(value)}.`);
  },
  counts: wholeNumbers('whole numbers above 0 are', 1),
  layer(value, at) {
    if (!isObject(value)) fail(at, `a layer as { class_name, config } is required, received ${show(value)}.`);
  },
  number(value, at) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      fail(at, `a number is required, received ${show(value)}.`);
  },
  pads: wholeNumbers('whole numbers are', 0),
  regularizer: ofClass(['L1', 'L2', 'L1L2']),
  shape(value, at) {
    const fits = Array.isArray(value) && value.every((length) => length === null || isWhole(length));
    if (!fits) fail(at, `a shape is required, received ${show(value)}.`);
  },
};

function ofClass(names: readonly string[]): Check {
  return (value, at) => {
    const saved = isObject(value) ? value['class_name'] : value;
    const name = typeof saved === 'string' ? saved.replace(/^.*>/, '') : saved;
    if (!names.includes(name as string) || !isObject((value as JsonObject)['config']))
      fail(at, `${show(saved ?? value)} is not known to go on as in Keras; ${names.join(', ')} are.`);
    for (const [key, setting] of Object.entries((value as JsonObject)['config'] as JsonObject)) {
      if (!numbersIn(setting).every((number) => typeof number === 'number'))
        fail(`${at}.config.${key}`, `a number is required, received ${show(setting)}.`);
    }
  };
}
