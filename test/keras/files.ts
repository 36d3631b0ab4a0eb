import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { random } from '../tfjs/training.js';

interface Record {
  file: string;
  kind: 'sequential' | 'functional' | 'image' | 'text';
  iterations: number;
  weights?: number[][];
  layers?: { [name: string]: number[][] };
  prediction?: number[];
}

const folder = new URL('../golden/keras-continue/', import.meta.url);

/** What Keras saved, and where it got to; see make_keras_continue.py. */
export const records: Record[] = JSON.parse(readFileSync(new URL('continue.json', folder), 'utf8')).files;

export const recordOf = (file: string) => records.find((record) => record.file === `${file}.gz`) as Record;

export const readGolden = (file: string) => new Uint8Array(gunzipSync(readFileSync(new URL(file, folder))));

/** One of the files that came with the project. */
export const readShared = (file: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/keras-files/${file}`, import.meta.url)));

export const after = 50;
const [examples, features, batch] = [64, 4, 16];
const x = Float32Array.from(random(7)(examples * features));
const at = (example: number, feature: number) => x[example * features + feature] as number;
const drawn = random(7)(examples * features);
const y = Float32Array.from({ length: examples }, (_, i) => {
  const [a, b, c, d] = drawn.slice(i * features, (i + 1) * features) as [number, number, number, number];
  return a * b - 0.5 * c + d * d;
});

/** The inputs of the examples from `first` on; the second of two is the first, negative and backwards. */
export function inputs(first: number, count: number): [tf.Tensor, tf.Tensor] {
  const backwards = Float32Array.from({ length: count * features }, (_, i) => {
    const example = first + Math.floor(i / features);
    return -at(example, features - 1 - (i % features));
  });
  return [
    tf.tensor2d(x.slice(first * features, (first + count) * features), [count, features]),
    tf.tensor2d(backwards, [count, features]),
  ];
}

/** The updates that Keras made after it had saved the model. */
export async function goOn(model: tf.LayersModel, iterations: number, updates = after): Promise<void> {
  for (let step = iterations; step < iterations + updates; step++) {
    const first = (step * batch) % examples;
    const [a, b] = inputs(first, batch);
    const targets = tf.tensor2d(y.slice(first, first + batch), [batch, 1]);
    await model.trainOnBatch(model.inputs.length > 1 ? [a, b] : a, targets);
    tf.dispose([a, b, targets]);
  }
}

/** The largest difference between tensors and lists of numbers. */
export function largestDifference(actual: readonly tf.Tensor[], expected: readonly number[][]): number {
  if (actual.length !== expected.length) return Number.NaN;
  let largest = 0;
  actual.forEach((tensor, i) => {
    const values = tensor.dataSync();
    if (values.length !== expected[i]?.length) largest = Number.NaN;
    // NaN stays the largest.
    for (let j = 0; j < values.length; j++) {
      const difference = Math.abs((values[j] as number) - (expected[i]?.[j] as number));
      if (!(difference <= largest)) largest = difference;
    }
  });
  return largest;
}

// biome-ignore lint/suspicious/noExplicitAny: a config is edited at any depth.
type Config = any;

/** A golden `.keras` file with another config. */
export function edited(file: string, edit: (config: Config) => void): Uint8Array {
  const entries = unzipSync(readGolden(file));
  const config = JSON.parse(strFromU8(entries['config.json'] as Uint8Array));
  edit(config);
  return zipSync({ ...entries, 'config.json': strToU8(JSON.stringify(config)) });
}
