import { type FollowOptions, follow } from './follow.js';
import type { Schedule } from './hyper-parameters.js';
import type { OptimizerLike } from './optimizer.js';

const names = ['sgd', 'momentum', 'rmsprop', 'adam', 'adadelta', 'adamax', 'adagrad'] as const;

type Factory = (learningRate: number, ...rest: never[]) => OptimizerLike;

/** The factories of `tf.train`, of any copy of TensorFlow.js. */
export type Factories = { readonly [Name in (typeof names)[number]]: Factory };

/** A factory's own parameters and result, with a schedule allowed where the rate goes. */
type Scheduled<F extends Factory> =
  Parameters<F> extends [unknown, ...infer Rest]
    ? (learningRate: number | Schedule, ...rest: Rest) => ReturnType<F>
    : Parameters<F> extends [unknown?, ...infer Rest]
      ? (learningRate?: number | Schedule, ...rest: Rest) => ReturnType<F>
      : never;

/** `tf.train` with schedules. */
export type ScheduledFactories<T extends Factories> = { readonly [Name in keyof Factories]: Scheduled<T[Name]> };

/**
 * The factories of `tf.train`, taking a number or a schedule as the learning rate. They make TensorFlow.js's own
 * optimizers, which `follow` the schedule; before the first update the rate of such a one is 0.
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExponentialDecay } from 'lr-schedules';
 * import { withSchedules } from 'lr-schedules/tfjs';
 *
 * const train = withSchedules(tf.train);
 * const schedule = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.96 });
 * const optimizer = train.momentum(schedule, 0.9);
 * ```
 *
 * @param options as those of `follow`, for all of them.
 * @throws {TypeError} if `train` is not `tf.train`.
 */
export function withSchedules<T extends Factories>(train: T, options: FollowOptions = {}): ScheduledFactories<T> {
  const scheduled = names.map((name) => {
    if (typeof train?.[name] !== 'function') {
      throw new TypeError(`withSchedules: train must be tf.train, with all its factories; it has no ${name}.`);
    }
    const make = (learningRate: number | Schedule, ...rest: never[]) =>
      typeof learningRate === 'function'
        ? follow(train[name](0, ...rest), learningRate, options)
        : train[name](learningRate, ...rest);
    return [name, make];
  });
  return Object.fromEntries(scheduled);
}
