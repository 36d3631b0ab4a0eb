import { fail, type JsonObject } from '../formats/reading.js';
import { type Activation, activationName, ownActivation } from './activations.js';
import { type BuiltModel, type LayerLike, leavesOf, type MadeWeight, type Regularizer } from './build.js';
import type { Compiled, SavedLoss } from './compile.js';
import { CALLS } from './exact/calls.js';
import type { Keywords, Layer } from './exact/layer.js';
import { exampleLosses, type LastOutput } from './losses.js';
import { type MaskedLayer, Masks, type SymbolicTensor } from './masks.js';
import type { Ops, Tensor } from './ops.js';
import { requireSameShapes } from './own-layers.js';
import type { KerasLayer } from './topology.js';

type AnyLayer = Layer & LayerLike & MaskedLayer;

/** A model, as far as it is changed to compute as Keras does. */
interface InnerModel {
  standardizeUserDataXY(x: unknown, y: unknown, ...rest: unknown[]): unknown;
  readonly outputs: readonly SymbolicTensor[];
  lossFunctions: ((labels: Tensor, predictions: Tensor) => Tensor)[];
  calculateLosses(): Tensor[];
}

const innerOf = (model: BuiltModel) => ((model as { model?: InnerModel }).model ?? model) as unknown as InnerModel;

/** Layers that merge inputs of one shape alone. */
const OF_ONE_SHAPE = ['Add', 'Average', 'Maximum', 'Minimum', 'Multiply', 'Subtract'];

/**
 * Makes the layers of a model compute as Keras's, where TensorFlow.js's do otherwise. The layers stay TensorFlow.js's own:
 * saved and loaded without this package, they are again as it has them.
 * @returns what the last layers compute besides their outputs, one for each output, for `compileExact`.
 * @throws {TypeError} for what is not known to go on as in Keras.
 */
export function makeExact(tf: Ops, model: BuiltModel, layers: readonly KerasLayer[], isKeras3: boolean): Watched[] {
  const leaves = leavesOf(layers, model);
  const savedOf = new Map<LayerLike, KerasLayer>(leaves.map(({ saved, layer }) => [layer, saved]));
  const masks = new Masks(savedOf);
  const { outputs } = innerOf(model);
  const outputMasks = outputs.map((output) => masks.has(output));
  const made = (layer: LayerLike, className: string, config: JsonObject, isMasked: boolean) =>
    replace(tf, layer as AnyLayer, className, config, isKeras3, isMasked);

  for (const { saved, layer } of leaves) {
    const { className, config, part } = saved;
    const isMasked = masks.masked.has(layer);
    if (OF_ONE_SHAPE.includes(className)) requireSameInputs(layer, part);
    made(layer, className, config, isMasked);
    for (const [inner, innerConfig] of innerLayers(layer, config))
      made(inner, (config['layer'] as { class_name: string }).class_name, innerConfig, isMasked);
  }
  forceTraining(layers, model);
  return outputs.map((output, i) => watch(output.sourceLayer as AnyLayer, savedOf, outputMasks[i] === true));
}

/** The layers in Bidirectional and TimeDistributed, with the config of each. */
function innerLayers(layer: LayerLike, config: JsonObject): [LayerLike, JsonObject][] {
  const saved = config['layer'] as { config: JsonObject } | undefined;
  if (!saved) return [];
  const { forwardLayer, backwardLayer, layer: inner } = layer as unknown as { [name: string]: LayerLike | undefined };
  const backward = config['backward_layer'] as { config: JsonObject } | undefined;
  const found: [LayerLike | undefined, JsonObject][] = forwardLayer
    ? [
        [forwardLayer, saved.config],
        [backwardLayer, backward?.config ?? saved.config],
      ]
    : [[inner, saved.config]];
  return found.filter((pair): pair is [LayerLike, JsonObject] => pair[0] !== undefined);
}

function replace(
  tf: Ops,
  layer: AnyLayer,
  className: string,
  config: JsonObject,
  isKeras3: boolean,
  isMasked: boolean,
): void {
  const { cell } = layer as { cell?: { [name: string]: unknown } };
  for (const [key, field] of [
    ['activation', 'activation'],
    ['recurrent_activation', 'recurrentActivation'],
  ] as const) {
    const own = key in config ? ownActivation(tf, activationName(config[key]), isKeras3) : null;
    if (own) ((cell ?? layer) as { [name: string]: unknown })[field] = own;
  }
  const call = CALLS[className]?.({ tf, layer, config, isKeras3, isMasked });
  if (!call) return;
  layer.call = (inputs, keywords: Keywords = {}) =>
    tf.tidy(() => call(Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs, keywords));
}

/** Calls that say themselves whether they are in training; TensorFlow.js does not hand that on. */
function forceTraining(layers: readonly KerasLayer[], model: LayerLike): void {
  for (const saved of layers) {
    const layer = (model as Required<LayerLike>).getLayer(saved.name) as AnyLayer;
    if (saved.layers) forceTraining(saved.layers, layer);
    const { training } = saved;
    if (typeof training !== 'boolean') continue;
    const call = layer.call;
    layer.call = function (this: AnyLayer, inputs: Tensor | Tensor[], keywords: Keywords) {
      return call.call(this, inputs, { ...keywords, training });
    };
  }
}

function requireSameInputs(layer: LayerLike, part: string): void {
  const { inboundNodes } = layer as unknown as { inboundNodes: readonly { inputShapes: readonly number[][] }[] };
  for (const { inputShapes } of inboundNodes) requireSameShapes(inputShapes, part);
}

/** What the layer of an output computes besides, since its last call. */
interface Watched {
  readonly keepsLogits: boolean;
  last(): LastOutput;
}

/** The activations whose input Keras keeps, for a loss of their output. */
const KEEPS_LOGITS = ['softmax', 'sigmoid'];

function watch(layer: AnyLayer, savedOf: ReadonlyMap<LayerLike, KerasLayer>, isMasked: boolean): Watched {
  let logits: Tensor | null = null;
  let mask: Tensor | null = null;
  const saved = savedOf.get(layer);
  const activation = layer.activation as Activation | undefined;
  const keepsLogits =
    activation !== undefined &&
    saved !== undefined &&
    KEEPS_LOGITS.includes(activationName(saved.config['activation']));
  if (keepsLogits) {
    layer.activation = { apply: (x: Tensor) => x, getClassName: () => activation.getClassName() };
    const { call } = layer;
    // Not tidied: what is returned here and used in the loss goes when the step is over.
    layer.call = function (this: AnyLayer, inputs: Tensor | Tensor[], keywords: Keywords) {
      logits = call.call(this, inputs, keywords) as Tensor;
      return activation.apply(logits);
    };
  }
  if (isMasked) {
    const { computeMask } = layer;
    layer.computeMask = (inputs, masks) => {
      const found = computeMask.call(layer, inputs, masks);
      // TensorFlow.js disposes of masks before it asks for the loss.
      mask = found && (found as Tensor & { clone(): Tensor }).clone();
      return found;
    };
  }
  return { keepsLogits, last: () => ({ logits, mask }) };
}

/** Compiles a model with the losses and regularizers of Keras, TensorFlow.js's own by name, for its saving and metrics. */
export function compileExact(
  tf: Ops,
  model: BuiltModel,
  { metrics }: Compiled,
  losses: readonly SavedLoss[],
  isKeras3: boolean,
  optimizer: unknown,
  watched: readonly Watched[],
): void {
  const names = losses.map(({ loss }) => loss.native);
  losses.forEach(({ loss, config }, i) => {
    const isOfOutput = config['from_logits'] !== true && watched[i]?.keepsLogits === false;
    // Its epsilon is rounded in another order on each device.
    if (!isKeras3 && loss.native === 'binaryCrossentropy' && isOfOutput)
      fail(`loss[${i}]`, 'of before Keras 3, without a sigmoid before it, it is not known to go on as in Keras.');
  });
  model.compile({ optimizer, loss: names.length === 1 ? names[0] : names, metrics });
  takeClassesWithoutAxis(tf, innerOf(model), names);
  innerOf(model).lossFunctions = losses.map(({ loss, config }, i) => (labels, predictions) => {
    const last = (watched[i] as Watched).last();
    return tf.tidy(() => exampleLosses(tf, loss, config, isKeras3, labels, predictions, last));
  });
}

/** Classes of steps, as [example, step]: TensorFlow.js wants a last axis of 1, Keras does not. */
function takeClassesWithoutAxis(tf: Ops, model: InnerModel, names: readonly string[]): void {
  const sparse = model.outputs.map(({ shape }, i) => names[i] === 'sparseCategoricalCrossentropy' && shape.length > 2);
  if (!sparse.includes(true)) return;
  const { standardizeUserDataXY } = model;
  const withAxis = (y: unknown, i: number) => {
    const tensor = y as Tensor;
    const lacks = sparse[i] === true && tensor?.rank === (model.outputs[i] as SymbolicTensor).shape.length - 1;
    return lacks ? tf.expandDims(tensor, -1) : y;
  };
  model.standardizeUserDataXY = function (this: InnerModel, x, y, ...rest) {
    return standardizeUserDataXY.call(this, x, Array.isArray(y) ? y.map(withAxis) : withAxis(y, 0), ...rest);
  };
}

/**
 * TensorFlow.js forgets the regularizers of cells, and counts those of shared layers for each call. Of frozen weights, Keras
 * 3 leaves them out.
 */
export function regularize(model: BuiltModel, weights: readonly MadeWeight[], isKeras3: boolean): void {
  const regular = weights.filter(({ regularizer }) => regularizer);
  if (regular.length === 0) return;
  innerOf(model).calculateLosses = () => {
    const trained = new Set(model.trainableWeights);
    return regular
      .filter(({ weight }) => !isKeras3 || trained.has(weight))
      .map(({ weight, regularizer }) => (regularizer as Regularizer).apply(weight.read() as Tensor));
  };
}
