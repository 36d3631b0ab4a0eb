import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { CosineDecay } from 'lr-schedules';
import { follow } from 'lr-schedules/tfjs';
import { type Outcome, runTensorCases } from '../../tensor-cases.js';

const UPDATES = 12;

/** The weights after runs of an optimizer: following a schedule, with the rate set by hand, and with a constant rate. */
export interface Runs {
  readonly followed: readonly number[];
  readonly byHand: readonly number[];
  readonly constant: readonly number[];
  readonly leaked: number;
}

setWasmPaths('/');

async function use(backend: string): Promise<void> {
  await tf.setBackend(backend);
  await tf.ready();
  // TensorFlow.js falls back to another backend without a word.
  if (tf.getBackend() !== backend) throw new Error(`The backend is ${tf.getBackend()}, not ${backend}.`);
}

const schedule = new CosineDecay({ initialLearningRate: 0.01, warmupTarget: 0.3, warmupSteps: 4, decaySteps: 7 });

/** Sets the rate by hand, knowing nothing of the library under test. */
function setByHand(optimizer: tf.Optimizer, rate: number): void {
  const fields = optimizer as unknown as { learningRate: number; setLearningRate?(rate: number): void };
  if (fields.setLearningRate) fields.setLearningRate(rate);
  else fields.learningRate = rate;
}

/** The weights of a linear regression after some updates. */
async function train(optimizer: tf.Optimizer, beforeUpdate: (update: number) => void = () => {}): Promise<number[]> {
  const x = tf.tensor2d([0.5, -1, 2, 0.25, 1.5, -0.75, -2, 1], [4, 2]);
  const y = tf.tensor2d([1, -2, 3, 0.5], [4, 1]);
  const weights = tf.tidy(() => tf.variable(tf.tensor2d([0.1, -0.2], [2, 1])));
  const loss = () => tf.losses.meanSquaredError(y, tf.matMul(x, weights)) as tf.Scalar;
  for (let update = 0; update < UPDATES; update++) {
    beforeUpdate(update);
    optimizer.minimize(loss, false, [weights]);
  }
  const values = Array.from(await weights.data());
  tf.dispose([x, y, weights]);
  optimizer.dispose();
  return values;
}

const tests = {
  async tensors(backend: string): Promise<Outcome[]> {
    await use(backend);
    return runTensorCases(tf);
  },
  async follow(backend: string, name: 'sgd' | 'adam'): Promise<Runs> {
    await use(backend);
    // What a backend makes once, it makes here.
    await train(tf.train[name](0.1));
    const before = tf.memory().numTensors;
    const followed = await train(follow(tf.train[name](0.5), schedule));
    const leaked = tf.memory().numTensors - before;
    const manual = tf.train[name](0.5);
    const byHand = await train(manual, (update) => setByHand(manual, schedule(update)));
    return { followed, byHand, constant: await train(tf.train[name](0.1)), leaked };
  },
};

/** What the page offers to the tests, as its one global. */
export type Tests = typeof tests;

Object.assign(globalThis, { tests });
