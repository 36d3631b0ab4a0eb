import {
  add,
  argMax,
  cast,
  dispose,
  equal,
  losses,
  matMul,
  mean,
  relu,
  type Scalar,
  type Tensor2D,
  tensor2d,
  tidy,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Batch } from './data.js';
import { CLASSES, PIXELS } from './digits-format.js';

const HIDDEN = 64;

/** A network that tells digits: a hidden layer of rectified units, and one output per digit. */
export class Network {
  readonly weights: readonly [hidden: Variable, hiddenBias: Variable, output: Variable, outputBias: Variable];

  /** @param random - what the first weights are drawn from: uniform as Glorot and Bengio have it, biases are 0. */
  constructor(random: () => number) {
    const layer = (inputs: number, outputs: number) => {
      const limit = Math.sqrt(6 / (inputs + outputs));
      const drawn = Float32Array.from({ length: inputs * outputs }, () => limit * (2 * random() - 1));
      return tidy(() => [variable(tensor2d(drawn, [inputs, outputs])), variable(zeros([outputs]))] as const);
    };
    this.weights = [...layer(PIXELS, HIDDEN), ...layer(HIDDEN, CLASSES)];
  }

  /** The mean cross-entropy. */
  loss({ images, labels }: Batch): Scalar {
    return tidy(() => losses.softmaxCrossEntropy(labels, this.outputs(images)));
  }

  /** The part of the images that is told right, and the mean cross-entropy. */
  async evaluate(batch: Batch): Promise<{ readonly accuracy: number; readonly loss: number }> {
    const accuracy = tidy(() => {
      const told = argMax(this.outputs(batch.images), 1);
      return mean(cast(equal(told, argMax(batch.labels, 1)), 'float32')) as Scalar;
    });
    const [right = Number.NaN, loss = Number.NaN] = await read([accuracy, this.loss(batch)]);
    return { accuracy: right, loss };
  }

  dispose(): void {
    dispose([...this.weights]);
  }

  private outputs(images: Tensor2D): Tensor2D {
    const [hidden, hiddenBias, output, outputBias] = this.weights;
    const units = relu(add(matMul(images, hidden as unknown as Tensor2D), hiddenBias));
    return add(matMul(units as Tensor2D, output as unknown as Tensor2D), outputBias);
  }
}

/** The numbers in these scalars, which are disposed. */
export async function read(scalars: readonly Scalar[]): Promise<number[]> {
  const values = await Promise.all(scalars.map((scalar) => scalar.data()));
  dispose([...scalars]);
  return values.map(([value]) => value as number);
}
