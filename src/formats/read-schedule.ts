import { isTrainingArguments, readArguments } from './hugging-face/training-arguments.js';
import { readKerasFile } from './keras/keras-file.js';
import { readKerasH5 } from './keras/keras-h5.js';
import { readKeras } from './keras/keras-json.js';
import { isModelGarden, readModelGarden, readModelGardenYaml } from './model-garden/model-garden-yaml.js';
import {
  fail,
  isObject,
  type JsonObject,
  LARGEST_JSON,
  type ReadOptions,
  type ReadSchedule,
  type Source,
  toBytes,
  toJsonObject,
  toText,
} from './reading.js';
import { LARGEST_YAML, parseYaml } from './syntax/yaml.js';
import { readTfjs } from './tfjs/tfjs-model.js';

/**
 * The schedule in a file of any form that this package knows, recognised by what is in it: a `.keras` or `.h5` file of
 * Keras 3 or tf_keras, JSON of Keras, TensorFlow.js's `model.json`, YAML of Model Garden, training arguments of Hugging
 * Face as JSON. In Node and in the browser alike; nothing in a file is ever executed.
 *
 * ```ts
 * const { schedule, optimizer, iterations, ignored } = await readSchedule(await readFile('model.keras'));
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the file, for one that is damaged, unknown or hostile.
 */
export async function readSchedule(source: Source, options: ReadOptions = {}): Promise<ReadSchedule> {
  if (typeof source !== 'string') {
    const bytes = toBytes(source, 'readSchedule');
    if (startsWith(bytes, 'PK')) return readKerasFile(bytes, options);
    if (startsWith(bytes, '\x89HDF')) return readKerasH5(bytes, options);
  }
  const text = toText(source, 'the file', LARGEST_JSON);
  return text.trimStart().startsWith('{') ? readBraces(text, options) : readModelGardenYaml(text);
}

/** JSON, or YAML in braces, of which every JSON that Model Garden writes is one too. */
async function readBraces(text: string, options: ReadOptions): Promise<ReadSchedule> {
  let file: JsonObject;
  try {
    file = toJsonObject(text, 'JSON');
  } catch (error) {
    const yaml = text.length > LARGEST_YAML ? null : await parseYaml(text, 'YAML').catch(() => null);
    if (isObject(yaml) && isModelGarden(yaml)) return readModelGardenYaml(text);
    throw error;
  }
  if (isTfjs(file)) return readTfjs(file, options);
  if (isModelGarden(file)) return readModelGarden(file);
  if (isKeras(file)) return readKeras(file, 'Keras JSON', options);
  if (isTrainingArguments(file)) return readArguments(file, options);
  fail(
    'JSON',
    'it is none of the forms that are known: a schedule, optimizer or model of Keras, a model.json of TensorFlow.js, ' +
      'an optimizer_config of Model Garden, training arguments of Hugging Face.',
  );
}

/** Whether it is of one of the forms in JSON or YAML, as far as its outermost keys tell. */
export const isKnownForm = (file: JsonObject) =>
  isTfjs(file) || isModelGarden(file) || isKeras(file) || isTrainingArguments(file);

const isTfjs = (file: JsonObject) => 'modelTopology' in file || isObject(file['trainingConfig']);

const isKeras = (file: JsonObject) =>
  ['class_name', 'compile_config', 'training_config', 'optimizer_config'].some((key) => key in file);

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}
