import type { JsonObject } from '../formats/reading.js';
import type { Ops, Tensor } from './ops.js';

/** What the last layer computed besides its output. */
export interface LastOutput {
  /** What its softmax or sigmoid was taken of: Keras goes back to it, where its output is 0 or 1 in float32. */
  readonly logits: Tensor | null;
  readonly mask: Tensor | null;
}

interface Arguments {
  readonly tf: Ops;
  /** Of the shape of the predictions; of a sparse loss, classes of their shape but for the last axis. */
  readonly labels: Tensor;
  readonly predictions: Tensor;
  readonly logits: Tensor | null;
  readonly config: JsonObject;
  readonly isKeras3: boolean;
}

/** The loss of each prediction, of their shape but for the last axis. */
type Compute = (args: Arguments) => Tensor;

export interface ProvenLoss {
  readonly compute: Compute;
  /** The loss of TensorFlow.js that a model is compiled with, which its metrics, shapes of targets and saving go by. */
  readonly native: string;
  /** Settings beside the reduction. */
  readonly settings: readonly string[];
}

const EPSILON = 1e-7;

const meanOf =
  (each: (tf: Ops, labels: Tensor, predictions: Tensor) => Tensor): Compute =>
  ({ tf, labels, predictions }) =>
    tf.mean(each(tf, labels, predictions), -1);

const atLeast = (tf: Ops, x: Tensor, least = EPSILON) => tf.maximum(x, least);

const smoothed = ({ tf, labels, predictions, config }: Arguments, classes = predictions.shape.at(-1) as number) => {
  const smoothing = Number(config['label_smoothing'] ?? 0);
  return smoothing === 0 ? labels : tf.add(tf.mul(labels, 1 - smoothing), smoothing / classes);
};

const logitsOf = ({ config, logits, predictions }: Arguments) =>
  config['from_logits'] === true ? predictions : logits;

const binaryCrossentropy: Compute = (args) => {
  const { tf, predictions } = args;
  const labels = smoothed(args, 2);
  const logits = logitsOf(args);
  if (logits) {
    // −log σ(x) = softplus(−x)
    const each = tf.sub(tf.add(tf.relu(logits), tf.softplus(tf.neg(tf.abs(logits)))), tf.mul(logits, labels));
    return tf.mean(each, -1);
  }
  const p = tf.clipByValue(predictions, EPSILON, 1 - EPSILON);
  // Before Keras 3, an epsilon stands in the logarithms too.
  const log = (x: Tensor) => tf.log(args.isKeras3 ? x : tf.add(x, EPSILON));
  const each = tf.add(tf.mul(labels, log(p)), tf.mul(tf.sub(1, labels), log(tf.sub(1, p))));
  return tf.neg(tf.mean(each, -1));
};

const crossentropy = (tf: Ops, labels: Tensor, logProbabilities: Tensor) =>
  tf.neg(tf.sum(tf.mul(labels, logProbabilities), -1));

const categoricalCrossentropy: Compute = (args) => {
  const { tf, predictions } = args;
  const logits = logitsOf(args);
  if (logits) return crossentropy(tf, smoothed(args), tf.logSoftmax(logits));
  const p = tf.div(predictions, tf.sum(predictions, -1, true));
  return crossentropy(tf, smoothed(args), tf.log(tf.clipByValue(p, EPSILON, 1 - EPSILON)));
};

const sparseCategoricalCrossentropy: Compute = (args) => {
  const { tf, labels, predictions } = args;
  const classes = tf.oneHot(tf.cast(labels, 'int32'), predictions.shape.at(-1) as number);
  const logits = logitsOf(args) ?? tf.log(tf.clipByValue(predictions, EPSILON, 1 - EPSILON));
  return crossentropy(tf, tf.cast(classes, 'float32'), tf.logSoftmax(logits));
};

/** Where all labels are 0 or 1, Keras takes them for −1 and 1. */
const signs = (tf: Ops, labels: Tensor) => {
  const isBit = tf.cast(tf.logicalOr(tf.equal(labels, 0), tf.equal(labels, 1)), 'float32');
  const allBits = tf.equal(tf.mean(isBit), 1);
  return tf.where(allBits, tf.sub(tf.mul(labels, 2), 1), labels);
};

const hinge = (tf: Ops, labels: Tensor, predictions: Tensor) =>
  atLeast(tf, tf.sub(1, tf.mul(signs(tf, labels), predictions)), 0);

const proportions = (tf: Ops, x: Tensor) => tf.clipByValue(x, EPSILON, 1);

const unit = (tf: Ops, x: Tensor) => tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), -1, true), EPSILON)));

/** The losses that go on as in Keras, by its names without underscores and capitals. */
export const LOSSES: Readonly<Record<string, ProvenLoss>> = {
  meansquarederror: {
    compute: meanOf((tf, labels, p) => tf.square(tf.sub(p, labels))),
    native: 'meanSquaredError',
    settings: [],
  },
  meanabsoluteerror: {
    compute: meanOf((tf, labels, p) => tf.abs(tf.sub(labels, p))),
    native: 'meanAbsoluteError',
    settings: [],
  },
  meanabsolutepercentageerror: {
    compute: meanOf((tf, labels, p) => tf.mul(tf.abs(tf.div(tf.sub(labels, p), atLeast(tf, tf.abs(labels)))), 100)),
    native: 'meanAbsolutePercentageError',
    settings: [],
  },
  meansquaredlogarithmicerror: {
    compute: meanOf((tf, labels, p) => {
      const log = (x: Tensor) => tf.log(tf.add(atLeast(tf, x), 1));
      return tf.square(tf.sub(log(p), log(labels)));
    }),
    native: 'meanSquaredLogarithmicError',
    settings: [],
  },
  binarycrossentropy: {
    compute: binaryCrossentropy,
    native: 'binaryCrossentropy',
    settings: ['from_logits', 'label_smoothing', 'axis'],
  },
  categoricalcrossentropy: {
    compute: categoricalCrossentropy,
    native: 'categoricalCrossentropy',
    settings: ['from_logits', 'label_smoothing', 'axis'],
  },
  sparsecategoricalcrossentropy: {
    compute: sparseCategoricalCrossentropy,
    native: 'sparseCategoricalCrossentropy',
    settings: ['from_logits', 'ignore_class', 'axis'],
  },
  huber: {
    compute: ({ tf, labels, predictions, config }) => {
      const delta = Number(config['delta'] ?? 1);
      const error = tf.abs(tf.sub(predictions, labels));
      const inner = tf.mul(tf.square(error), 0.5);
      const outer = tf.sub(tf.mul(error, delta), (delta * delta) / 2);
      // Of a comparison TensorFlow.js has no gradient.
      const isFar = tf.step(tf.sub(error, delta));
      return tf.mean(tf.add(tf.mul(inner, tf.sub(1, isFar)), tf.mul(outer, isFar)), -1);
    },
    native: 'meanSquaredError',
    settings: ['delta'],
  },
  hinge: { compute: meanOf(hinge), native: 'hinge', settings: [] },
  squaredhinge: {
    compute: meanOf((tf, ...rest) => tf.square(hinge(tf, ...rest))),
    native: 'squaredHinge',
    settings: [],
  },
  categoricalhinge: {
    compute: ({ tf, labels, predictions }) => {
      const right = tf.sum(tf.mul(labels, predictions), -1);
      const wrong = tf.max(tf.mul(tf.sub(1, labels), predictions), -1);
      return atLeast(tf, tf.add(tf.sub(wrong, right), 1), 0);
    },
    native: 'categoricalHinge',
    settings: [],
  },
  logcosh: {
    compute: meanOf((tf, labels, p) => {
      const error = tf.sub(p, labels);
      return tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2);
    }),
    native: 'logcosh',
    settings: [],
  },
  kldivergence: {
    compute: ({ tf, labels, predictions }) => {
      const [from, to] = [proportions(tf, labels), proportions(tf, predictions)];
      return tf.sum(tf.mul(from, tf.log(tf.div(from, to))), -1);
    },
    native: 'kullbackLeiblerDivergence',
    settings: [],
  },
  poisson: {
    compute: meanOf((tf, labels, p) => tf.sub(p, tf.mul(labels, tf.log(tf.add(p, EPSILON))))),
    native: 'poisson',
    settings: [],
  },
  cosinesimilarity: {
    compute: ({ tf, labels, predictions }) => tf.neg(tf.sum(tf.mul(unit(tf, labels), unit(tf, predictions)), -1)),
    native: 'cosineProximity',
    settings: ['axis'],
  },
};

/** Further names that Keras has for them. */
export const LOSS_NAMES: Readonly<Record<string, string>> = {
  mse: 'meansquarederror',
  mae: 'meanabsoluteerror',
  mape: 'meanabsolutepercentageerror',
  msle: 'meansquaredlogarithmicerror',
  bce: 'binarycrossentropy',
  kld: 'kldivergence',
  kullbackleiblerdivergence: 'kldivergence',
  cosineproximity: 'cosinesimilarity',
};

/** What sums the losses of a batch in Keras, and what takes their mean. */
export const SUM = 'sum';
export const MEANS: readonly unknown[] = ['sum_over_batch_size', 'auto', null];

/**
 * The loss of each example, whose mean is Keras's loss: TensorFlow.js takes that mean, weighted by the example if asked.
 * A step that is masked counts for nothing, as in Keras.
 */
export function exampleLosses(
  tf: Ops,
  { compute }: ProvenLoss,
  config: JsonObject,
  isKeras3: boolean,
  labels: Tensor,
  predictions: Tensor,
  { logits, mask }: LastOutput,
): Tensor {
  const fitting = labels.rank === predictions.rank && labels.shape.at(-1) === predictions.shape.at(-1);
  const sparse = labels.rank === predictions.rank && labels.shape.at(-1) === 1;
  const given = fitting ? labels : sparse ? tf.reshape(labels, labels.shape.slice(0, -1)) : labels;
  const each = compute({ tf, labels: tf.cast(given, 'float32'), predictions, logits, config, isKeras3 });
  const sums = config['reduction'] === SUM;
  let real = each;
  if (mask) {
    const kept = tf.cast(mask, 'float32');
    const masked = tf.mul(each, kept);
    real = sums ? masked : tf.mul(masked, tf.div(each.size, tf.sum(kept)));
  }
  const total = sums ? tf.mul(real, each.size) : real;
  const others = total.shape.map((_, axis) => axis).slice(1);
  return others.length > 0 ? tf.mean(total, others) : total;
}
