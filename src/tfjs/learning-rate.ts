import { followingOf, nextStep, rateOf } from './follow.js';
import { isRate, type OptimizerLike, rateError, readRate, requireOptimizer, writeRate } from './optimizer.js';

/**
 * The rate that the last update used, or null before the first that followed a schedule. Without a schedule, the
 * optimizer's constant rate.
 *
 * ```ts
 * follow(optimizer, (step) => 1 / (step + 1));
 * optimizer.minimize(loss);
 * lastLearningRate(optimizer); // 1
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one.
 */
export function lastLearningRate(optimizer: OptimizerLike): number | null {
  requireOptimizer('lastLearningRate', optimizer);
  const following = followingOf(optimizer);
  return following ? following.lastRate : readRate(optimizer);
}

/**
 * The rate that the next update will use, which is what Keras calls `optimizer.learning_rate`. Without a schedule, the
 * optimizer's constant rate.
 *
 * ```ts
 * follow(optimizer, (step) => 1 / (step + 1));
 * optimizer.minimize(loss);
 * nextLearningRate(optimizer); // 0.5
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one. @throws {RangeError} as that update would, see `follow`.
 */
export function nextLearningRate(optimizer: OptimizerLike): number {
  requireOptimizer('nextLearningRate', optimizer);
  const following = followingOf(optimizer);
  return following ? rateOf(optimizer, following, nextStep(optimizer)) : readRate(optimizer);
}

/**
 * Sets an optimizer's constant rate, in the way that works for each: assigning `learningRate` does nothing for SGD and
 * Momentum, silently.
 *
 * ```ts
 * const optimizer = tf.train.sgd(0.1);
 * setLearningRate(optimizer, 0.01);
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one, if it follows a schedule (the next update would overwrite the rate), or
 * if `rate` is not a number. @throws {RangeError} if `rate` is NaN, infinite or negative. The old rate stays then.
 */
export function setLearningRate(optimizer: OptimizerLike, rate: number): void {
  requireOptimizer('setLearningRate', optimizer);
  if (!isRate(rate)) throw rateError('setLearningRate: rate', rate);
  if (followingOf(optimizer)) {
    throw new TypeError(
      'setLearningRate: the optimizer must not follow a schedule, which would overwrite the rate at the next update; call unfollow(optimizer) first.',
    );
  }
  writeRate(optimizer, rate);
}
