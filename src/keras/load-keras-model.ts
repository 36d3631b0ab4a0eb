import { show } from '../errors.js';
import { readOptimizer } from '../formats/keras/keras-optimizer.js';
import { fail, inPart, isObject, type JsonObject, toBytes, toJsonObject } from '../formats/reading.js';
import type { LearningRateSchedule, ScheduleClass } from '../schedule.js';
import { withKerasUpdate } from '../tfjs/keras-update.js';
import type { OptimizerLike } from '../tfjs/optimizer.js';
import { type ModelLike, saveSchedule } from '../tfjs/save-schedule.js';
import type { Factories } from '../tfjs/with-schedules.js';
import { buildModel, hasLayer, leavesOf, type ModelMaker } from './build.js';
import { readCompiled } from './compile.js';
import { constraintsOf } from './constraints.js';
import { notesOf, upstreamFaults, wholeNumberRate } from './faults.js';
import { compileExact, makeExact, regularize } from './make-exact.js';
import { type KerasModelFile, openConverted, openModelFile } from './model-file.js';
import type { Ops } from './ops.js';
import {
  makeOptimizer,
  type OptimizerOf,
  planOptimizer,
  requireIterations,
  writeIterations,
} from './optimizer-from-keras.js';
import { readState, restoreSlots } from './slots.js';
import { readTopology } from './topology.js';
import { settle } from './unsupported.js';
import { decodeWeights, loadWeights, type TensorMaker, type WeightDecoder } from './weights.js';

/** TensorFlow.js, any copy of it: `import * as tf from '@tensorflow/tfjs'`. */
export interface TensorFlow extends ModelMaker, TensorMaker, WeightDecoder {
  readonly train: Factories;
}

/** A converted model: what an `IOHandler` loads; or a parsed model.json, with the bytes of its weights in one. */
export interface ConvertedModel {
  readonly modelTopology?: object;
  readonly weightSpecs?: readonly object[];
  readonly weightsManifest?: readonly { readonly weights: readonly object[] }[];
  readonly weightData?: unknown;
}

export interface LoadKerasModelOptions {
  /** Updates made so far. Needed for converted models, which do not hold it; of a file, its own is the default. */
  readonly iterations?: number;
  /** Schedule classes of your own, by the name they are saved under. */
  readonly customObjects?: Readonly<Record<string, ScheduleClass>>;
  /**
   * A list to fill with what TensorFlow.js cannot do as Keras does, each as a sentence; the model is then loaded without
   * it. Without a list, such a thing is an error.
   */
  readonly warnings?: string[];
}

/** A model that goes on where Keras stopped. */
export interface LoadedKerasModel<TF extends TensorFlow> {
  /** Compiled with the optimizer, and the loss and metrics of the file. */
  readonly model: TF['LayersModel']['prototype'];
  /** TensorFlow.js's own, with what Keras's had gathered, following the schedule. */
  readonly optimizer: OptimizerOf<TF['train']>;
  /** The schedule; of a constant rate, a `Constant`. */
  readonly schedule: LearningRateSchedule;
  /** Updates made so far, which is the step of the next. */
  readonly iterations: number;
  /** What goes on otherwise than in Keras, each as a sentence: what `options.warnings` let pass, and draws of chance. */
  readonly warnings: readonly string[];
}

/**
 * Goes on from Keras: the model in a `.keras` or `.h5` file of Keras 3 or tf_keras, with its weights, and with its
 * optimizer as TensorFlow.js's own, with its settings, its moments or momentum and its iteration, following the schedule
 * it had. The next update is the one that Keras would have made.
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { loadKerasModel } from 'lr-schedules/keras';
 *
 * const file = await (await fetch('model.keras')).arrayBuffer();
 * const { model, schedule, iterations } = await loadKerasModel(tf, file);
 * schedule(iterations); // the rate of the next update
 * await model.fit(xs, ys);
 * ```
 *
 * What `tensorflowjs_converter` writes holds neither the iteration nor what the optimizer gathered: pass the iteration;
 * the rest starts from nothing.
 *
 * ```ts
 * const { model } = await loadKerasModel(tf, tf.io.http('model/model.json'), { iterations: 1000 });
 * ```
 *
 * Saved by TensorFlow.js, the model keeps its schedule: `followSaved` takes it up after loading.
 *
 * @param source the bytes of a `.keras` or `.h5` file; or a converted model, as an `IOHandler` or what one loads.
 * @throws {TypeError} that names the part of the file: for a layer that TensorFlow.js does not have; for what it has no
 * equivalent for, unless `warnings` is given; and for a file that is damaged, or holds no compiled model.
 * @throws {RangeError} for a value out of range. Nothing is left behind then.
 */
export async function loadKerasModel<TF extends TensorFlow>(
  tf: TF,
  source: Uint8Array | ArrayBuffer | ConvertedModel | { load?(): Promise<ConvertedModel> },
  { iterations: given, customObjects = {}, warnings }: LoadKerasModelOptions = {},
): Promise<LoadedKerasModel<TF>> {
  if (!tf?.layers?.Layer || !tf.train) {
    throw new TypeError(
      `loadKerasModel: tf must be TensorFlow.js with its layers, as import * as tf from '@tensorflow/tfjs' gives it, received ${show(tf)}.`,
    );
  }
  if (given !== undefined) requireIterations('loadKerasModel', given);
  const file = await openSource(tf, source);
  if (!file.optimizerVariables && given === undefined) {
    throw new TypeError(
      `loadKerasModel: iterations must be given for this file, which does not hold it: the number of updates that Keras has made, as in { iterations: 1000 }.`,
    );
  }

  const missing: string[] = [];
  const { modelPart, training, trainingPart, optimizerKey } = file;
  const { isKeras3 } = file;
  const library = { isKeras3, hasLayer: (className: string) => hasLayer(tf, className) };
  const topology = readTopology(file.model, modelPart, library, missing);
  const optimizerPart = `${trainingPart}.${optimizerKey}`;
  const read = readOptimizer(training[optimizerKey], optimizerPart, { customObjects });
  missing.push(...read.ignored, ...wholeNumberRate(file.trainingText, optimizerPart));
  const plan = planOptimizer(read.optimizer, optimizerPart, missing);
  const compiled = readCompiled(training, trainingPart, topology.outputs, missing);
  missing.push(...upstreamFaults(topology.layers, plan, isKeras3));
  settle(missing, warnings);
  const told = [...missing.map((sentence) => `${sentence}.`), ...notesOf(topology.layers)];

  file.budget.spend(LAYER_COST * countCalls(topology.config), modelPart);
  const { model, weights, dispose } = buildModel(tf, topology, file.size, modelPart);
  let optimizer: OptimizerLike | null = null;
  try {
    const ops = tf as unknown as Ops;
    const lastOutputs = makeExact(ops, model, topology.layers, isKeras3);
    await loadWeights(tf, file, topology.layers, model);
    const trained = leavesOf(topology.layers, model).flatMap(({ layer }) => layer.trainableWeights);
    const state = file.optimizerVariables && (await readState(file.optimizerVariables, plan, trained));
    const iterations = given ?? state?.iterations ?? 0;
    // Where nothing is restored, Adam's correction for its short past begins anew too.
    const start = state?.slots ? iterations - state.iterations : iterations;
    optimizer = makeOptimizer(tf.train, plan, read.schedule, iterations, start);
    if (state) await restoreSlots(tf, optimizer, plan, state, model.trainableWeights);
    writeIterations(optimizer, iterations);
    withKerasUpdate(optimizer, plan.update, constraintsOf(weights, model));
    const { losses } = compiled;
    if (losses) {
      inPart(trainingPart, () => compileExact(ops, model, compiled, losses, isKeras3, optimizer, lastOutputs));
      regularize(model, weights, isKeras3);
      saveSchedule(model as unknown as ModelLike);
    }
    return { model, optimizer, schedule: read.schedule, iterations, warnings: told } as unknown as LoadedKerasModel<TF>;
  } catch (error) {
    dispose();
    if (optimizer) disposeOptimizer(optimizer);
    throw error;
  }
}

/** What a layer, or another call of one, takes to build: about a millisecond. A file has some kilobytes for each. */
const LAYER_COST = 1 << 16;

/** How many layers TensorFlow.js makes of a model's config, or calls once more. */
function countCalls({ layers }: JsonObject): number {
  let calls = 0;
  for (const { inboundNodes, config } of layers as readonly { inboundNodes?: unknown[]; config: JsonObject }[]) {
    calls += Math.max(1, inboundNodes?.length ?? 1);
    if (Array.isArray(config['layers'])) calls += countCalls(config);
  }
  return calls;
}

/** TensorFlow.js's momentum leaves the rate that it has as a tensor. */
function disposeOptimizer(optimizer: OptimizerLike): void {
  const { dispose, c } = optimizer as { dispose?(): void; c?: { dispose(): void } };
  dispose?.call(optimizer);
  c?.dispose();
}

async function openSource(tf: WeightDecoder, source: unknown): Promise<KerasModelFile> {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source))
    return openModelFile(toBytes(source, 'loadKerasModel'));
  const handler = source as { load?(): Promise<unknown> } | null;
  const artifacts = typeof handler?.load === 'function' ? await handler.load() : source;
  if (!isObject(artifacts) || artifacts['modelTopology'] === undefined) {
    fail(
      'loadKerasModel',
      `source must be the bytes of a .keras or .h5 file, or a converted model as an IOHandler such as tf.io.http(url), received ${show(source)}.`,
    );
  }
  const topology = toJsonObject(artifacts['modelTopology'], 'model.json → modelTopology');
  if (artifacts['format'] === 'graph-model') fail('model.json → format', 'a graph model holds no optimizer.');
  if (!isObject(topology['model_config']) || artifacts['trainingConfig'] !== undefined) {
    fail(
      'model.json',
      'it was not converted from Keras: load what TensorFlow.js saved by tf.loadLayersModel, and call followSaved.',
    );
  }
  const { weightData, weightSpecs, weightsManifest } = artifacts;
  const specs = weightSpecs ?? (Array.isArray(weightsManifest) && weightsManifest.flatMap((group) => group?.weights));
  const weights = decodeWeights(tf, weightData, specs, 'model.json → weights');
  const size = weights.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  return openConverted(topology, weights, size);
}
