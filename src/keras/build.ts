import { fail, inPart, isRefusal } from '../formats/reading.js';
import { trainingEngine } from '../tfjs/engine.js';
import { RESET_AFTER } from './exact/recurrent.js';
import type { Tensor } from './ops.js';
import { ownLayers } from './own-layers.js';
import type { KerasLayer, Topology } from './topology.js';
import type { LayerWeight } from './weights.js';

/** A layer of TensorFlow.js, or a model. */
export interface LayerLike {
  readonly weights: readonly LayerWeight[];
  readonly trainableWeights: readonly LayerWeight[];
  readonly nonTrainableWeights: readonly LayerWeight[];
  /** Of a model. */
  getLayer?(name: string): LayerLike;
}

export interface BuiltModel extends LayerLike {
  readonly outputNames: readonly string[];
  compile(args: object): void;
}

export interface ModelClass {
  readonly prototype: object;
  // biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js declares narrower parameters.
  fromConfig(cls: any, config: any): unknown;
}

/** What of TensorFlow.js makes models. */
export interface ModelMaker {
  readonly layers: { readonly Layer: { readonly prototype: object } };
  readonly serialization: {
    readonly SerializationMap: { getMap(): { readonly classNameMap: Readonly<Record<string, readonly unknown[]>> } };
  };
  readonly Sequential: ModelClass;
  readonly LayersModel: ModelClass;
}

type ClassMap = Record<string, unknown>;

/** Whether this copy of TensorFlow.js, or this package, has a layer of that class. */
export function hasLayer(tf: ModelMaker, className: string): boolean {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return Object.hasOwn(classNameMap, className) || Object.hasOwn(ownLayers(tf), className);
}

/** Runs `make` while TensorFlow.js takes our layers for those of their names. */
function withOwnLayers<R>(tf: ModelMaker, make: () => R): R {
  const classNameMap = tf.serialization.SerializationMap.getMap().classNameMap as ClassMap;
  const own = ownLayers(tf);
  const before = Object.keys(own).map((name) => [name, classNameMap[name]] as const);
  for (const [name, Class] of Object.entries(own)) classNameMap[name] = [Class, Class.fromConfig];
  try {
    return make();
  } finally {
    for (const [name, entry] of before) {
      if (entry) classNameMap[name] = entry;
      else delete classNameMap[name];
    }
  }
}

interface WeightMaker {
  addWeight(
    this: WeightMaker,
    name: string,
    shape: readonly number[],
    dtype: unknown,
    initializer: unknown,
    regularizer?: Regularizer | null,
    trainable?: boolean,
    constraint?: Constraint | null,
    ...rest: unknown[]
  ): LayerWeight & { dispose(): void };
  setFastWeightInitDuringBuild(fast: boolean): void;
  readonly name: string;
  /** Of a cell of a GRU: `RESET_AFTER` marks the form that TensorFlow.js does not have. */
  implementation?: unknown;
}

export interface Regularizer {
  apply(x: Tensor): Tensor;
}

export interface Constraint {
  apply(x: Tensor): Tensor;
}

/** A weight that was made, and what Keras does with it at each update. */
export interface MadeWeight {
  readonly weight: LayerWeight;
  readonly regularizer: Regularizer | null;
  readonly constraint: Constraint | null;
}

export interface Build {
  readonly model: BuiltModel;
  readonly weights: readonly MadeWeight[];
  dispose(): void;
}

/**
 * The model of a config, its weights all zero; and what disposes of it.
 * @param size the number of weights that its file can hold: a config that asks for more is refused before they are made.
 * @throws {TypeError} for a config that TensorFlow.js refuses; nothing is left behind then.
 */
export function buildModel(tf: ModelMaker, { sequential, config }: Topology, size: number, part: string): Build {
  const Model = sequential ? tf.Sequential : tf.LayersModel;
  const prototype = tf.layers.Layer.prototype as WeightMaker;
  const { addWeight } = prototype;
  const weights: (MadeWeight & { weight: { dispose(): void } })[] = [];
  // The model's own `dispose` leaves the layers that it calls twice.
  const dispose = () => {
    for (const { weight } of weights) weight.dispose();
  };
  let left = size;
  // TensorFlow.js lets nobody between a layer and its weights. While a model is built, which takes one turn of the event
  // loop, all layers make them here.
  prototype.addWeight = function (
    name,
    ownShape,
    dtype,
    initializer,
    regularizer = null,
    trainable,
    constraint = null,
  ) {
    const isTwice = this.implementation === RESET_AFTER && name === 'bias';
    const shape = isTwice ? [2, ...ownShape] : ownShape;
    left -= shape.reduce((product, length) => product * length, 1);
    if (!(left >= 0))
      fail(`${this.name}/${name}`, `the shape [${shape.join(', ')}] is larger than what the file holds.`);
    // Initial values would be overwritten, and orthogonal ones are slow to make.
    this.setFastWeightInitDuringBuild(true);
    // What TensorFlow.js fills a weight with, it leaves behind where it then refuses the weight.
    let weight: ReturnType<typeof addWeight> | undefined;
    trainingEngine().tidy(() => {
      weight = addWeight.call(this, name, shape, dtype, initializer, regularizer, trainable, constraint);
    });
    weights.push({ weight: weight as ReturnType<typeof addWeight>, regularizer, constraint });
    return weight as ReturnType<typeof addWeight>;
  };
  try {
    const model = withOwnLayers(tf, () => fromConfig(Model, config, part));
    return { model, weights, dispose };
  } catch (error) {
    dispose();
    throw error;
  } finally {
    prototype.addWeight = addWeight;
  }
}

function fromConfig(Model: ModelClass, config: object, part: string): BuiltModel {
  try {
    return Model.fromConfig(Model, config) as BuiltModel;
  } catch (error) {
    if (isRefusal(error) || !(error instanceof TypeError || error instanceof RangeError)) {
      return inPart(part, () => {
        throw new TypeError(
          (error as Error).message.replace(/\bundefined\b/g, 'nothing').replaceAll('[object Object]', 'an object'),
          { cause: error },
        );
      });
    }
    // What the engine throws is about TensorFlow.js's own code, which took a value for one that it is not.
    throw new TypeError(`${part}: TensorFlow.js cannot make the model: a setting of a layer is not what it must be.`, {
      cause: error,
    });
  }
}

/** The layers without layers inside, in Keras's order. */
export function leavesOf(layers: readonly KerasLayer[], model: LayerLike): { saved: KerasLayer; layer: LayerLike }[] {
  return layers.flatMap((saved) => {
    const layer = (model as Required<LayerLike>).getLayer(saved.name);
    return saved.layers ? leavesOf(saved.layers, layer) : [{ saved, layer }];
  });
}
