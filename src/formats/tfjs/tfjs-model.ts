import { toSnakeCase } from '../../options.js';
import { findOptimizer } from '../keras/keras-json.js';
import { readOptimizer } from '../keras/keras-optimizer.js';
import {
  fail,
  isObject,
  type JsonObject,
  type ReadOptions,
  type ReadSchedule,
  type Source,
  toJsonObject,
} from '../reading.js';

const FILE = 'model.json';

/**
 * The schedule and the optimizer in TensorFlow.js's `model.json`: that of a model converted from Keras, and that of one
 * saved by TensorFlow.js with `includeOptimizer`. The count of updates is not in this file.
 *
 * Takes the text, its bytes, the parsed JSON, or the artifacts that an `IOHandler` loads.
 *
 * ```ts
 * const { schedule, optimizer } = await readTfjsModel(await (await fetch('model/model.json')).text());
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the file, as `modelTopology.training_config`.
 */
export async function readTfjsModel(source: Source | object, options: ReadOptions = {}): Promise<ReadSchedule> {
  return readTfjs(toJsonObject(withoutWeights(source), FILE), options);
}

/** Artifacts in memory hold the weights too, which are not looked at. */
function withoutWeights(source: Source | object): Source | object {
  if (!('modelTopology' in Object(source))) return source;
  const { format, modelTopology, trainingConfig, userDefinedMetadata } = source as JsonObject;
  return { format, modelTopology, trainingConfig, userDefinedMetadata };
}

export function readTfjs(model: JsonObject, options: ReadOptions): ReadSchedule {
  if (model['format'] === 'graph-model') fail(`${FILE} → format`, 'a graph model holds no optimizer.');
  const { trainingConfig, modelTopology, userDefinedMetadata } = model;
  if (isObject(trainingConfig)) {
    const saved = inKerasSpelling(trainingConfig['optimizer_config'] ?? trainingConfig['optimizerConfig']);
    const part = `${FILE} → trainingConfig.optimizer_config`;
    return { ...readOptimizer(withSavedSchedule(saved, userDefinedMetadata), part, options), iterations: null };
  }
  const found = isObject(modelTopology) ? findOptimizer(modelTopology, FILE) : null;
  if (!found) {
    fail(
      `${FILE} → trainingConfig`,
      'it is missing, and modelTopology.training_config too: the model was saved without its optimizer.',
    );
  }
  const part = found.part.replace('→ ', '→ modelTopology.');
  return { ...readOptimizer(found.optimizer, part, options), iterations: null };
}

/** Settings of TensorFlow.js's own optimizers that Keras calls by another name. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RMSProp: { decay: 'rho' },
  Momentum: { use_nesterov: 'nesterov' },
};
const CLASSES: Readonly<Record<string, string>> = { RMSProp: 'RMSprop' };

/** An optimizer as TensorFlow.js saves it, with the names that Keras uses. */
function inKerasSpelling(saved: unknown): unknown {
  if (!isObject(saved)) return saved;
  const { class_name: className, config, ...rest } = renameKeys(saved) as JsonObject;
  if (typeof className !== 'string' || !isObject(config)) return saved;
  const renamed = RENAMED[className] ?? {};
  const settings = Object.entries(config).map(([key, value]) => [renamed[key] ?? key, value]);
  return { ...rest, class_name: CLASSES[className] ?? className, config: Object.fromEntries(settings) };
}

/** With the schedule that `saveSchedule` of `lr-schedules/tfjs` kept; the optimizer's own config has the last rate only. */
function withSavedSchedule(optimizer: unknown, metadata: unknown): unknown {
  if (!isObject(optimizer) || !isObject(metadata) || !isObject(metadata['lrSchedule'])) return optimizer;
  return { ...optimizer, config: { ...Object(optimizer['config']), learning_rate: metadata['lrSchedule'] } };
}

/** `beta1` to `beta_1`, `className` to `class_name`, and so on down; without what TensorFlow.js adds on loading. */
function renameKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'customObjects');
  return Object.fromEntries(entries.map(([key, item]) => [toKerasKey(key), renameKeys(item)]));
}

const toKerasKey = (key: string) => toSnakeCase(key).replace(/([a-z])(\d)/g, '$1_$2');
