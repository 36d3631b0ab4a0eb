import { show } from '../errors.js';
import { fail, isObject, type JsonObject } from '../formats/reading.js';
import { toCamelCase } from '../options.js';
import { readGraph } from './keras-graph.js';

/** A layer of a Keras model, in Keras's order. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  /** Where its config stands in the file, for messages. */
  readonly part: string;
  /** Where its weights stand in a `.keras` file. */
  readonly path: string;
  /** Those of a model that is used as a layer. */
  readonly layers: readonly KerasLayer[] | null;
}

/** A model's config as TensorFlow.js's `fromConfig` takes it, and its layers. */
export interface Topology {
  readonly sequential: boolean;
  /** Names of the layers whose outputs are the model's; of a Sequential, none. */
  readonly outputs: readonly string[];
  readonly config: JsonObject;
  readonly layers: readonly KerasLayer[];
}

/** Whether this copy of TensorFlow.js has a layer of that class. */
export type HasLayer = (className: string) => boolean;

/**
 * The config of a model, of Keras 3 or before, as TensorFlow.js reads it; what training goes without is added to
 * `missing`.
 * @throws {TypeError | RangeError} that names the layer, for one that TensorFlow.js does not have or has otherwise.
 */
export function readTopology(saved: unknown, part: string, hasLayer: HasLayer, missing: string[]): Topology {
  const reader = new TopologyReader(hasLayer, missing);
  const { layer, config } = reader.model(saved, part, '');
  reader.checkMasks();
  return {
    sequential: layer.className === 'Sequential',
    outputs: ((config['outputLayers'] ?? []) as [string][]).map(([output]) => output),
    config,
    layers: layer.layers as readonly KerasLayer[],
  };
}

const MODELS = ['Sequential', 'Functional', 'Model'];

/** What TensorFlow.js ignores: the value that is needed, and whether anything else is something that it does not do. */
const REQUIRED: Readonly<Record<string, readonly unknown[]>> = {
  activity_regularizer: [null],
  groups: [1],
  keepdims: [false],
  lora_rank: [null],
  output_padding: [null],
  quantization_config: [null],
  ragged: [false],
  renorm: [false],
  reset_after: [false],
  rms_scaling: [false],
  sparse: [false],
  time_major: [false],
};
const REQUIRED_OF: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  ReLU: { negative_slope: [0], threshold: [0] },
};

/** Of no consequence for what a layer computes. */
const DROPPED = [
  'optional',
  'backward_layer',
  'build_config',
  'module',
  'registered_name',
  'shared_object_id',
  'synchronized',
  'use_cudnn',
  'autocast',
  ...Object.keys(REQUIRED),
];

/** Keras's activations that TensorFlow.js computes alike, by the name it has for them. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  elu: 'elu',
  gelu: 'gelu',
  hard_sigmoid: 'hardSigmoid',
  linear: 'linear',
  log_softmax: 'logSoftmax',
  mish: 'mish',
  relu: 'relu',
  relu6: 'relu6',
  selu: 'selu',
  sigmoid: 'sigmoid',
  silu: 'swish',
  softmax: 'softmax',
  softplus: 'softplus',
  softsign: 'softsign',
  swish: 'swish',
  tanh: 'tanh',
};

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
const REGULARIZERS = ['L1', 'L2', 'L1L2'];
const CONSTRAINTS = ['MaxNorm', 'MinMaxNorm', 'NonNeg', 'UnitNorm'];

/** Five times those of the largest models of `keras.applications`; TensorFlow.js takes minutes for many more. */
const MOST_LAYERS = 5000;

interface Converted {
  readonly layer: KerasLayer;
  readonly config: JsonObject;
}

class TopologyReader {
  private count = 0;
  private hasMask = false;
  /** Where zeros are put out for what is masked. */
  private zeroOutput: string | null = null;

  constructor(
    private readonly hasLayer: HasLayer,
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
    const asLayer = { className, name, part, path, layers };
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

  /** Keras's Bidirectional always asks for zeros, which matters where there is a mask. */
  checkMasks(): void {
    if (this.hasMask && this.zeroOutput) {
      fail(this.zeroOutput, 'TensorFlow.js repeats the last output for what is masked, received true.');
    }
  }

  private layer(saved: unknown, at: string, pathOf: (className: string) => string): Converted {
    if (++this.count > MOST_LAYERS) throw new RangeError(`${at}: at most ${MOST_LAYERS} layers are read.`);
    const { className, config, module } = named(saved, at);
    if (Array.isArray(config)) fail(at, 'its config must be an object.');
    const name = config['name'];
    if (typeof name !== 'string' || name === '' || name === '__proto__')
      fail(`${at}.config.name`, 'a text is required.');
    const part = `${at} (${className} ${show(name)})`;
    const path = pathOf(className);
    if (MODELS.includes(className)) return this.model(saved, part, path);
    // Keras 3 makes layers of operators too: `a + b` is an `Add` that is none of keras.layers.
    const isOperator = typeof module === 'string' && module.includes('.ops.');
    if (isOperator || !this.hasLayer(className))
      fail(part, `TensorFlow.js does not have the layer ${show(className)}.`);
    return { layer: { className, name, part, path, layers: null }, config: this.layerConfig(className, config, part) };
  }

  private layerConfig(className: string, saved: JsonObject, part: string): JsonObject {
    for (const [key, allowed] of Object.entries({ ...REQUIRED, ...REQUIRED_OF[className] })) {
      const value = saved[key];
      if (value !== undefined && value !== null && !allowed.includes(value)) {
        fail(`${part}.${key}`, `TensorFlow.js has ${show(allowed[0])} alone, received ${show(value)}.`);
      }
    }
    if (className === 'Masking' || saved['mask_zero'] === true) this.hasMask = true;
    if (saved['zero_output_for_mask'] === true) this.zeroOutput ??= `${part}.zero_output_for_mask`;
    const config: JsonObject = {};
    for (const [key, value] of Object.entries(saved)) {
      if (DROPPED.includes(key) || isInherited(className, key)) continue;
      config[tfjsKey(className, key)] = this.setting(className, key, value, saved, `${part}.${key}`);
    }
    if (className === 'Bidirectional') requireSameBackward(saved, part);
    return config;
  }

  private setting(className: string, key: string, value: unknown, config: JsonObject, part: string): unknown {
    if (key === 'name') return value;
    if (key === 'dtype') return readDtype(value, className === 'InputLayer', part);
    if (value === null) return null;
    if (key === 'activation' || key === 'recurrent_activation')
      return readActivation(value, isObject(config['dtype']), part);
    if (key.endsWith('_initializer')) return readInitializer(value);
    if (key.endsWith('_regularizer')) return readRegularizer(value, part);
    if (key.endsWith('_constraint')) {
      this.missing.push(`${part}: TensorFlow.js applies no constraints in training`);
      return readConstraint(value, part);
    }
    if (key === 'layer' || key === 'cell') return this.inner(value, part);
    if (key === 'cells')
      return Array.isArray(value)
        ? value.map((cell, i) => this.inner(cell, `${part}[${i}]`))
        : fail(part, 'a list is required.');
    // In tf_keras, BatchNormalization has its one axis in a list.
    if (key === 'axis' && className === 'BatchNormalization' && Array.isArray(value) && value.length === 1)
      return value[0];
    return inCamelCase(value);
  }

  /** A layer in a layer, as in Bidirectional. */
  private inner(saved: unknown, part: string): JsonObject {
    const { layer, config } = this.layer(saved, part, () => '');
    if (layer.layers) fail(part, 'models inside of a layer are not read.');
    return { className: layer.className, config };
  }
}

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

/** Settings that a layer's class brings along in Keras, and that do nothing there. */
const isInherited = (className: string, key: string) =>
  className === 'SeparableConv2D' && /^kernel_(initializer|regularizer|constraint)$/.test(key);

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

function readActivation(value: unknown, isKeras3: boolean, part: string): string {
  const saved = isObject(value) ? (value['class_name'] === 'function' ? value['config'] : value['class_name']) : value;
  if (typeof saved !== 'string' || !Object.hasOwn(ACTIVATIONS, saved)) {
    fail(part, `TensorFlow.js has ${Object.keys(ACTIVATIONS).join(', ')}, received ${show(saved)}.`);
  }
  if (saved === 'hard_sigmoid' && isKeras3)
    fail(part, "Keras 3's hard_sigmoid has a slope of 1/6, TensorFlow.js's one of 1/5.");
  return ACTIVATIONS[saved] as string;
}

function readInitializer(value: unknown): JsonObject {
  const { class_name: saved, config } = isObject(value) ? value : { class_name: null, config: null };
  const className = typeof saved === 'string' && Object.hasOwn(INITIALIZERS, saved) ? INITIALIZERS[saved] : undefined;
  if (!className || !isObject(config)) return { className: 'Zeros', config: {} };
  const settings = Object.entries(config).filter(([key, item]) => key !== 'seed' && typeof item === 'number');
  return { className, config: Object.fromEntries(settings.map(([key, item]) => [toCamelCase(key), item])) };
}

function readRegularizer(value: unknown, part: string): JsonObject {
  const { className, config } = named(value, part);
  if (!REGULARIZERS.includes(className) || Array.isArray(config))
    fail(part, `TensorFlow.js has L1, L2 and L1L2, received ${show(className)}.`);
  const strength = (key: string) => {
    const number = config[key] ?? 0;
    return typeof number === 'number'
      ? number
      : fail(`${part}.config.${key}`, `a number is required, received ${show(number)}.`);
  };
  // Its default is 0.01 each, and not 0.
  return { className: 'L1L2', config: { l1: strength('l1'), l2: strength('l2') } };
}

function readConstraint(value: unknown, part: string): JsonObject | null {
  const { className, config } = named(value, part);
  return CONSTRAINTS.includes(className) ? { className, config: inCamelCase(config) } : null;
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
  if (Array.isArray(shape)) first.config['batchInputShape'] = shape;
}
