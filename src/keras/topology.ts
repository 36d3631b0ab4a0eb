import { show } from '../errors.js';
import { fail, isObject, type JsonObject } from '../formats/reading.js';
import { toCamelCase } from '../options.js';
import { activationName, nativeActivation } from './activations.js';
import { RESET_AFTER } from './exact/recurrent.js';
import { readGraph } from './graph.js';
import { INNER, LAYERS } from './proven.js';
import { DROPPED, requireProven } from './settings.js';

/** A layer of a Keras model, in Keras's order. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  /** Where its config stands in the file, for messages. */
  readonly part: string;
  /** Where its weights stand in a `.keras` file. */
  readonly path: string;
  /** Its settings, as Keras saved them. */
  readonly config: JsonObject;
  /** Those of a model that is used as a layer. */
  readonly layers: readonly KerasLayer[] | null;
  /** Whether its calls are in training, if they say so themselves. */
  training?: boolean | null;
}

/** A model's config as TensorFlow.js's `fromConfig` takes it, and its layers. */
export interface Topology {
  readonly sequential: boolean;
  /** Names of the layers whose outputs are the model's; of a Sequential, none. */
  readonly outputs: readonly string[];
  readonly config: JsonObject;
  readonly layers: readonly KerasLayer[];
}

/** What the layers of a file are of, and are to be of. */
export interface Library {
  /** Keras 3, or Keras before, which tf_keras is. */
  readonly isKeras3: boolean;
  /** Whether this copy of TensorFlow.js has a layer of that class. */
  hasLayer(className: string): boolean;
}

/**
 * The config of a model, of Keras 3 or before, as TensorFlow.js reads it; what training goes without is added to
 * `missing`.
 * @throws {TypeError | RangeError} that names the layer, for one that TensorFlow.js does not have or has otherwise.
 */
export function readTopology(saved: unknown, part: string, library: Library, missing: string[]): Topology {
  const reader = new TopologyReader(library, missing);
  const { layer, config } = reader.model(saved, part, '');
  return {
    sequential: layer.className === 'Sequential',
    outputs: ((config['outputLayers'] ?? []) as [string][]).map(([output]) => output),
    config,
    layers: layer.layers as readonly KerasLayer[],
  };
}

const MODELS = ['Sequential', 'Functional', 'Model'];

/** Initializers by Keras's names. The weights come from the file: an initializer only matters when a layer is made again. */
const INITIALIZERS: Readonly<Record<string, string>> = {
  Zeros: 'Zeros',
  Ones: 'Ones',
  Constant: 'Constant',
  RandomUniform: 'RandomUniform',
  RandomNormal: 'RandomNormal',
  TruncatedNormal: 'TruncatedNormal',
  GlorotUniform: 'GlorotUniform',
  GlorotNormal: 'GlorotNormal',
  HeNormal: 'HeNormal',
  HeUniform: 'HeUniform',
  LecunNormal: 'LeCunNormal',
  LecunUniform: 'LeCunUniform',
  Orthogonal: 'Orthogonal',
  OrthogonalInitializer: 'Orthogonal',
};

/** Five times those of the largest models of `keras.applications`; TensorFlow.js takes minutes for many more. */
const MOST_LAYERS = 5000;

interface Converted {
  readonly layer: KerasLayer;
  readonly config: JsonObject;
}

class TopologyReader {
  private count = 0;

  constructor(
    private readonly library: Library,
    private readonly missing: string[],
  ) {}

  model(saved: unknown, part: string, path: string): Converted {
    const { className, config } = named(saved, part);
    if (!MODELS.includes(className)) {
      fail(`${part}.class_name`, `Sequential and functional models are read, received ${show(className)}.`);
    }
    // Keras before 2.2 saved the layers of a Sequential alone.
    const savedLayers = Array.isArray(config) ? config : config['layers'];
    if (!Array.isArray(savedLayers) || savedLayers.length === 0)
      fail(`${part}.config.layers`, 'a list of layers is required.');
    const own: JsonObject = Array.isArray(config) ? {} : config;
    const name = typeof own['name'] === 'string' ? own['name'] : className.toLowerCase();
    const nextPath = pathsBelow(path);
    const converted = savedLayers.map((layer, i) => this.layer(layer, `${part}.config.layers[${i}]`, nextPath));
    const layers = converted.map(({ layer }) => layer);
    const asLayer = { className, name, part, path, layers, config: own };
    if (new Set(layers.map((layer) => layer.name)).size < layers.length) {
      fail(`${part}.config.layers`, 'two layers have the same name.');
    }

    const configs = converted.map(
      ({ layer, config }) => ({ className: layer.className, name: layer.name, config }) as JsonObject,
    );
    if (className === 'Sequential') {
      giveInputShape(configs, savedLayers, own);
      return { layer: asLayer, config: { name, layers: configs } };
    }
    return { layer: asLayer, config: { name, layers: configs, ...readGraph(own, savedLayers, configs, layers, part) } };
  }

  private layer(saved: unknown, at: string, pathOf: (className: string) => string): Converted {
    if (++this.count > MOST_LAYERS) throw new RangeError(`${at}: at most ${MOST_LAYERS} layers are read.`);
    const { className, config, module } = named(saved, at);
    if (Array.isArray(config)) fail(at, 'its config must be an object.');
    const name = config['name'];
    if (typeof name !== 'string' || name === '' || name === '__proto__')
      fail(`${at}.config.name`, 'a text is required.');
    const part = `${at} (${className} ${show(name)})`;
    if (!TENSOR_NAME.test(name))
      fail(`${part}.name`, 'TensorFlow.js takes a letter or digit, and more of those, or of - . _ /.');
    requireSmallNumbers(config, part);
    const path = pathOf(className);
    if (MODELS.includes(className)) return this.model(saved, part, path);
    // Keras 3 makes layers of operators too: `a + b` is an `Add` that is none of keras.layers.
    const isOperator = typeof module === 'string' && module.includes('.ops.');
    if (isOperator) fail(part, `the operator ${show(className)} is not known to go on as in Keras.`);
    const isTheirs = !Object.hasOwn(LAYERS, className) && this.library.hasLayer(className) && isOwnName(saved);
    if (isTheirs) this.missing.push(`${part}: whether the layer of yours goes on as in Keras is not known`);
    else requireProven(className, config, part);
    return {
      layer: { className, name, part, path, layers: null, config },
      config: this.layerConfig(className, config, part),
    };
  }

  private layerConfig(className: string, saved: JsonObject, part: string): JsonObject {
    const config: JsonObject = {};
    for (const [key, value] of Object.entries(saved)) {
      if (DROPPED.includes(key) || LEFT_OUT.includes(key) || isInherited(className, key)) continue;
      config[tfjsKey(className, key)] = this.setting(className, key, value, `${part}.${key}`);
    }
    if (className === 'Bidirectional') requireSameBackward(saved, part);
    if (className === 'GRU' && saved['reset_after'] !== false) config['implementation'] = RESET_AFTER;
    return config;
  }

  private setting(className: string, key: string, value: unknown, part: string): unknown {
    if (key === 'name') return value;
    if (key === 'dtype') return readDtype(value, className === 'InputLayer', part);
    if (value === null) return null;
    if (key === 'activation' || key === 'recurrent_activation')
      return nativeActivation(activationName(value), this.library.isKeras3);
    if (key.endsWith('_initializer')) return readInitializer(value);
    if (key.endsWith('_regularizer')) return readRegularizer(value);
    if (key.endsWith('_constraint')) return readConstraint(value);
    if (key === 'layer') return this.inner(className, value, part);
    // In tf_keras, BatchNormalization has its one axis in a list.
    if (key === 'axis' && className === 'BatchNormalization' && Array.isArray(value) && value.length === 1)
      return value[0];
    // TensorFlow.js is wrong about a causal one's shape, which is that of this one.
    if (key === 'padding' && value === 'causal') return 'same';
    return inCamelCase(value);
  }

  /** A layer in a layer, as in Bidirectional. */
  private inner(outer: string, saved: unknown, part: string): JsonObject {
    const { layer, config } = this.layer(saved, part, () => '');
    if (!INNER[outer]?.includes(layer.className))
      fail(part, `${layer.className} in ${outer} is not known to go on as in Keras.`);
    return { className: layer.className, config };
  }
}

/** What TensorFlow.js takes for the beginning of the names of a layer's weights. */
const TENSOR_NAME = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;

const AXES = /^(axis|axes|dims|shared_axes)$/;
/** As many dimensions as no tensor has. */
const MOST_AXES = 16;
/** Examples in a batch, for each of which a layer may keep a state. */
const LARGEST_BATCH = 1 << 16;

/** TensorFlow.js counts up to an axis, and makes states for a whole batch, before it looks at what it was given. */
function requireSmallNumbers(config: JsonObject, part: string): void {
  for (const [key, saved] of Object.entries(config)) {
    const value = inCamelCase(saved);
    const numbers = [value].flat(2).filter((item) => typeof item === 'number');
    if (AXES.test(key) && !numbers.every((axis) => Math.abs(axis) <= MOST_AXES)) {
      throw new RangeError(`${part}.${key}: axes of at most ${MOST_AXES} are read, received ${show(value)}.`);
    }
    const isShape = key === 'batch_shape' || key === 'batch_input_shape';
    if (isShape && Array.isArray(value) && typeof value[0] === 'number' && !(value[0] <= LARGEST_BATCH)) {
      throw new RangeError(`${part}.${key}: batches of at most ${LARGEST_BATCH} are read, received ${show(value)}.`);
    }
    if (isShape && !isShapeList(value)) {
      fail(`${part}.${key}`, `a list of whole numbers or null is required, received ${show(value)}.`);
    }
  }
}

const isShapeList = (value: unknown) =>
  value === null ||
  (Array.isArray(value) &&
    value.length <= MOST_AXES &&
    value.every((length) => length === null || (Number.isSafeInteger(length) && length >= 0)));

/** Keras names the groups of a model's layers by their classes, counted. */
function pathsBelow(path: string): (className: string) => string {
  const counts = new Map<string, number>();
  return (className) => {
    const name = snakeCase(className);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return `${path}layers/${count === 0 ? name : `${name}_${count}`}/`;
  };
}

/** As `keras.src.utils.naming.to_snake_case`. */
const snakeCase = (name: string) =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** An object as Keras saves one: { class_name, config }. */
function named(saved: unknown, part: string): { className: string; config: JsonObject | unknown[]; module: unknown } {
  if (!isObject(saved) || typeof saved['class_name'] !== 'string')
    fail(part, `{ class_name, config } is required, received ${show(saved)}.`);
  const { class_name: className, config, module } = saved;
  if (!isObject(config) && !Array.isArray(config))
    fail(`${part}.config`, `an object is required, received ${show(config)}.`);
  return { className: (className as string).replace(/^.*>/, ''), config, module };
}

/** What TensorFlow.js does not take: it has one value alone, or ours is computed by our calls. */
const LEFT_OUT = [
  'activity_regularizer',
  'backward_layer',
  'groups',
  'interpolation',
  'optional',
  'output_padding',
  'ragged',
  'renorm',
  'reset_after',
  'rms_scaling',
  'seed',
  'sparse',
  'synchronized',
  'time_major',
  'use_cudnn',
  'zero_output_for_mask',
];

/** Settings that a layer's class brings along in Keras, and that do nothing there. */
const isInherited = (className: string, key: string) =>
  (className === 'ELU' && key === 'alpha') ||
  (className === 'ReLU' && key !== 'max_value' && key !== 'name' && key !== 'trainable') ||
  ((className === 'SeparableConv2D' || className === 'DepthwiseConv2D') &&
    /^kernel_(initializer|regularizer|constraint)$/.test(key));

/** Whether a class is of the user's own, in a package of its own in Keras, as `Custom>Name`. */
const isOwnName = (saved: unknown) => {
  const { class_name: className, registered_name: registered } = saved as JsonObject;
  return String(className).includes('>') || typeof registered === 'string';
};

function tfjsKey(className: string, key: string): string {
  if (key === 'batch_shape') return 'batchInputShape';
  if (className === 'LeakyReLU' && key === 'negative_slope') return 'alpha';
  return toCamelCase(key);
}

/** Enumerations, as `channels_last`, are in camel case in TensorFlow.js. */
function inCamelCase(value: unknown): unknown {
  if (typeof value === 'string') return toCamelCase(value);
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (!isObject(value)) return value;
  // Keras 3 writes a tuple as an object.
  if (value['class_name'] === '__tuple__' && Array.isArray(value['items'])) return value['items'].map(inCamelCase);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [toCamelCase(key), inCamelCase(item)]));
}

function readDtype(value: unknown, isInput: boolean, part: string): string {
  // Keras 3 saves the policy: what a layer computes in, and what it keeps its weights in.
  const config = isObject(value) ? value['config'] : null;
  const dtype = isObject(config) ? config['name'] : value;
  if (dtype === null || dtype === undefined || dtype === 'float32') return 'float32';
  if (isInput && (dtype === 'int32' || dtype === 'int64' || dtype === 'bool'))
    return dtype === 'bool' ? 'bool' : 'int32';
  return fail(part, `TensorFlow.js computes in float32, received ${show(dtype)}.`);
}

function readInitializer(value: unknown): JsonObject {
  const { class_name: saved, config } = isObject(value) ? value : { class_name: null, config: null };
  const className = typeof saved === 'string' && Object.hasOwn(INITIALIZERS, saved) ? INITIALIZERS[saved] : undefined;
  if (!className || !isObject(config)) return { className: 'Zeros', config: {} };
  const settings = Object.entries(config).filter(([key, item]) => key !== 'seed' && typeof item === 'number');
  return { className, config: Object.fromEntries(settings.map(([key, item]) => [toCamelCase(key), item])) };
}

function readRegularizer(value: unknown): JsonObject {
  const { config } = value as { config: JsonObject };
  // Its default is 0.01 each, and not 0.
  return { className: 'L1L2', config: { l1: config['l1'] ?? 0, l2: config['l2'] ?? 0 } };
}

function readConstraint(value: unknown): JsonObject {
  const { class_name: className, config } = value as { class_name: string; config: JsonObject };
  return { className: className.replace(/^.*>/, ''), config: inCamelCase(config) };
}

/** TensorFlow.js makes the backward layer from the forward one. */
function requireSameBackward({ layer, backward_layer: backward }: JsonObject, part: string): void {
  if (backward === undefined || backward === null) return;
  const settings = (saved: unknown) => {
    const config = isObject(saved) && isObject(saved['config']) ? saved['config'] : {};
    return JSON.stringify(config, (key, value) =>
      ['name', 'go_backwards', 'shared_object_id', 'seed'].includes(key) ? undefined : value,
    );
  };
  if (settings(layer) !== settings(backward)) {
    fail(`${part}.backward_layer`, 'TensorFlow.js has one with the settings of the forward layer alone.');
  }
}

/** Keras saves the shape beside the layers where no input layer was given. */
function giveInputShape(configs: JsonObject[], savedLayers: readonly unknown[], model: JsonObject): void {
  const first = configs[0] as { className: string; config: JsonObject };
  if (first.className === 'InputLayer' || first.config['batchInputShape'] || MODELS.includes(first.className)) return;
  const build = (savedLayers[0] as JsonObject)['build_config'];
  const shape = model['build_input_shape'] ?? (isObject(build) ? build['input_shape'] : null);
  if (Array.isArray(shape) && isShapeList(shape)) first.config['batchInputShape'] = shape;
}
