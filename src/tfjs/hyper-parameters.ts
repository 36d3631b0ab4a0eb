import { show } from '../errors.js';
import type { OptimizerLike } from './optimizer.js';
import { checkMomentum, setMomentum } from './set-momentum.js';

/** A learning rate as a function of the step, the 0-based count of updates: a `LearningRateSchedule`, or your own. */
export type Schedule = (step: number) => number;

/** Schedules of an optimizer's hyper-parameters, by their names. */
export interface HyperParameters {
  readonly learningRate: Schedule;
  /** For `tf.train.momentum` and `tf.train.rmsprop`. */
  readonly momentum?: Schedule;
  /** Any other that the optimizer reads as a number at each update, such as `decay` of `tf.train.rmsprop`. */
  readonly [name: string]: Schedule | undefined;
}

/**
 * What `follow` is given, a copy that nobody else can change.
 * @throws {TypeError} unless it is a function, or an object of functions with a `learningRate`.
 */
export function readHyperParameters(given: Schedule | HyperParameters): Record<string, Schedule> & HyperParameters {
  if (typeof given === 'function') return { learningRate: given };
  if (typeof given !== 'object' || given === null || !('learningRate' in given)) {
    throw new TypeError(
      `follow: schedule must be a function of the step, or such functions as { learningRate, momentum }, received ${show(given)}; setLearningRate sets a constant.`,
    );
  }
  const { learningRate, ...others } = given;
  for (const [name, schedule] of Object.entries({ learningRate, ...others })) {
    if (typeof schedule !== 'function') {
      throw new TypeError(`follow: ${name} must be a function of the step, received ${show(schedule)}.`);
    }
  }
  return { learningRate, ...others } as Record<string, Schedule> & HyperParameters;
}

/** Sets what is scheduled beside the rate, or throws before it sets anything. */
export function setOthers(optimizer: OptimizerLike, others: Readonly<Record<string, Schedule>>, step: number): void {
  const values = Object.entries(others).map(([name, schedule]) => [name, schedule(step)] as const);
  for (const [name, value] of values) check(optimizer, name, value, step);
  for (const [name, value] of values) {
    if (name === 'momentum') setMomentum(optimizer, value);
    else Reflect.set(optimizer, name, value);
  }
}

function check(optimizer: OptimizerLike, name: string, value: unknown, step: number): void {
  if (name === 'momentum') {
    checkMomentum(`follow: momentum at step ${step}`, optimizer, value);
    return;
  }
  if (typeof Reflect.get(optimizer, name) !== 'number') {
    throw new TypeError(`follow: the optimizer must have a numeric ${name}, which this one has not.`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const Wrong = typeof value === 'number' ? RangeError : TypeError;
    throw new Wrong(`follow: ${name} at step ${step} must be a finite number, received ${show(value)}.`);
  }
}
