import { show } from '../errors.js';
import { type HyperParameters, readHyperParameters, type Schedule, setOthers } from './hyper-parameters.js';
import { leaveKerasMomentum, withKerasMomentum } from './keras-momentum.js';
import { isRate, type OptimizerLike, rateError, requireOptimizer, writeRate } from './optimizer.js';

export interface FollowOptions {
  /**
   * How `tf.train.momentum` treats a rate that changes; no other optimizer has the choice. `'tfjs'` multiplies the
   * gathered momentum by the rate of now, as TensorFlow.js and PyTorch do. `'keras'` multiplies each gradient by the
   * rate of its own step before gathering it, as Keras does: take it to reproduce a Keras run. With a constant rate
   * they are the same. Choose before the first update, since what has been gathered is not converted. Default `'tfjs'`.
   */
  readonly momentum?: 'keras' | 'tfjs';
  /** The step that the next update has, whatever the optimizer has counted. Default: what it has counted. */
  readonly startStep?: number;
}

/** An optimizer's schedule, and what it did last. */
interface Following {
  schedule: Schedule;
  /** What is scheduled beside the rate, by its name. */
  others: Readonly<Record<string, Schedule>>;
  momentum: 'keras' | 'tfjs';
  /** How far the schedule's steps are ahead of the optimizer's count. */
  ahead: number;
  lastRate: number | null;
  /** Takes the wrapper off again. */
  unwrap(): void;
}

const followings = new WeakMap<OptimizerLike, Following>();

/** What is made of a scheduled rate before it is used. */
type Adjustment = (rate: number) => number;
const adjustments = new WeakMap<OptimizerLike, Map<string, Adjustment>>();

/** Adjusts whatever schedule `optimizer` follows, now or later; under a name that was there, in place of that one. */
export function adjust(optimizer: OptimizerLike, name: string, adjustment: Adjustment): void {
  const own = adjustments.get(optimizer) ?? new Map<string, Adjustment>();
  adjustments.set(optimizer, own.set(name, adjustment));
}

/** Leaves scheduled rates as they are, until the returned function is called. */
export function suspendAdjustments(optimizer: OptimizerLike): () => void {
  const own = adjustments.get(optimizer);
  adjustments.delete(optimizer);
  return () => {
    if (own) adjustments.set(optimizer, own);
  };
}

/** The rate of the update at `step`: of the schedule, and adjusted. */
export function rateOf(optimizer: OptimizerLike, { schedule }: Pick<Following, 'schedule'>, step: number): number {
  const rate = rateAt(schedule, step);
  return [...(adjustments.get(optimizer)?.values() ?? [])].reduce((adjusted, adjustment) => adjustment(adjusted), rate);
}

/** What `optimizer` follows now, if anything. */
export const followingOf = (optimizer: OptimizerLike) => followings.get(optimizer);

/** The schedule's step that the next update of `optimizer` has. */
export const nextStep = (optimizer: OptimizerLike) => optimizer.iterations + (followings.get(optimizer)?.ahead ?? 0);

/**
 * Makes an optimizer follow a schedule: before each update its rate becomes `schedule(optimizer.iterations)`. Of several
 * schedules, `{ learningRate, momentum }`, each parameter follows its own, on the same clock.
 *
 * It works for every optimizer and every way of training, to the bit as if the rate were set by hand. The optimizer
 * itself is changed and returned. Following again replaces the schedule. Saving is as always: `getConfig()` has the rate
 * of the last update, and a loaded optimizer goes on at its saved iteration once it follows the schedule again. Each
 * `applyGradients` counts as a step, so two calls per batch are two steps.
 *
 * With `startStep` the schedule goes on from there instead, as for weights that were loaded into a new optimizer, or for a
 * new schedule on one that has made updates already. A schedule that is over at the optimizer's count is followed, and
 * `console.warn` says so.
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { CosineDecay, LinearRamp } from 'lr-schedules';
 * import { follow } from 'lr-schedules/tfjs';
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
 * const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
 * model.compile({ optimizer: follow(tf.train.adam(), schedule), loss: 'meanSquaredError' });
 *
 * const momentum = new LinearRamp({ from: 0.85, to: 0.95, steps: 1000 });
 * follow(tf.train.momentum(0.1, 0.85), { learningRate: schedule, momentum });
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one, or `schedule` neither a function nor an object of functions with a
 * `learningRate`.
 * @throws {RangeError} if `momentum` is neither `'keras'` nor `'tfjs'`, or `startStep` no whole number of at least 0; and, from the update itself before any weight has
 * changed, if the schedule gives NaN, an infinity or a negative rate (a `TypeError` if it gives no number, or if the
 * optimizer has no such parameter).
 */
export function follow<O extends OptimizerLike>(
  optimizer: O,
  schedule: Schedule | HyperParameters,
  options: FollowOptions = {},
): O {
  requireOptimizer('follow', optimizer);
  const { learningRate, ...others } = readHyperParameters(schedule);
  const { momentum = 'tfjs', startStep } = options;
  if (momentum !== 'keras' && momentum !== 'tfjs') {
    throw new RangeError(`follow: momentum must be 'keras' or 'tfjs', received ${show(momentum)}.`);
  }
  if (startStep !== undefined) requireStep(startStep);
  else warnIfOver(learningRate, optimizer.iterations);
  const ahead = startStep === undefined ? 0 : startStep - optimizer.iterations;
  const following = followings.get(optimizer);
  const followed = { schedule: learningRate, others, momentum, ahead };
  if (following) Object.assign(following, followed);
  else followings.set(optimizer, wrap(optimizer, followed));
  return optimizer;
}

function requireStep(step: unknown): void {
  if (Number.isSafeInteger(step) && (step as number) >= 0) return;
  const Wrong = typeof step === 'number' ? RangeError : TypeError;
  throw new Wrong(`follow: startStep must be a whole number of at least 0, received ${show(step)}.`);
}

/** Says that a schedule does nothing more, which is seldom meant where one is given to an optimizer that has trained. */
function warnIfOver(schedule: Schedule, step: number): void {
  const { horizon } = schedule as { horizon?: unknown };
  if (typeof horizon !== 'number' || horizon <= 0 || step < horizon) return;
  console.warn(
    `follow: the schedule is over at step ${horizon}, and the optimizer has made ${step} updates already: its rate stays ${schedule(step)}. To begin the schedule anew, pass { startStep: 0 }; to have it so, { startStep: ${step} }.`,
  );
}

/**
 * Ends `follow`: the optimizer stays at the rate of its last update, as a constant. Without a schedule, nothing happens.
 *
 * ```ts
 * unfollow(optimizer);
 * setLearningRate(optimizer, 0.001);
 * ```
 *
 * @returns the optimizer.
 * @throws {TypeError} if `optimizer` is not one.
 */
export function unfollow<O extends OptimizerLike>(optimizer: O): O {
  requireOptimizer('unfollow', optimizer);
  adjustments.delete(optimizer);
  const following = followings.get(optimizer);
  if (following) {
    followings.delete(optimizer);
    following.unwrap();
    if (following.momentum === 'keras' && following.lastRate) leaveKerasMomentum(optimizer, following.lastRate);
  }
  return optimizer;
}

/** The rate that `schedule` gives at `step`. */
function rateAt(schedule: Schedule, step: number): number {
  const rate = schedule(step);
  if (isRate(rate)) return rate;
  // Minifiers rename classes and leave this name alone.
  const { className = 'the schedule' } = schedule.constructor as { className?: string };
  throw rateError(`follow: the rate of ${className} at step ${step}`, rate, offsetAdvice(schedule, step));
}

function wrap(optimizer: OptimizerLike, followed: Omit<Following, 'lastRate' | 'unwrap'>): Following {
  const isOwn = Object.hasOwn(optimizer, 'applyGradients');
  const apply: OptimizerLike['applyGradients'] = optimizer.applyGradients;

  function applyAtScheduledRate(this: OptimizerLike, gradients: never): void {
    // Left inside someone else's wrapper, this one may outlive what it follows.
    if (followings.get(optimizer) !== following) {
      apply.call(this, gradients);
      return;
    }
    const step = nextStep(optimizer);
    const rate = rateOf(optimizer, following, step);
    setOthers(optimizer, following.others, step);
    if (following.momentum === 'keras') {
      withKerasMomentum(optimizer, gradients, rate, (scaled) => apply.call(this, scaled));
    } else {
      writeRate(optimizer, rate);
      apply.call(this, gradients);
    }
    following.lastRate = rate;
  }

  const following: Following = {
    ...followed,
    lastRate: null,
    unwrap() {
      if (optimizer.applyGradients !== applyAtScheduledRate) return;
      if (isOwn) optimizer.applyGradients = apply;
      else Reflect.deleteProperty(optimizer, 'applyGradients');
    },
  };
  optimizer.applyGradients = applyAtScheduledRate;
  return following;
}

/** The way out where the schedule is asked for a step before its offset, as upstream's formulas do not foresee. */
function offsetAdvice(schedule: Schedule, step: number): string {
  const { offset, beforeOffset } = schedule as { offset?: unknown; beforeOffset?: unknown };
  if (typeof offset !== 'number' || step >= offset || beforeOffset === 'hold') return '';
  return `; the step is before the schedule's offset ${offset}: give it beforeOffset: 'hold' or another warmup, or start with an optimizer at iteration ${offset}`;
}
