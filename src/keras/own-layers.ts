import { fail } from '../formats/reading.js';
import { perAxis } from './exact/layer.js';
import type { Ops, Tensor } from './ops.js';

interface Variable {
  read(): Tensor;
}

/** TensorFlow.js's base of all layers, as far as ours use it. */
interface LayerBase {
  readonly className: string;
  getConfig(): object;
  addWeight(name: string, shape: number[], dtype: string, init: unknown, reg: null, trainable: boolean): Variable;
}

type Config = { readonly [key: string]: unknown };

/** A class of layers, as TensorFlow.js makes one from a config. */
export interface LayerClass {
  readonly className: string;
  readonly prototype: object;
  fromConfig(cls: unknown, config: unknown): unknown;
}

const made = new WeakMap<object, Readonly<Record<string, LayerClass>>>();

/** The layers of Keras that TensorFlow.js does not have, or of other shapes, as classes of that copy of it. */
export function ownLayers(tf: object): Readonly<Record<string, LayerClass>> {
  const known = made.get(tf);
  if (known) return known;
  const classes = makeClasses(tf as never);
  made.set(tf, classes);
  return classes;
}

type Maker = Ops & {
  readonly layers: { readonly Layer: unknown };
  readonly initializers: { zeros(): unknown };
  readonly serialization: {
    readonly SerializationMap: { getMap(): { readonly classNameMap: Readonly<Record<string, unknown>> } };
  };
};

type Native = (new (
  config: Config,
) => LayerBase & { computeOutputShape(shape: unknown): unknown }) & {
  readonly className: string;
};

function makeClasses(tf: Maker): Readonly<Record<string, LayerClass>> {
  const Layer = tf.layers.Layer as new (
    config: Config,
  ) => LayerBase & { built: boolean; computeOutputShape(shape: unknown): unknown };

  /** Keeps its config, for `getConfig`. */
  class OwnLayer extends Layer {
    constructor(readonly settings: Config) {
      super(settings);
    }
    override getConfig() {
      return { ...this.settings, ...super.getConfig() };
    }
  }

  const first = (x: Tensor | Tensor[]) => (Array.isArray(x) ? (x[0] as Tensor) : x);

  class Subtract extends OwnLayer {
    static readonly className: string = 'Subtract';
    override computeOutputShape([shape]: [unknown]) {
      return shape;
    }
    call([a, b]: [Tensor, Tensor]) {
      return tf.tidy(() => tf.sub(a, b));
    }
  }

  /** Of constants in its config, or of weights that `adapt` found. */
  class Normalization extends OwnLayer {
    static readonly className: string = 'Normalization';
    private adapted: readonly Variable[] | null = null;
    build(inputShape: readonly (number | null)[]) {
      if (this.settings['mean'] === undefined || this.settings['mean'] === null) {
        const axes = this.axes(inputShape.length);
        const shape = axes.map((axis) => inputShape[axis] as number);
        const zeros = tf.initializers.zeros();
        this.adapted = [
          this.addWeight('mean', shape, 'float32', zeros, null, false),
          this.addWeight('variance', shape, 'float32', zeros, null, false),
        ];
        this.addWeight('count', [], 'float32', zeros, null, false);
      }
      this.built = true;
    }
    call(inputs: Tensor | Tensor[]) {
      return tf.tidy(() => {
        const x = first(inputs);
        const axes = this.axes(x.rank);
        const shape = x.shape.map((length, axis) => (axes.includes(axis) ? length : 1));
        const spread = (values: Tensor) => (values.size === 1 ? tf.reshape(values, []) : tf.reshape(values, shape));
        const [mean, variance] = this.adapted
          ? this.adapted.map((weight) => spread(weight.read()))
          : ['mean', 'variance'].map((key) => spread(tf.tensor(this.settings[key])));
        return tf.div(tf.sub(x, mean as Tensor), tf.maximum(tf.sqrt(variance as Tensor), 1e-7));
      });
    }
    private axes(rank: number): number[] {
      const { axis } = this.settings;
      if (axis === null || axis === undefined) return [];
      return perAxis(axis, 1).map((one) => (one < 0 ? one + rank : one));
    }
  }

  /** Flips each image or not, by chance, and in training alone. */
  class RandomFlip extends OwnLayer {
    static readonly className: string = 'RandomFlip';
    call(inputs: Tensor | Tensor[], { training }: { training?: boolean }) {
      const images = first(inputs);
      if (!training) return images;
      return tf.tidy(() => {
        const mode = String(this.settings['mode']);
        const flip = (x: Tensor, axis: number) => {
          const chance = tf.less(tf.randomUniform([x.shape[0] as number, 1, 1, 1]), 0.5);
          return tf.where(chance, tf.reverse(x, axis), x);
        };
        const across = mode.startsWith('horizontal') ? flip(images, 2) : images;
        return mode.endsWith('vertical') ? flip(across, 1) : across;
      });
    }
  }

  const native = (name: string) => (tf.serialization.SerializationMap.getMap().classNameMap[name] as [Native])[0];

  /** Its -1 is known when the shape of the input is; TensorFlow.js's never is. */
  class Reshape extends native('Reshape') {
    override computeOutputShape([batch, ...lengths]: (number | null)[]) {
      const shape = (this as { targetShape?: (number | null)[] }).targetShape ?? [];
      const size = (all: (number | null)[]) => all.reduce<number>((product, length) => product * (length || 1), 1);
      const isOpen = (length: number | null) => length === null || length < 0;
      const known = size(shape.filter((length) => !isOpen(length)));
      return [batch, ...shape.map((length) => (isOpen(length) ? size(lengths) / known : length))];
    }
  }

  /** Takes what is flat already, too. */
  class Flatten extends native('Flatten') {
    constructor(config: Config) {
      super(config);
      (this as { inputSpec?: unknown }).inputSpec = [{ minNDim: 2 }];
    }
  }

  const globalPooling = [
    'GlobalAveragePooling1D',
    'GlobalAveragePooling2D',
    'GlobalMaxPooling1D',
    'GlobalMaxPooling2D',
  ].map(
    (name) =>
      /** With lengths of 1 in place of the axes, if asked. */
      class extends native(name) {
        private readonly keeps: boolean;
        constructor(config: Config) {
          super(config);
          this.keeps = config['keepdims'] === true;
        }
        override computeOutputShape(shape: (number | null)[]) {
          const axes = shape.slice(1, -1).map(() => 1);
          return [shape[0], ...(this.keeps ? axes : []), shape.at(-1)];
        }
        override getConfig() {
          return this.keeps ? { ...super.getConfig(), keepdims: true } : super.getConfig();
        }
      },
  );

  return Object.fromEntries(
    [Subtract, Normalization, RandomFlip, Reshape, Flatten, ...globalPooling].map((Class) => [
      Class.className,
      Class as unknown as LayerClass,
    ]),
  );
}

/** Makes all merged inputs of one shape: TensorFlow.js broadcasts otherwise than Keras. */
export function requireSameShapes(shapes: readonly (readonly (number | null)[])[], part: string): void {
  const [one, ...others] = shapes.map((shape) => JSON.stringify(shape));
  if (others.some((other) => other !== one))
    fail(
      part,
      `inputs of several shapes are not known to go on as in Keras, received ${shapes.map((s) => `[${s}]`).join(', ')}.`,
    );
}
