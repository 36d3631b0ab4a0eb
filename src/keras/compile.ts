import { show } from '../errors.js';
import { fail, isObject, type JsonObject } from '../formats/reading.js';
import { LOSS_NAMES, LOSSES, MEANS, type ProvenLoss, SUM } from './losses.js';

/** A loss as Keras saved it. */
export interface SavedLoss {
  readonly loss: ProvenLoss;
  readonly config: JsonObject;
}

/** What a model was compiled with, beside the optimizer. */
export interface Compiled {
  /** One for each output; none if one of them is not known to go on as in Keras. */
  readonly losses: readonly SavedLoss[] | null;
  readonly metrics: string[] | Record<string, string[]>;
}

const METRICS: Readonly<Record<string, string>> = {
  acc: 'accuracy',
  accuracy: 'accuracy',
  binaryaccuracy: 'binaryAccuracy',
  categoricalaccuracy: 'categoricalAccuracy',
  categoricalcrossentropy: 'categoricalCrossentropy',
  sparsecategoricalcrossentropy: 'sparseCategoricalCrossentropy',
  mse: 'mse',
  meansquarederror: 'mse',
  mae: 'mae',
  meanabsoluteerror: 'mae',
  mape: 'mape',
  meanabsolutepercentageerror: 'mape',
};

const bareName = (name: string) => name.replace(/^.*>/, '').replace(/_/g, '').toLowerCase();

/** The losses and the metrics of a compiled model; what is not known to go on as in Keras is added to `missing`. */
export function readCompiled(
  training: JsonObject,
  part: string,
  outputs: readonly string[],
  missing: string[],
): Compiled {
  for (const key of ['loss_weights', 'weighted_metrics', 'sample_weight_mode']) {
    const value = training[key];
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) missing.push(`${part}.${key}: it is not known to go on as in Keras, and left out`);
  }
  const losses = readLosses(training['loss'], `${part}.loss`, outputs, missing);
  // TensorFlow.js has the sparse accuracy as that of a sparse loss alone.
  const isSparse = losses?.every(({ loss }) => loss.native === 'sparseCategoricalCrossentropy') === true;
  const names = isSparse ? { ...METRICS, sparsecategoricalaccuracy: 'accuracy' } : METRICS;
  return { losses, metrics: readMetrics(training['metrics'], names, `${part}.metrics`, outputs, missing) };
}

function readLosses(saved: unknown, part: string, outputs: readonly string[], missing: string[]): Compiled['losses'] {
  const count = Math.max(1, outputs.length);
  const each = outputs.length > 1 || Array.isArray(saved);
  const list = Array.isArray(saved)
    ? saved.map((one, i) => [one, `${part}[${i}]`])
    : isObject(saved) && !('class_name' in saved)
      ? outputs.map((name) => [(saved as JsonObject)[name], `${part}.${name}`])
      : Array.from({ length: each ? count : 1 }, () => [saved, part]);
  if (list.length !== count) fail(part, `${count} losses are required, one for each output, received ${list.length}.`);
  const losses = list.map(([one, at]) => readLoss(one, at as string, missing));
  return losses.includes(null) ? null : (losses as SavedLoss[]);
}

function readLoss(saved: unknown, part: string, missing: string[]): SavedLoss | null {
  const { name, config } = readFunction(saved);
  const bare = name === null ? '' : bareName(name);
  const key = Object.hasOwn(LOSS_NAMES, bare) ? (LOSS_NAMES[bare] as string) : bare;
  const left = 'is not known to go on as in Keras, and the model is left for you to compile';
  if (!Object.hasOwn(LOSSES, key)) {
    missing.push(`${part}: the loss ${show(name)} ${left}`);
    return null;
  }
  const loss = LOSSES[key] as ProvenLoss;
  if (key === 'huber' && isObject(saved) && saved['class_name'] !== 'function' && config['delta'] === undefined) {
    missing.push(`${part}: Keras saves no delta for it, which ${left}`);
    return null;
  }
  const odd = Object.entries(config).filter(([setting, value]) => !isProvenSetting(loss, setting, value));
  for (const [setting, value] of odd) missing.push(`${part}.config.${setting}: ${show(value)} ${left}`);
  return odd.length > 0 ? null : { loss, config };
}

function isProvenSetting(loss: ProvenLoss, setting: string, value: unknown): boolean {
  if (value === null || setting === 'name' || setting === 'fn') return true;
  switch (setting) {
    case 'reduction':
      return value === SUM || MEANS.includes(value);
    case 'dtype':
      return (
        value === 'float32' || (isObject(value) && isObject(value['config']) && value['config']['name'] === 'float32')
      );
    case 'axis':
      return value === -1;
    case 'ignore_class':
      return false;
    case 'from_logits':
      return typeof value === 'boolean' && (loss.settings.includes(setting) || !value);
    default:
      return loss.settings.includes(setting) && typeof value === 'number' && value >= 0;
  }
}

/** A loss or a metric by its name, or as Keras serialized it. */
function readFunction(saved: unknown): { name: string | null; config: JsonObject } {
  if (typeof saved === 'string') return { name: saved, config: {} };
  if (!isObject(saved)) return { name: null, config: {} };
  const config = isObject(saved['config']) ? saved['config'] : {};
  // A function that was given for the loss.
  if (saved['class_name'] === 'function') return { name: String(saved['config']), config: {} };
  // A function that Keras made a metric or a loss of.
  if (saved['class_name'] === 'MeanMetricWrapper' || saved['class_name'] === 'LossFunctionWrapper')
    return { name: readFunction(config['fn']).name, config: {} };
  return { name: typeof saved['class_name'] === 'string' ? saved['class_name'] : null, config };
}

function readMetrics(
  saved: unknown,
  names: Readonly<Record<string, string>>,
  part: string,
  outputs: readonly string[],
  missing: string[],
): Compiled['metrics'] {
  const read = (value: unknown, at: string): string[] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap((item, i) => read(item, `${at}[${i}]`));
    const { name } = readFunction(value);
    if (name !== null && Object.hasOwn(names, bareName(name))) return [names[bareName(name)] as string];
    missing.push(`${at}: TensorFlow.js does not have the metric ${show(name)}`);
    return [];
  };
  if (isObject(saved) && !('class_name' in saved)) {
    return Object.fromEntries(
      Object.entries(saved).map(([output, value]) => [output, read(value, `${part}.${output}`)]),
    );
  }
  const perOutput =
    Array.isArray(saved) && outputs.length > 1 && saved.length === outputs.length && saved.every(Array.isArray);
  if (perOutput) {
    return Object.fromEntries(outputs.map((output, i) => [output, read(saved[i], `${part}[${i}]`)]));
  }
  return [...new Set(read(saved, part))];
}
