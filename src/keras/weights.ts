import type { TensorLike } from '../arithmetic/tensor-engine.js';
import { show } from '../errors.js';
import { fail, inPart, isObject } from '../formats/reading.js';
import { trainingEngine, type VariableLike } from '../tfjs/engine.js';
import { type LayerLike, leavesOf } from './build.js';
import type { KerasModelFile, SavedVariable } from './model-file.js';
import type { KerasLayer } from './topology.js';

/** A weight of a layer, as TensorFlow.js's layers keep it. */
export interface LayerWeight {
  readonly name: string;
  readonly originalName: string;
  readonly shape: readonly (number | null)[];
  read(): unknown;
}

/** What of TensorFlow.js makes tensors. */
export interface TensorMaker {
  // biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js declares narrower parameters.
  tensor(values: any, shape: any, dtype: any): unknown;
}

/** What of TensorFlow.js decodes the weights of a model.json. */
export interface WeightDecoder {
  // biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js declares narrower parameters.
  readonly io: { decodeWeights(data: any, specs: any): Readonly<Record<string, unknown>> };
}

export type OwnTensor = TensorLike & { dispose(): void };

/** Gives the weights of the model the values that its file holds. */
export async function loadWeights(
  tf: TensorMaker,
  file: KerasModelFile,
  layers: readonly KerasLayer[],
  model: LayerLike,
): Promise<void> {
  // All shapes are compared before the first value is read.
  for (const [weight, saved] of pairWeights(file, layers, model)) {
    const tensor = tf.tensor(await saved.values(), saved.shape, 'float32') as OwnTensor;
    // Not by `write`, which applies constraints, to a tensor that nobody disposes.
    (weight.read() as VariableLike).assign(tensor);
    tensor.dispose();
  }
}

function pairWeights(
  file: KerasModelFile,
  layers: readonly KerasLayer[],
  model: LayerLike,
): [weight: LayerWeight, saved: SavedVariable][] {
  const pairs: [LayerWeight, SavedVariable][] = [];
  const pair = (layer: KerasLayer, weights: readonly LayerWeight[]) => {
    const saved = file.layerWeights(layer, weights.length);
    if (saved.length !== weights.length) {
      fail(layer.part, `its ${weights.length} weights are required, the file has ${saved.length}.`);
    }
    weights.forEach((weight, i) => {
      requireShape(saved[i] as SavedVariable, weight);
      pairs.push([weight, saved[i] as SavedVariable]);
    });
  };
  for (const layer of layers) {
    const leaves = leavesOf([layer], model);
    if (file.byLeaf) {
      for (const leaf of leaves) pair(leaf.saved, leaf.layer.weights);
    } else {
      const trained = leaves.flatMap((leaf) => leaf.layer.trainableWeights);
      pair(layer, [...trained, ...leaves.flatMap((leaf) => leaf.layer.nonTrainableWeights)]);
    }
  }
  return pairs;
}

/** @throws {TypeError} if what the file holds is not of the weight's shape. */
export function requireShape({ name, shape }: SavedVariable, weight: LayerWeight): void {
  const fits = shape.length === weight.shape.length && shape.every((length, axis) => length === weight.shape[axis]);
  if (!fits)
    fail(name, `the shape ${show(weight.shape)} of ${weight.originalName} is required, received ${show(shape)}.`);
}

/** The weights of a converted model, in the order of its specs. */
export function decodeWeights(tf: WeightDecoder, data: unknown, specs: unknown, part: string): SavedVariable[] {
  if (!Array.isArray(specs) || data === undefined || data === null) {
    fail(
      part,
      'weightSpecs and weightData are required: pass what an IOHandler loads, and not the text of model.json alone.',
    );
  }
  // What is in the optimizer's group, TensorFlow.js wrote, and only together with a model of its own.
  const own = specs.filter((spec: { group?: unknown } | null) => spec?.group !== 'optimizer');
  requireSpecs(own, data, part);
  return inPart(part, () =>
    trainingEngine().tidy(() => {
      const tensors = tf.io.decodeWeights(data, own);
      return own.map(({ name }: { name: string }) => {
        const tensor = tensors[name] as TensorLike;
        const values = Float32Array.from(tensor.dataSync() as ArrayLike<number>);
        return { name: `${part} → ${name}`, shape: tensor.shape, values: async () => values };
      });
    }),
  );
}

/** Bytes of a number, by the types of weights. */
const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/** TensorFlow.js takes the specs of weights for what they should be, and makes room for all that they say. */
function requireSpecs(specs: readonly unknown[], data: unknown, part: string): void {
  const parts = Array.isArray(data) ? data : [data];
  let left = parts.reduce((sum: number, bytes: ArrayBuffer | null) => sum + (bytes?.byteLength ?? 0), 0);
  for (const [i, spec] of specs.entries()) {
    const at = `${part}[${i}]`;
    if (!isObject(spec) || typeof spec['name'] !== 'string')
      fail(at, `a weight with a name is required, received ${show(spec)}.`);
    const { shape, dtype, quantization } = spec;
    const isShape = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
    if (!isShape) fail(`${at}.shape`, `a list of whole numbers is required, received ${show(shape)}.`);
    const stored = isObject(quantization) ? quantization['dtype'] : dtype;
    for (const type of [dtype, stored]) {
      if (typeof type !== 'string' || !Object.hasOwn(BYTES, type)) {
        fail(`${at}.dtype`, `it must be one of ${Object.keys(BYTES).join(', ')}, received ${show(type)}.`);
      }
    }
    left -= shape.reduce((product, length) => product * length, BYTES[stored as string] as number);
    if (!(left >= 0)) fail(at, `the shape ${show(shape)} is larger than what the file holds.`);
  }
}
