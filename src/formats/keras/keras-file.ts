import { openHdf5 } from '../archives/hdf5.js';
import { openZip, type ZipEntry } from '../archives/zip.js';
import { Budget } from '../budget.js';

import {
  asRead,
  fail,
  LARGEST_JSON,
  type ReadOptions,
  type ReadSchedule,
  toBytes,
  toJsonObject,
  toText,
} from '../reading.js';

import { kerasIteration } from './keras-h5.js';
import { findOptimizer, WITHOUT_OPTIMIZER } from './keras-json.js';
import { readOptimizer } from './keras-optimizer.js';

const CONFIG = 'config.json';
const WEIGHTS = 'model.weights.h5';
const METADATA = 'metadata.json';
/** What `torch.save` writes is a zip archive too. */
const PYTORCH = /(^|\/)data\.pkl$/;

/**
 * The schedule, the optimizer and its count of updates in a `.keras` file, of Keras 3 or tf_keras.
 *
 * ```ts
 * const { schedule, iterations } = await readKerasFile(await readFile('model.keras'));
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the file.
 */
export async function readKerasFile(bytes: Uint8Array | ArrayBuffer, options: ReadOptions = {}): Promise<ReadSchedule> {
  const { config, weights, budget } = await openKerasFile(bytes);
  const found = findOptimizer(config, CONFIG);
  if (!found) fail(`${CONFIG} → compile_config`, WITHOUT_OPTIMIZER);
  const read = readOptimizer(found.optimizer, found.part, options);
  if (!weights)
    return asRead('keras-archive', {
      ...read,
      ignored: [...read.ignored, `${WEIGHTS}: it is missing, and the iteration with it`],
    });
  return asRead('keras-archive', {
    ...read,
    iterations: await kerasIteration(openHdf5(await weights(), WEIGHTS, budget)),
  });
}

/**
 * The config of a `.keras` file, the version of Keras that wrote it, how to get the bytes of its weights, an HDF5 file, and
 * what reading them may cost.
 */
export async function openKerasFile(source: Uint8Array | ArrayBuffer): Promise<{
  config: Record<string, unknown>;
  /** The config as it is written, where 1 and 1.0 are not the same. */
  text: string;
  version: unknown;
  weights: (() => Promise<Uint8Array>) | null;
  budget: Budget;
}> {
  const bytes = toBytes(source, '.keras file');
  const budget = new Budget(bytes.length);
  const isWanted = (name: string) => name === CONFIG || name === WEIGHTS || name === METADATA || PYTORCH.test(name);
  const entries = openZip(bytes, isWanted, budget);
  const config = entries.get(CONFIG);
  if (!config) {
    const pickled = [...entries.keys()].some((name) => PYTORCH.test(name));
    fail(
      `${CONFIG}`,
      pickled
        ? 'it is missing: the archive is of PyTorch, which nothing but Python can read. Save training arguments as JSON, with to_json_string().'
        : 'it is missing: the archive is no .keras file.',
    );
  }
  const weights = entries.get(WEIGHTS);
  const metadata = entries.get(METADATA);
  const json = await readText(config, CONFIG);
  return {
    config: toJsonObject(json, CONFIG, budget),
    text: json,
    version: metadata ? toJsonObject(await readText(metadata, METADATA), METADATA, budget)['keras_version'] : null,
    weights: weights ? () => weights.bytes() : null,
    budget,
  };
}

async function readText(entry: ZipEntry, part: string): Promise<string> {
  if (entry.size > LARGEST_JSON) throw new RangeError(`${part}: ${entry.size} bytes of text are refused.`);
  return toText(await entry.bytes(), part, LARGEST_JSON);
}
