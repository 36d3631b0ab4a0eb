import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

// Where wasm is imported it comes first by default, and is not ready.
await tf.setBackend('cpu');

/** The nine kinds of optimizer, as `tf.train` makes them. */
export const optimizers = {
  sgd: (train, rate) => train.sgd(rate),
  momentum: (train, rate) => train.momentum(rate, 0.9),
  nesterov: (train, rate) => train.momentum(rate, 0.9, true),
  adam: (train, rate) => train.adam(rate),
  adamax: (train, rate) => train.adamax(rate),
  rmsprop: (train, rate) => train.rmsprop(rate, 0.9, 0.5),
  'centered rmsprop': (train, rate) => train.rmsprop(rate, 0.9, 0.5, 1e-7, true),
  adagrad: (train, rate) => train.adagrad(rate),
  adadelta: (train, rate) => train.adadelta(rate),
} satisfies Record<string, (train: typeof tf.train, rate: number) => tf.Optimizer>;

export const kinds = Object.entries(optimizers);

/** Sets the rate by hand, knowing nothing of the library under test. */
export function setByHand(optimizer: tf.Optimizer, rate: number): void {
  const fields = optimizer as unknown as { learningRate: number; setLearningRate?(rate: number): void };
  if (fields.setLearningRate) fields.setLearningRate(rate);
  else fields.learningRate = rate;
}

/** Warmup and decay, prime lengths, nowhere constant. */
export const schedule = (step: number) => (step < 7 ? 0.003 * (step + 1) : 0.021 * 0.93 ** (step - 7));

export async function useWasm(): Promise<void> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(main)}/`);
  await tf.setBackend('wasm');
}

/** The generator of Numerical Recipes, as in make_keras_training.py: uniform numbers from -1 to 1. */
export function random(seed: number): (count: number) => number[] {
  let state = seed;
  return (count) =>
    Array.from({ length: count }, () => {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      return state / 2 ** 31 - 1;
    });
}

export const batchSize = 8;
export const batches = 5;
export const epochs = 4;
export const updates = batches * epochs;

const numbers = random(3);
const examples = batches * batchSize;
const x = numbers(examples * 3);
const y = numbers(examples).map((noise, i) => 4 * (x[3 * i] as number) - 6 * (x[3 * i + 1] as number) + 3 * noise);
const initial = [numbers(12), numbers(4), numbers(4), numbers(1)];

export const inputs = () => tf.tensor2d(x, [examples, 3]);
export const targets = () => tf.tensor2d(y, [examples, 1]);

/** A network of two layers that always starts with the same weights. */
export function makeModel(optimizer: tf.Optimizer | string): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, activation: 'tanh', inputShape: [3] }),
      tf.layers.dense({ units: 1, activation: 'linear' }),
    ],
  });
  tf.tidy(() => {
    model.setWeights(model.getWeights().map((weight, i) => tf.tensor(initial[i] as number[], weight.shape)));
  });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

export const weightsOf = (model: tf.LayersModel) =>
  new Float32Array(model.getWeights().flatMap((weight) => [...weight.dataSync()]));

type BeforeUpdate = (update: number) => void;
type Path = (model: tf.Sequential, beforeUpdate: BeforeUpdate) => Promise<void>;

function withBatch(update: number, use: (xs: tf.Tensor2D, ys: tf.Tensor2D) => void): void {
  tf.tidy(() => {
    const start = (update % batches) * batchSize;
    use(inputs().slice([start], [batchSize]), targets().slice([start], [batchSize]));
  });
}

const lossOf = (model: tf.Sequential, xs: tf.Tensor, ys: tf.Tensor) => () =>
  tf.losses.meanSquaredError(ys, model.apply(xs, { training: true }) as tf.Tensor) as tf.Scalar;

/** The five ways of training, 20 updates each. */
export const paths: Record<string, Path> = {
  async minimize(model, beforeUpdate) {
    for (let update = 0; update < updates; update++) {
      beforeUpdate(update);
      withBatch(update, (xs, ys) => {
        model.optimizer.minimize(lossOf(model, xs, ys));
      });
    }
  },
  async applyGradients(model, beforeUpdate) {
    for (let update = 0; update < updates; update++) {
      beforeUpdate(update);
      withBatch(update, (xs, ys) => {
        model.optimizer.applyGradients(tf.variableGrads(lossOf(model, xs, ys)).grads);
      });
    }
  },
  async trainOnBatch(model, beforeUpdate) {
    const [xs, ys] = [inputs(), targets()];
    for (let update = 0; update < updates; update++) {
      beforeUpdate(update);
      const start = (update % batches) * batchSize;
      const [xBatch, yBatch] = [xs.slice([start], [batchSize]), ys.slice([start], [batchSize])];
      await model.trainOnBatch(xBatch, yBatch);
      tf.dispose([xBatch, yBatch]);
    }
    tf.dispose([xs, ys]);
  },
  async fit(model, beforeUpdate) {
    const [xs, ys] = [inputs(), targets()];
    let update = 0;
    const onBatchBegin = () => beforeUpdate(update++);
    await model.fit(xs, ys, { batchSize, epochs, shuffle: false, verbose: 0, callbacks: { onBatchBegin } });
    tf.dispose([xs, ys]);
  },
  async fitDataset(model, beforeUpdate) {
    const [xs, ys] = [inputs(), targets()];
    const dataset = tf.data.generator(function* () {
      for (let i = 0; i < batches; i++) {
        const start = i * batchSize;
        yield { xs: xs.slice([start], [batchSize]), ys: ys.slice([start], [batchSize]) };
      }
    } as unknown as () => Generator<tf.TensorContainer>);
    let update = 0;
    const onBatchBegin = () => beforeUpdate(update++);
    await model.fitDataset(dataset, { epochs, verbose: 0, callbacks: { onBatchBegin } });
    tf.dispose([xs, ys]);
  },
};

/** Weights after training on a path. */
export async function train(
  optimizer: tf.Optimizer,
  path: Path,
  beforeUpdate: BeforeUpdate = () => {},
): Promise<Float32Array> {
  const model = makeModel(optimizer);
  await path(model, beforeUpdate);
  const weights = weightsOf(model);
  model.dispose();
  optimizer.dispose();
  return weights;
}
