import { show } from '../errors.js';
import { isObject, type JsonObject } from '../formats/reading.js';

/** The part of TensorFlow.js that computes losses from logits. */
export interface LossFunctions {
  readonly losses: {
    sigmoidCrossEntropy(labels: never, logits: never, weights?: never, labelSmoothing?: number): unknown;
    softmaxCrossEntropy(labels: never, logits: never, weights?: never, labelSmoothing?: number): unknown;
  };
}

type Loss = string | ((labels: never, predictions: never) => unknown);

/** What `model.compile` takes beside the optimizer; no loss if TensorFlow.js does not have it. */
export interface Compiled {
  readonly loss: Loss | Loss[] | Record<string, Loss> | null;
  readonly metrics: string[] | Record<string, string[]>;
}

/** Keras's names, without the underscores and capitals that tell its functions from its classes. */
const LOSSES: Readonly<Record<string, string>> = {
  mse: 'meanSquaredError',
  meansquarederror: 'meanSquaredError',
  mae: 'meanAbsoluteError',
  meanabsoluteerror: 'meanAbsoluteError',
  mape: 'meanAbsolutePercentageError',
  meanabsolutepercentageerror: 'meanAbsolutePercentageError',
  msle: 'meanSquaredLogarithmicError',
  meansquaredlogarithmicerror: 'meanSquaredLogarithmicError',
  binarycrossentropy: 'binaryCrossentropy',
  categoricalcrossentropy: 'categoricalCrossentropy',
  sparsecategoricalcrossentropy: 'sparseCategoricalCrossentropy',
  categoricalhinge: 'categoricalHinge',
  logcosh: 'logcosh',
  kld: 'kullbackLeiblerDivergence',
  kldivergence: 'kullbackLeiblerDivergence',
  kullbackleiblerdivergence: 'kullbackLeiblerDivergence',
  poisson: 'poisson',
  cosinesimilarity: 'cosineProximity',
  cosineproximity: 'cosineProximity',
};

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

/** Settings of a loss that TensorFlow.js has with these values alone. */
const NEUTRAL: Readonly<Record<string, readonly unknown[]>> = {
  reduction: ['sum_over_batch_size', 'auto', null],
  from_logits: [false],
  label_smoothing: [0],
  axis: [-1],
  ignore_class: [null],
};

const bareName = (name: string) => name.replace(/^.*>/, '').replace(/_/g, '').toLowerCase();

/** The loss and the metrics of a compiled model; what TensorFlow.js does not have is added to `missing`. */
export function readCompiled(
  tf: LossFunctions,
  training: JsonObject,
  part: string,
  outputs: readonly string[],
  missing: string[],
): Compiled {
  for (const key of ['loss_weights', 'weighted_metrics', 'sample_weight_mode']) {
    const value = training[key];
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) missing.push(`${part}.${key}: TensorFlow.js does not have such`);
  }
  return {
    loss: readLosses(tf, training['loss'], `${part}.loss`, missing),
    metrics: readMetrics(training['metrics'], `${part}.metrics`, outputs, missing),
  };
}

function readLosses(tf: LossFunctions, saved: unknown, part: string, missing: string[]): Compiled['loss'] {
  const several = Array.isArray(saved)
    ? saved.map((one, i) => readLoss(tf, one, `${part}[${i}]`, missing))
    : isObject(saved) && !('class_name' in saved)
      ? Object.entries(saved).map(([name, one]) => readLoss(tf, one, `${part}.${name}`, missing))
      : null;
  if (!several) return readLoss(tf, saved, part, missing);
  if (several.includes(null)) return null;
  const losses = several as Loss[];
  return Array.isArray(saved)
    ? losses
    : Object.fromEntries(Object.keys(saved as object).map((name, i) => [name, losses[i] as Loss]));
}

function readLoss(tf: LossFunctions, saved: unknown, part: string, missing: string[]): Loss | null {
  const { name, config } = readFunction(saved);
  const loss = name !== null && Object.hasOwn(LOSSES, bareName(name)) ? (LOSSES[bareName(name)] as string) : null;
  if (!loss) {
    missing.push(
      `${part}: TensorFlow.js does not have the loss ${show(name)}, and the model is left for you to compile`,
    );
    return null;
  }
  const odd = Object.entries(NEUTRAL).filter(
    ([key, values]) => config[key] !== undefined && !values.includes(config[key]),
  );
  const ofLogits = LOGITS[loss];
  if (
    ofLogits &&
    config['from_logits'] === true &&
    odd.every(([key]) => key === 'from_logits' || key === 'label_smoothing')
  ) {
    return ofLogits(tf, Number(config['label_smoothing'] ?? 0));
  }
  for (const [key] of odd) {
    missing.push(
      `${part}.config.${key}: TensorFlow.js does not have it for this loss, received ${show(config[key])}, and the model is left for you to compile`,
    );
  }
  return odd.length > 0 ? null : loss;
}

type OfLogits = (tf: LossFunctions, labelSmoothing: number) => Loss;

/** Losses that TensorFlow.js has on logits as functions, and not by a name. */
const LOGITS: Readonly<Record<string, OfLogits>> = {
  binaryCrossentropy: (tf, smoothing) =>
    function binaryCrossentropy(labels, logits) {
      return tf.losses.sigmoidCrossEntropy(labels, logits, undefined, smoothing);
    },
  categoricalCrossentropy: (tf, smoothing) =>
    function categoricalCrossentropy(labels, logits) {
      return tf.losses.softmaxCrossEntropy(labels, logits, undefined, smoothing);
    },
};

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

function readMetrics(saved: unknown, part: string, outputs: readonly string[], missing: string[]): Compiled['metrics'] {
  const read = (value: unknown, at: string): string[] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap((item, i) => read(item, `${at}[${i}]`));
    const { name } = readFunction(value);
    if (name !== null && Object.hasOwn(METRICS, bareName(name))) return [METRICS[bareName(name)] as string];
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
