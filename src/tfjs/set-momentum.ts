import type { TensorLike } from '../arithmetic/tensor-engine.js';
import { show } from '../errors.js';
import { scalar, trainingEngine } from './engine.js';
import { type OptimizerLike, requireOptimizer } from './optimizer.js';

/** `tf.train.momentum`, which computes with the tensor `m`, or RMSProp, which computes with the number. */
type WithMomentum = { momentum?: number; m?: TensorLike & { dispose(): void } };

/**
 * Sets the momentum of `tf.train.momentum` or `tf.train.rmsprop` from the next update on. The optimizer's own
 * `setMomentum` changes its config only, not its updates.
 *
 * ```ts
 * const optimizer = tf.train.momentum(0.1, 0.9);
 * setMomentum(optimizer, 0.99);
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one with momentum, or `momentum` is not a number.
 * @throws {RangeError} if `momentum` is not from 0 to 1.
 */
export function setMomentum(optimizer: OptimizerLike, momentum: number): void {
  requireOptimizer('setMomentum', optimizer);
  checkMomentum('setMomentum: momentum', optimizer, momentum);
  const target = optimizer as WithMomentum;
  target.momentum = momentum;
  if (target.m) {
    target.m.dispose();
    target.m = trainingEngine().keep(scalar(momentum)) as NonNullable<WithMomentum['m']>;
  }
}

/** @throws what `setMomentum` throws, about `subject`. */
export function checkMomentum(subject: string, optimizer: OptimizerLike, momentum: unknown): void {
  if (typeof (optimizer as WithMomentum).momentum !== 'number') {
    throw new TypeError(
      `${subject} requires an optimizer with momentum, as tf.train.momentum and tf.train.rmsprop have.`,
    );
  }
  if (typeof momentum !== 'number' || !(momentum >= 0 && momentum <= 1)) {
    const Wrong = typeof momentum === 'number' ? RangeError : TypeError;
    throw new Wrong(`${subject} must be a number from 0 to 1, received ${show(momentum)}.`);
  }
}
