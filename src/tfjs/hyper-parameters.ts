import { show } from '../errors.js';
import type { Schedule } from './follow.js';
import type { OptimizerLike } from './optimizer.js';
import { checkMomentum, setMomentum } from './set-momentum.js';

/** Schedules of an optimizer's hyper-parameters, by their names. */
export interface HyperParameters {
  readonly learningRate: Schedule;
  /** For `tf.train.momentum` and `tf.train.rmsprop`. */
  readonly momentum?: Schedule;
  /** Any other that the optimizer reads as a number at each update, such as `decay` of `tf.train.rmsprop`. */
  readonly [name: string]: Schedule | undefined;
}

/**
 * Schedules of several hyper-parameters on one clock, for `follow`: a schedule of the rate that brings the others along.
 *
 * ```ts
 * import { oneCycleLR, oneCycleMomentum } from 'lr-schedules/torch';
 *
 * const options = { baseLr: 0.01, maxLr: 0.1, totalSteps: 1000 };
 * const schedules = hyperParameters({ learningRate: oneCycleLR(options), momentum: oneCycleMomentum(options) });
 * follow(tf.train.momentum(0.01, 0.9), schedules);
 * ```
 *
 * @throws {TypeError} without a `learningRate`, and for what is no function of the step; from an update, before anything
 * has changed, if the optimizer has no such parameter. @throws {RangeError} then, for a value out of its range.
 */
export function hyperParameters({ learningRate, ...others }: HyperParameters): Schedule {
  for (const [name, schedule] of Object.entries({ learningRate, ...others })) {
    if (typeof schedule !== 'function') {
      throw new TypeError(`hyperParameters: ${name} must be a function of the step, received ${show(schedule)}.`);
    }
  }
  const setOthers = (optimizer: OptimizerLike, step: number) => {
    const values = Object.entries(others).map(([name, schedule]) => [name, (schedule as Schedule)(step)] as const);
    for (const [name, value] of values) check(optimizer, name, value, step);
    for (const [name, value] of values) {
      if (name === 'momentum') setMomentum(optimizer, value);
      else (optimizer as unknown as Record<string, number>)[name] = value;
    }
  };
  return Object.assign((step: number) => learningRate(step), { setOthers });
}

function check(optimizer: OptimizerLike, name: string, value: unknown, step: number): void {
  if (name === 'momentum') {
    checkMomentum(`hyperParameters: momentum at step ${step}`, optimizer, value);
    return;
  }
  if (typeof (optimizer as unknown as Record<string, unknown>)[name] !== 'number') {
    throw new TypeError(`hyperParameters: the optimizer must have a numeric ${name}, which this one has not.`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const Wrong = typeof value === 'number' ? RangeError : TypeError;
    throw new Wrong(`hyperParameters: ${name} at step ${step} must be a finite number, received ${show(value)}.`);
  }
}
