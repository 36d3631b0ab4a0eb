import { show } from '../errors.js';
import { type Hdf5Object, openHdf5 } from '../formats/archives/hdf5.js';
import { Budget } from '../formats/budget.js';
import { openKerasFile } from '../formats/keras/keras-file.js';
import { textList } from '../formats/keras/keras-h5.js';
import { fail, isObject, type JsonObject, toJsonObject } from '../formats/reading.js';
import type { KerasLayer } from './topology.js';

/** A variable that a file holds. */
export interface SavedVariable {
  /** Its name, after that of the file's part. */
  readonly name: string;
  readonly shape: readonly number[];
  values(): Promise<Float32Array>;
}

/** What a model's file holds, whatever its form. */
export interface KerasModelFile {
  /** The model, as { class_name, config }. */
  readonly model: unknown;
  readonly modelPart: string;
  /** Whether Keras 3 wrote it; if not, Keras before, which tf_keras is. */
  readonly isKeras3: boolean;
  /** What it was compiled with: the optimizer, the loss, the metrics. */
  readonly training: JsonObject;
  /** As it is written, where 1 and 1.0 are not the same. */
  readonly trainingText: string;
  readonly trainingPart: string;
  readonly optimizerKey: 'optimizer' | 'optimizer_config';
  /** More weights than this are not in it. */
  readonly size: number;
  /** What reading it, and building its layers, may cost. */
  readonly budget: Budget;
  /** Whether each layer of a model inside of the model has its own weights, or that model all of them. */
  readonly byLeaf: boolean;
  /** The weights of a layer; files without names are asked layer by layer, in Keras's order. */
  layerWeights(layer: KerasLayer, count: number): readonly SavedVariable[];
  /** The optimizer's variables, the count of updates first; null where the file has none. */
  readonly optimizerVariables: readonly SavedVariable[] | null;
}

/** The file that these bytes are: a `.keras` or an `.h5` file. */
export async function openModelFile(bytes: Uint8Array): Promise<KerasModelFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openKeras(bytes);
  if (bytes[0] === 0x89 && bytes[1] === 0x48) return openH5(bytes);
  return fail('loadKerasModel', 'the bytes of a .keras or .h5 file are required; these are of neither.');
}

async function openKeras(bytes: Uint8Array): Promise<KerasModelFile> {
  const { config, text, version, weights, budget } = await openKerasFile(bytes);
  const part = 'model.weights.h5';
  if (!weights) fail(part, 'it is missing.');
  const content = await weights();
  const root = openHdf5(content, part, budget);
  let optimizer = root.get('optimizer');
  for (let inner = optimizer; inner; inner = inner.get('inner_optimizer')) optimizer = inner;
  const variables = optimizer ? ownVariables(optimizer, part) : [];
  const trainingPart = 'config.json → compile_config';
  return {
    model: config,
    modelPart: 'config.json',
    isKeras3: readVersion(version, 'metadata.json → keras_version'),
    training: trainingOf(config['compile_config'], trainingPart),
    trainingText: text,
    trainingPart,
    optimizerKey: 'optimizer',
    size: content.length,
    budget,
    byLeaf: true,
    layerWeights({ path }) {
      const group = root.get(path);
      return group ? allVariables(group, part) : [];
    },
    optimizerVariables: variables.length > 0 ? variables : null,
  };
}

/** Where layers keep the layers inside of them, in the order in which TensorFlow.js has their weights. */
const INNER = ['forward_layer', 'backward_layer', 'layer', 'cell'];

function allVariables(group: Hdf5Object, part: string): SavedVariable[] {
  const inner = INNER.flatMap((name) => group.get(name) ?? []);
  return [...ownVariables(group, part), ...inner.flatMap((child) => allVariables(child, part))];
}

function ownVariables(group: Hdf5Object, part: string): SavedVariable[] {
  const vars = group.get('vars');
  if (!vars) return [];
  return Array.from({ length: vars.names.length }, (_, i) => savedVariable(vars, String(i), part));
}

function savedVariable(group: Hdf5Object, name: string, part: string): SavedVariable {
  const dataset = group.get(name);
  const at = `${part} → ${group.path}/${name}`;
  if (!dataset?.shape) return fail(at, 'it is missing.');
  return {
    name: at,
    shape: dataset.shape,
    async values() {
      const values = await dataset.values();
      if (Array.isArray(values)) fail(at, 'numbers are required, received texts.');
      return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>);
    },
  };
}

function openH5(bytes: Uint8Array): KerasModelFile {
  const part = '.h5 file';
  const budget = new Budget(bytes.length);
  const root = openHdf5(bytes, part, budget);
  const json = (name: string) => {
    const text = root.attribute(name);
    if (typeof text !== 'string') {
      fail(`${part} → ${name}`, 'it is missing: the file holds weights alone, or a model without its optimizer.');
    }
    return toJsonObject(text, `${part} → ${name}`, budget);
  };
  const weights = root.get('model_weights');
  if (!weights) fail(`${part} → model_weights`, 'it is missing.');
  const optimizer = root.get('optimizer_weights');
  const variablesOf = (group: Hdf5Object) =>
    textList(group, 'weight_names').map((name) => savedVariable(group, name, part));
  return {
    model: json('model_config'),
    modelPart: `${part} → model_config`,
    isKeras3: readVersion(root.attribute('keras_version'), `${part} → keras_version`),
    training: json('training_config'),
    trainingText: String(root.attribute('training_config')),
    trainingPart: `${part} → training_config`,
    optimizerKey: 'optimizer_config',
    size: bytes.length,
    budget,
    byLeaf: false,
    layerWeights({ name }) {
      const group = weights.get(name);
      return group ? variablesOf(group) : [];
    },
    optimizerVariables: optimizer && variablesOf(optimizer),
  };
}

/** What a model.json says of a model that was converted from Keras, with its weights in Keras's order. */
export function openConverted(topology: JsonObject, weights: readonly SavedVariable[], size: number): KerasModelFile {
  const part = 'model.json → modelTopology';
  let next = 0;
  return {
    model: topology['model_config'],
    modelPart: `${part}.model_config`,
    isKeras3: readVersion(topology['keras_version'], `${part}.keras_version`),
    training: trainingOf(topology['training_config'], `${part}.training_config`),
    trainingText: JSON.stringify(topology['training_config']),
    trainingPart: `${part}.training_config`,
    optimizerKey: 'optimizer_config',
    size,
    budget: new Budget(4 * size),
    byLeaf: false,
    layerWeights(_layer, count) {
      next += count;
      return weights.slice(next - count, next);
    },
    optimizerVariables: null,
  };
}

/** What Keras 3 computes otherwise than Keras before is told apart by this alone. */
function readVersion(version: unknown, part: string): boolean {
  if (typeof version !== 'string' || !/^\d+\./.test(version))
    fail(part, `the version of Keras is required, as "3.15.1", received ${show(version)}.`);
  return Number.parseInt(version as string, 10) >= 3;
}

function trainingOf(config: unknown, part: string): JsonObject {
  if (!isObject(config))
    fail(part, `it is missing: the model was saved without its optimizer, received ${show(config)}.`);
  return config;
}
