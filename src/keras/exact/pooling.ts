import { type Ops, range, type Tensor } from '../ops.js';
import { type ExactCall, perAxis } from './layer.js';

/** TensorFlow.js's gradient counts the padding in; here it is put on by hand, and counted out. */
export const averagePooling =
  (axes: 1 | 2 | 3): ExactCall =>
  ({ tf, config }) => {
    if (config['padding'] !== 'same') return null;
    const size = perAxis(config['pool_size'], axes, 2);
    const strides = perAxis(config['strides'] ?? config['pool_size'], axes, 2);
    return (x) => {
      const image = axes === 1 ? tf.expandDims(x, 2) : x;
      const [sizes, steps] =
        axes === 1
          ? [
              [...size, 1],
              [...strides, 1],
            ]
          : [size, strides];
      const paddings = sizes.map((length, i): [number, number] => {
        const along = image.shape[i + 1] as number;
        const step = steps[i] as number;
        const missing = Math.max(0, (Math.ceil(along / step) - 1) * step + length - along);
        return [Math.floor(missing / 2), Math.ceil(missing / 2)];
      });
      const pool = (values: Tensor) => {
        const padded = tf.pad(values, [[0, 0], ...paddings, [0, 0]]);
        return axes === 3 ? tf.avgPool3d(padded, sizes, steps, 'valid') : tf.avgPool(padded, sizes, steps, 'valid');
      };
      const pooled = tf.div(pool(image), pool(tf.ones(image.shape)));
      return axes === 1
        ? tf.reshape(pooled, [x.shape[0] as number, pooled.shape[1] as number, x.shape[2] as number])
        : pooled;
    };
  };

/**
 * The largest of each block of a volume. Where several are the largest, TensorFlow gives each of them the whole gradient, and
 * TensorFlow.js gives it to one.
 */
export const maxPooling3d: ExactCall = ({ tf, config }) => {
  const size = perAxis(config['pool_size'], 3, 2);
  const strides = perAxis(config['strides'] ?? config['pool_size'], 3, 2);
  const places = size.reduce<number[][]>(
    (all, length) => all.flatMap((at) => range(length).map((i) => [...at, i])),
    [[]],
  );
  const max = tf.customGrad((x, save) => {
    const top = tf.maxPool3d(x, size, strides, 'valid');
    save([x, top]);
    const gradFunc = (dy: Tensor, [values, tops]: [Tensor, Tensor]) =>
      places
        .map((at) => {
          const steps = at.map((offset, i) => new Steps(tf, i + 1, offset, strides[i] as number, values, tops));
          const isTop = tf.cast(
            tf.equal(
              steps.reduce((taken, one) => one.take(taken), values),
              tops,
            ),
            'float32',
          );
          return steps.reduce((put, one) => one.putBack(put), tf.mul(isTop, dy));
        })
        .reduce((sum, one) => tf.add(sum, one));
    return { value: top, gradFunc };
  });
  return (x) => max(x);
};

/** Every so many places along an axis, as many as there are blocks. */
class Steps {
  private readonly length: number;
  private readonly count: number;

  constructor(
    private readonly tf: Ops,
    private readonly axis: number,
    private readonly offset: number,
    private readonly stride: number,
    values: Tensor,
    blocks: Tensor,
  ) {
    this.length = values.shape[axis] as number;
    this.count = blocks.shape[axis] as number;
  }

  take(x: Tensor): Tensor {
    const { tf, axis, offset, stride, count } = this;
    const [before, after] = this.sizes(x);
    const missing = Math.max(0, offset + count * stride - this.length);
    const flat = tf.pad(tf.reshape(x, [before, this.length, after]), [
      [0, 0],
      [0, missing],
      [0, 0],
    ]);
    const blocks = tf.reshape(tf.slice(flat, [0, offset, 0], [before, count * stride, after]), [
      before * count,
      stride,
      after,
    ]);
    const taken = tf.slice(blocks, [0, 0, 0], [before * count, 1, after]);
    return tf.reshape(
      taken,
      x.shape.map((length, i) => (i === axis ? count : length)),
    );
  }

  /** Zeros between them: the gradient of `take`. */
  putBack(x: Tensor): Tensor {
    const { tf, axis, offset, stride, count, length } = this;
    const [before, after] = this.sizes(x);
    const apart = tf.pad(tf.reshape(x, [before * count, 1, after]), [
      [0, 0],
      [0, stride - 1],
      [0, 0],
    ]);
    const all = tf.pad(tf.reshape(apart, [before, count * stride, after]), [
      [0, 0],
      [offset, length],
      [0, 0],
    ]);
    const put = tf.slice(all, [0, 0, 0], [before, length, after]);
    return tf.reshape(
      put,
      x.shape.map((size, i) => (i === axis ? length : size)),
    );
  }

  private sizes({ shape }: Tensor): [before: number, after: number] {
    const product = (lengths: readonly number[]) => lengths.reduce((a, b) => a * b, 1);
    return [product(shape.slice(0, this.axis)), product(shape.slice(this.axis + 1))];
  }
}

/** The mean over all steps or places; what is masked is left out. */
export const globalAverage: ExactCall =
  ({ tf, config, isMasked }) =>
  (x, { mask }) => {
    const axes = range(x.rank).slice(1, -1);
    const keep = config['keepdims'] === true;
    if (!isMasked || !mask) return tf.mean(x, axes, keep);
    const weights = tf.expandDims(tf.cast(mask, 'float32'), -1);
    return tf.div(tf.sum(tf.mul(x, weights), axes, keep), tf.sum(weights, axes, keep));
  };

/** The largest of all steps or places; several that are the largest share the gradient, which TensorFlow.js gives to each. */
export const globalMax: ExactCall =
  ({ tf, config }) =>
  (x) =>
    largest(tf, x, range(x.rank).slice(1, -1), config['keepdims'] === true);

function largest(tf: Ops, x: Tensor, axes: readonly number[], keep: boolean): Tensor {
  const max = tf.customGrad((input, save) => {
    const top = tf.max(input, axes, true);
    save([input, top]);
    const gradFunc = (dy: Tensor, [values, tops]: [Tensor, Tensor]) => {
      const isTop = tf.cast(tf.equal(values, tops), 'float32');
      return tf.mul(tf.div(isTop, tf.sum(isTop, axes, true)), dy);
    };
    return { value: top, gradFunc };
  });
  const top = max(x);
  return keep
    ? top
    : tf.reshape(
        top,
        x.shape.filter((_, axis) => !axes.includes(axis)),
      );
}
