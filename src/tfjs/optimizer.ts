import { isTensor } from '../arithmetic/tensor-engine.js';
import { show } from '../errors.js';

/** What all optimizers of TensorFlow.js have, of any copy and build of it, and those that others write for it. */
export interface OptimizerLike {
  /** Updates made so far. */
  readonly iterations: number;
  applyGradients(gradients: never): void;
}

/** The fields behind it, which TensorFlow.js declares protected. */
interface Rated {
  learningRate: number;
  setLearningRate?(rate: number): void;
}

const rated = (optimizer: OptimizerLike) => optimizer as unknown as Rated;

/** @throws {TypeError} for anything that is not an optimizer whose rate can be set. */
export function requireOptimizer(caller: string, optimizer: OptimizerLike): void {
  const { applyGradients, iterations, learningRate, setLearningRate } = (optimizer ?? {}) as Partial<
    OptimizerLike & Rated
  >;
  const canBeSet = setLearningRate ?? (learningRate !== undefined && !isTensor(learningRate));
  if (!applyGradients || typeof iterations !== 'number' || !canBeSet) {
    const { optimizer: own } = (optimizer ?? {}) as { optimizer?: Partial<OptimizerLike> | null };
    const received = own?.applyGradients ? 'a model: pass model.optimizer' : show(optimizer);
    throw new TypeError(
      `${caller}: optimizer must be one of tf.train or of a compiled model, or like them have a numeric learningRate, received ${received}.`,
    );
  }
}

export const readRate = (optimizer: OptimizerLike): number => rated(optimizer).learningRate;

export function writeRate(optimizer: OptimizerLike, rate: number): void {
  const target = rated(optimizer);
  // SGD and Momentum compute with a tensor that this method makes: writing their number would change nothing, silently.
  if (target.setLearningRate) target.setLearningRate(rate);
  else target.learningRate = rate;
}

/** Whether an optimizer can use `rate`; updates are float32, where a rate above 3.4e38 is infinite. */
export const isRate = (rate: unknown): rate is number =>
  typeof rate === 'number' && rate >= 0 && Number.isFinite(Math.fround(rate));

/** What to throw for a rate that is none: a `TypeError` if it is not even a number. */
export function rateError(subject: string, rate: unknown, advice = ''): Error {
  const Wrong = typeof rate === 'number' ? RangeError : TypeError;
  const received = isTensor(rate) ? 'a tensor' : show(rate);
  return new Wrong(`${subject} must be a finite number of at least 0, received ${received}${advice}.`);
}
