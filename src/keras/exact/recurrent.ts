import type { Activation } from '../activations.js';
import type { Ops, Tensor } from '../ops.js';
import type { ExactCall, Layer } from './layer.js';

/** A cell of TensorFlow.js. */
type Cell = Layer & { readonly recurrentActivation: Activation };

/** From the inputs of a step and the states before it: the states after it, the output first. */
type Step = (x: Tensor, states: readonly Tensor[]) => Tensor[];

/** What marks a GRU whose bias is one for the inputs and one for the states. */
export const RESET_AFTER = 'reset_after';

/**
 * Keras's loop over the steps: a step that is masked keeps the states, and repeats the output, or puts out zeros. Of a GRU,
 * both forms.
 */
export const recurrent =
  (makeStep: (tf: Ops, cell: Cell, resetAfter: boolean) => Step, stateCount: number): ExactCall =>
  ({ tf, layer, config, isMasked }) =>
  (x, keywords) => {
    const { cell } = layer as Layer & { readonly cell: Cell };
    const step = makeStep(tf, cell, config['reset_after'] !== false);
    const backwards = (layer as Layer & { readonly goBackwards?: boolean }).goBackwards === true;
    const inOrder = (steps: Tensor[]) => (backwards ? steps.reverse() : steps);
    const steps = inOrder(stepsOf(tf, x));
    const mask = isMasked ? keywords.mask : null;
    const masks = mask ? inOrder(stepsOf(tf, tf.cast(mask, 'bool'))) : null;
    const units = cell.recurrentKernel.read().shape[0] as number;
    const zeros = tf.zeros([x.shape[0] as number, units]);
    let states: Tensor[] = Array.from({ length: stateCount }, () => zeros);
    let output = zeros;
    const outputs = steps.map((inputs, t) => {
      const next = step(inputs, states);
      const isReal = masks?.[t];
      if (!isReal) {
        states = next;
        output = next[0] as Tensor;
        return output;
      }
      const column = tf.expandDims(isReal, -1);
      const choose = (a: Tensor, b: Tensor) => tf.where(column, a, b);
      const instead = config['zero_output_for_mask'] === true ? zeros : output;
      output = choose(next[0] as Tensor, instead);
      states = next.map((state, i) => choose(state, states[i] as Tensor));
      return output;
    });
    return config['return_sequences'] === true ? tf.stack(outputs, 1) : output;
  };

/** TensorFlow.js has no gradient of `unstack` for a single step. */
const stepsOf = (tf: Ops, x: Tensor): Tensor[] =>
  x.shape[1] === 1 ? [tf.reshape(x, [x.shape[0] as number, ...x.shape.slice(2)])] : tf.unstack(x, 1);

const biasOf = (cell: Cell) => cell.bias?.read() ?? null;
const plus = (tf: Ops, x: Tensor, bias: Tensor | null) => (bias ? tf.add(x, bias) : x);

export const simpleStep = (tf: Ops, cell: Cell): Step => {
  const bias = biasOf(cell);
  return (x, [h]) => {
    const sum = tf.add(
      plus(tf, tf.matMul(x, cell.kernel.read()), bias),
      tf.matMul(h as Tensor, cell.recurrentKernel.read()),
    );
    return [cell.activation.apply(sum)];
  };
};

export const lstmStep = (tf: Ops, cell: Cell): Step => {
  const bias = biasOf(cell);
  const gate = (z: Tensor) => cell.recurrentActivation.apply(z);
  return (x, [h, c]) => {
    const sum = tf.add(tf.matMul(x, cell.kernel.read()), tf.matMul(h as Tensor, cell.recurrentKernel.read()));
    const [i, f, g, o] = tf.split(plus(tf, sum, bias), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
    const next = tf.add(tf.mul(gate(f), c as Tensor), tf.mul(gate(i), cell.activation.apply(g)));
    return [tf.mul(gate(o), cell.activation.apply(next)), next];
  };
};

export const gruStep = (tf: Ops, cell: Cell, resetAfter: boolean): Step => {
  const bias = biasOf(cell);
  const [own, recurrentBias] = bias && resetAfter ? (tf.unstack(bias, 0) as [Tensor, Tensor]) : [bias, null];
  const gate = (z: Tensor) => cell.recurrentActivation.apply(z);
  return (x, [state]) => {
    const h = state as Tensor;
    const kernel = cell.recurrentKernel.read();
    const units = kernel.shape[0] as number;
    const [xz, xr, xh] = tf.split(plus(tf, tf.matMul(x, cell.kernel.read()), own), 3, 1) as [Tensor, Tensor, Tensor];
    let z: Tensor;
    let candidate: Tensor;
    if (resetAfter) {
      const [hz, hr, hh] = tf.split(plus(tf, tf.matMul(h, kernel), recurrentBias), 3, 1) as [Tensor, Tensor, Tensor];
      z = gate(tf.add(xz, hz));
      candidate = tf.add(xh, tf.mul(gate(tf.add(xr, hr)), hh));
    } else {
      const [gates, last] = [
        tf.slice(kernel, [0, 0], [units, 2 * units]),
        tf.slice(kernel, [0, 2 * units], [units, units]),
      ];
      const [hz, hr] = tf.split(tf.matMul(h, gates), 2, 1) as [Tensor, Tensor];
      z = gate(tf.add(xz, hz));
      candidate = tf.add(xh, tf.matMul(tf.mul(gate(tf.add(xr, hr)), h), last));
    }
    return [tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), cell.activation.apply(candidate)))];
  };
};
