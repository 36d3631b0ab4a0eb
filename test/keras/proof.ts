import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { random } from '../tfjs/training.js';

type Spec = [kind: string, ...shape: number[]];

/** A model that Keras trained, and where it got to; see make_keras_proof.py. */
export interface ProofModel {
  case: string;
  file: string;
  seed: number;
  x: Spec[];
  y: Spec[];
  before: number;
  losses?: number[];
  metrics?: number[][];
  weights?: number[][];
  prediction: number[][];
}

const folder = new URL('../golden/keras-proof/', import.meta.url);

export const models: ProofModel[] = existsSync(folder)
  ? JSON.parse(readFileSync(new URL('proof.json', folder), 'utf8')).models
  : [];

export const readProof = (file: string) => new Uint8Array(gunzipSync(readFileSync(new URL(file, folder))));

const [BATCH, BATCHES] = [5, 3];
const rows = (shape: number[], length: number) => ({ length, width: shape.reduce((a, b) => a * b, 1) / length });

/** As `draw` of make_keras_proof.py. */
function draw(numbers: (count: number) => number[], [kind, ...shape]: Spec): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const u = numbers(BATCH * size);
  const tensor = (values: number[], dtype: 'float32' | 'int32' = 'float32') =>
    tf.tensor(values, [BATCH, ...shape], dtype);
  const last = shape.at(-1) ?? 1;
  const perRow = (map: (row: number[]) => number[]) =>
    tensor(Array.from({ length: u.length / last }, (_, i) => map(u.slice(i * last, (i + 1) * last))).flat());
  /** Zero from a step on, another in each example. */
  const padded = (values: number[]) => {
    const steps = shape[0] as number;
    const { width } = rows(shape, steps);
    return values.map((value, i) => {
      const example = Math.floor(i / size);
      const step = Math.floor((i % size) / width);
      return step >= 1 + (example % steps) ? 0 : value;
    });
  };
  if (kind === 'float') return tensor(u.map((v) => v * 2));
  if (kind === 'positive') return tensor(u.map((v) => v + 1.2));
  if (kind === 'unit') return tensor(u.map((v) => (v + 1) / 2));
  if (kind === 'sign') return tensor(u.map((v) => (v > 0 ? 1 : -1)));
  if (kind === 'bit') return tensor(u.map((v) => (v > 0 ? 1 : 0)));
  if (kind === 'steps') return tensor(u.map((v) => half(v * 2)));
  if (kind === 'padded') return tensor(padded(u.map((v) => v * 2)));
  if (kind === 'onehot') return perRow((row) => row.map((v) => (v === Math.max(...row) ? 1 : 0)));
  if (kind === 'distribution') {
    return perRow((row) => {
      const powers = row.map(Math.exp);
      const sum = powers.reduce((a, b) => a + b, 0);
      return powers.map((v) => v / sum);
    });
  }
  const count = Number(/\d+/.exec(kind)?.[0]);
  const whole = u.map((v) => Math.floor(((v + 1) / 2) * count));
  return tensor(kind.startsWith('zeros=') ? padded(whole.map((v) => Math.max(v, 1))) : whole, 'int32');
}

/** To the nearest whole number, halves to the even one. */
const half = (v: number) => (Math.abs(v % 1) === 0.5 ? 2 * Math.round(v / 2) : Math.round(v));

const one = (tensors: tf.Tensor[]) => (tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors);

/** How far from Keras a model gets; `NaN` where the shapes differ. */
export interface Distance {
  losses: number;
  metrics: number;
  weights: number;
  prediction: number;
}

/** Loads a model, trains it as Keras did, and compares. */
export async function follow(model: ProofModel, bytes: Uint8Array, options = {}): Promise<Distance> {
  const loaded = await loadKerasModel(tf, bytes, options);
  const generator = random(model.seed + 100);
  const batches = Array.from({ length: BATCHES }, () => ({
    x: model.x.map((spec) => draw(generator, spec)),
    y: model.y.map((spec) => draw(generator, spec)),
  }));
  const distance: Distance = { losses: 0, metrics: 0, weights: 0, prediction: 0 };
  const { losses = [], metrics, weights } = model;
  const worst = (key: keyof Distance, actual: number, expected: number) => {
    const d = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    if (!(d <= distance[key])) distance[key] = d;
  };
  for (const [i, expected] of losses.entries()) {
    const { x, y } = batches[(model.before + i) % BATCHES] as (typeof batches)[number];
    const logs = [await loaded.model.trainOnBatch(one(x), one(y))].flat() as number[];
    worst('losses', logs[0] as number, expected);
    if (metrics && model.y.length === 1)
      (metrics[i] as number[]).forEach((metric, j) => {
        worst('metrics', logs[j + 1] as number, metric);
      });
  }
  if (weights) {
    const left = loaded.model.getWeights().map((weight) => [...weight.dataSync()]);
    for (const expected of weights) {
      const apart = left.map((values) => apartBy(values, expected));
      const nearest = apart.indexOf(Math.min(...apart.filter((d) => !Number.isNaN(d))));
      worst('weights', nearest < 0 ? Number.NaN : (apart[nearest] as number), 0);
      if (nearest >= 0) left.splice(nearest, 1);
    }
  }
  const predicted = [loaded.model.predict(one((batches[0] as (typeof batches)[number]).x))].flat() as tf.Tensor[];
  for (const [i, expected] of model.prediction.entries()) {
    worst('prediction', apartBy([...(predicted[i] as tf.Tensor).dataSync()], expected), 0);
  }
  tf.dispose([predicted, batches]);
  tf.dispose(loaded.model.weights.map((weight) => weight.read()));
  loaded.optimizer.dispose();
  return distance;
}

function apartBy(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.NaN;
  return actual.reduce((largest, value, i) => {
    const e = expected[i] as number;
    return Math.max(largest, Math.abs(value - e) / Math.max(1, Math.abs(e)));
  }, 0);
}
