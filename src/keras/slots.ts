import type { TensorLike } from '../arithmetic/tensor-engine.js';
import { fail } from '../formats/reading.js';
import type { VariableLike } from '../tfjs/engine.js';
import type { OptimizerLike } from '../tfjs/optimizer.js';
import type { SavedVariable } from './model-file.js';
import { type OptimizerPlan, requireIterations } from './optimizer-from-keras.js';
import { type LayerWeight, type OwnTensor, requireShape, type TensorMaker } from './weights.js';

/** What an optimizer of Keras was doing. */
export interface OptimizerState {
  readonly iterations: number;
  /** What it gathered, by the weight it is for: one of each of the plan's slots; null if nothing. */
  readonly slots: ReadonlyMap<LayerWeight, readonly SavedVariable[]> | null;
}

/**
 * What the variables of an optimizer in a file mean.
 * @param weights those that are trained, in Keras's order.
 * @throws {TypeError} if they do not fit the model. @throws {RangeError} for a count of updates that cannot be.
 */
export async function readState(
  variables: readonly SavedVariable[],
  { slots, grouped, others }: OptimizerPlan,
  weights: readonly LayerWeight[],
): Promise<OptimizerState> {
  const at = variables.findLastIndex(({ name, shape }, i) => shape.length === 0 && (i === 0 || ITERATION.test(name)));
  if (at < 0) fail('loadKerasModel', "the count of updates is missing among the optimizer's variables.");
  const counter = variables[at] as SavedVariable;
  const [iterations] = await counter.values();
  requireIterations(counter.name, iterations);

  const rest = variables.slice(at + 1);
  const needed = slots.length * weights.length;
  const first = others * weights.length;
  // Keras 3 keeps a constant rate here too. tf_keras keeps momentum for every SGD, and does not use it where it is 0.
  const rates = rest[0]?.shape.length === 0 && rest.length !== first + needed ? 1 : 0;
  if (rest.length === rates || needed === 0) return { iterations, slots: null };
  const saved = rest.slice(rates + first);
  if (saved.length < needed) {
    fail(
      counter.name,
      `${needed} more variables are required, for ${weights.length} weights, received ${saved.length}.`,
    );
  }
  return {
    iterations,
    slots: new Map(
      weights.map((weight, i) => {
        const own = slots.map(
          (_, j) => saved[grouped ? j * weights.length + i : i * slots.length + j] as SavedVariable,
        );
        for (const slot of own) requireShape(slot, weight);
        return [weight, own];
      }),
    ),
  };
}

/** The names that Keras has given to the count of updates; one optimizer around another has its own before. */
const ITERATION = /\/(iteration|iterations|iter)(:0)?$/;

type Slot = { readonly originalName: string; readonly variable: VariableLike };
type WithWeights = OptimizerLike & { setWeights(values: { name: string; tensor: unknown }[]): Promise<void> };

/**
 * Gives a new optimizer what Keras's had gathered.
 * @param weights those that are trained, in TensorFlow.js's order.
 */
export async function restoreSlots(
  tf: TensorMaker,
  optimizer: OptimizerLike,
  plan: OptimizerPlan,
  { iterations, slots }: OptimizerState,
  weights: readonly LayerWeight[],
): Promise<void> {
  if (!slots) return;
  const tensors: OwnTensor[] = [];
  const make = (values: ArrayLike<number>, shape: readonly number[], dtype = 'float32'): OwnTensor => {
    const tensor = tf.tensor(values, shape, dtype) as OwnTensor;
    tensors.push(tensor);
    return tensor;
  };
  const read = async (slot: number): Promise<{ name: string; tensor: OwnTensor }[]> => {
    const own = [];
    for (const weight of weights) {
      const saved = (slots.get(weight) as readonly SavedVariable[])[slot] as SavedVariable;
      const values = await saved.values();
      // Keras adds −rate·gradient to its momentum, TensorFlow.js the gradient, to be subtracted.
      const signed = plan.kind === 'momentum' ? values.map((value) => -value) : values;
      own.push({ name: `${weight.name}/${plan.slots[slot]}`, tensor: make(signed, saved.shape) });
    }
    return own;
  };
  try {
    const values = [];
    for (let slot = 0; slot < plan.slots.length; slot++) values.push(await read(slot));
    if (plan.kind === 'adamax') {
      restoreAdamax(optimizer as Adamax, values, iterations, make);
      return;
    }
    if (plan.kind === 'rmsprop' && !plan.slots.includes('momentum')) {
      const none = weights.map(({ name, shape }) => ({
        name: `${name}/momentum`,
        tensor: make(
          new Float32Array(shape.reduce<number>((product, length) => product * Number(length), 1)),
          shape as number[],
        ),
      }));
      values.splice(1, 0, none);
    }
    await (optimizer as WithWeights).setWeights([
      { name: 'iter', tensor: make([iterations], [], 'int32') },
      ...values.flat(),
    ]);
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}

type Adamax = OptimizerLike & {
  readonly beta1: number;
  readonly accBeta1: VariableLike;
  accumulatedFirstMoment: Slot[];
  accumulatedWeightedInfNorm: Slot[];
};

/** TensorFlow.js's Adamax cannot be loaded, nor saved. */
function restoreAdamax(
  adamax: Adamax,
  [m, v]: { name: string; tensor: OwnTensor }[][],
  iterations: number,
  make: (values: ArrayLike<number>, shape: readonly number[]) => TensorLike,
): void {
  const variables = (values: { name: string; tensor: OwnTensor }[] = []): Slot[] =>
    values.map(({ name, tensor }) => ({
      originalName: name,
      variable: (tensor as unknown as { variable(trainable: boolean): VariableLike }).variable(false),
    }));
  adamax.accumulatedFirstMoment = variables(m);
  adamax.accumulatedWeightedInfNorm = variables(v);
  adamax.accBeta1.assign(make([adamax.beta1 ** (iterations + 1)], []));
}
