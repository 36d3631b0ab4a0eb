import { type Hdf5Object, openHdf5 } from '../archives/hdf5.js';
import { Budget } from '../budget.js';
import { fail, type ReadOptions, type ReadSchedule, toBytes, toJsonObject } from '../reading.js';
import { readOptimizer } from './keras-optimizer.js';

const FILE = '.h5 file';

/**
 * The schedule, the optimizer and its count of updates in an `.h5` file, of Keras 3, tf_keras, or Keras before 2.
 *
 * ```ts
 * const { schedule, iterations } = await readKerasH5(await readFile('model.h5'));
 * ```
 *
 * @throws {TypeError | RangeError} that names the part of the file.
 */
export async function readKerasH5(bytes: Uint8Array | ArrayBuffer, options: ReadOptions = {}): Promise<ReadSchedule> {
  const file = toBytes(bytes, FILE);
  const budget = new Budget(file.length);
  const root = openHdf5(file, FILE, budget);
  const text = root.attribute('training_config');
  if (typeof text !== 'string') {
    fail(`${FILE} → training_config`, 'it is missing: the file holds weights alone, or a model without its optimizer.');
  }
  const part = `${FILE} → training_config`;
  const { optimizer_config } = toJsonObject(text, part, budget);
  const read = readOptimizer(optimizer_config, `${part}.optimizer_config`, options);
  return { ...read, iterations: await h5Iteration(root) };
}

/** The names that Keras has given to an optimizer's count of updates. */
const ITERATION = /(^|\/)(iteration|iterations|iter)(:0)?$/;

async function h5Iteration(root: Hdf5Object): Promise<number | null> {
  const weights = root.get('optimizer_weights');
  if (!weights) return null;
  // Where one optimizer wraps another, the last is the one inside, which applies the updates.
  const name = textList(weights, 'weight_names').findLast((candidate) => ITERATION.test(candidate));
  return name === undefined ? null : scalar(weights.get(name));
}

/** A list of texts in attributes of a group: in one, or in several if they are many. */
export function textList(group: Hdf5Object, name: string): string[] {
  const whole = group.attribute(name);
  if (whole !== null) return asTexts(whole);
  const names: string[] = [];
  for (let i = 0; ; i++) {
    const piece = group.attribute(`${name}${i}`);
    if (piece === null) return names;
    for (const text of asTexts(piece)) names.push(text);
  }
}

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The count of updates in the weights of a `.keras` file: its optimizer's first variable. */
export async function kerasIteration(root: Hdf5Object): Promise<number | null> {
  let optimizer = root.get('optimizer');
  for (let inner = optimizer; inner; inner = inner.get('inner_optimizer')) optimizer = inner;
  return scalar(optimizer?.get('vars/0') ?? null);
}

async function scalar(dataset: Hdf5Object | null): Promise<number | null> {
  if (!dataset?.shape || dataset.shape.length > 0) return null;
  const [value] = await dataset.values();
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
