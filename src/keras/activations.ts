import type { Ops, Tensor } from './ops.js';

/** An activation of TensorFlow.js's layers. */
export interface Activation {
  apply(x: Tensor, axis?: number): Tensor;
  getClassName(): string;
}

type Compute = (tf: Ops, x: Tensor) => Tensor;

interface ProvenActivation {
  /** TensorFlow.js's own, by its name. */
  readonly native?: string;
  /** One that it does not have, or has otherwise. */
  readonly own?: Compute;
  /** One that Keras 3 has otherwise. */
  readonly keras3?: Compute;
}

const native = (name: string): ProvenActivation => ({ native: name });

/** The activations that go on as in Keras, by its names; each has been trained, as the layers are. */
export const ACTIVATIONS: Readonly<Record<string, ProvenActivation>> = {
  elu: native('elu'),
  exponential: { own: (tf, x) => tf.exp(x) },
  gelu: native('gelu'),
  hard_sigmoid: { native: 'hardSigmoid', keras3: (tf, x) => tf.div(tf.relu6(tf.add(x, 3)), 6) },
  leaky_relu: { own: (tf, x) => tf.leakyRelu(x, 0.2) },
  linear: native('linear'),
  log_softmax: { own: (tf, x) => tf.logSoftmax(x) },
  mish: native('mish'),
  relu: native('relu'),
  relu6: native('relu6'),
  selu: native('selu'),
  sigmoid: native('sigmoid'),
  silu: native('swish'),
  softmax: native('softmax'),
  softplus: native('softplus'),
  softsign: native('softsign'),
  swish: native('swish'),
  tanh: native('tanh'),
};

/** The name by which TensorFlow.js makes a layer with that activation; `linear` where one of ours takes its place. */
export const nativeActivation = (name: string, isKeras3: boolean): string =>
  ownOf(name, isKeras3) ? 'linear' : (ACTIVATIONS[name]?.native ?? 'linear');

/** What takes TensorFlow.js's place, if anything has to. */
export function ownActivation(tf: Ops, name: string, isKeras3: boolean): Activation | null {
  const compute = ownOf(name, isKeras3);
  return compute ? { apply: (x) => compute(tf, x), getClassName: () => name } : null;
}

const ownOf = (name: string, isKeras3: boolean): Compute | undefined =>
  (isKeras3 && ACTIVATIONS[name]?.keras3) || ACTIVATIONS[name]?.own;

/** The name of an activation as Keras saved it. */
export function activationName(saved: unknown): string {
  if (typeof saved !== 'object' || saved === null) return String(saved ?? 'linear');
  const { class_name: className, config } = saved as { class_name?: unknown; config?: unknown };
  return String(className === 'function' ? config : className);
}
