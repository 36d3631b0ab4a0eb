import { show } from '../errors.js';
import { readOptimizer } from '../formats/keras/keras-optimizer.js';
import { type OptimizerSettings, toJsonObject } from '../formats/reading.js';
import type { LearningRateSchedule, ScheduleClass } from '../schedule.js';
import { follow } from '../tfjs/follow.js';
import { withKerasEpsilon } from '../tfjs/keras-epsilon.js';
import { type KerasUpdate, withKerasUpdate } from '../tfjs/keras-update.js';
import { isRate, type OptimizerLike } from '../tfjs/optimizer.js';
import type { Factories } from '../tfjs/with-schedules.js';
import { wholeNumberRate } from './faults.js';
import { settle } from './unsupported.js';

export interface OptimizerFromKerasOptions {
  /** Updates made so far: the step that the schedule goes on from. Default 0. */
  readonly iterations?: number;
  /** Schedule classes of your own, by the name they are saved under. */
  readonly customObjects?: Readonly<Record<string, ScheduleClass>>;
  /**
   * A list to fill with what TensorFlow.js cannot do as Keras does, each as a sentence; training then goes on without it.
   * Without a list, such a thing is an error.
   */
  readonly warnings?: string[];
}

/** One of the optimizers that `tf.train` makes. */
export type OptimizerOf<T extends Factories> = ReturnType<T[keyof Factories]>;

/**
 * TensorFlow.js's own optimizer for one that Keras saved, with its settings, following its schedule as Keras does: with
 * Keras's momentum, and Keras's epsilon in Adam.
 *
 * ```ts
 * const saved = { class_name: 'SGD', config: { learning_rate: 0.1, momentum: 0.9, nesterov: true } };
 * const optimizer = optimizerFromKeras(tf, saved, { iterations: 1000 });
 * nextLearningRate(optimizer); // 0.1
 * ```
 *
 * What was gathered in training, as Adam's moments, is not in such a config: it starts from nothing, at any iteration.
 * `loadKerasModel` takes it from a model's file.
 *
 * @param saved what `keras.optimizers.serialize` gives, as JSON text or parsed; a constant rate is a schedule too.
 * @throws {TypeError} for a class or a setting that TensorFlow.js has no equivalent for, unless `warnings` is given; and
 * for anything that is no optimizer of Keras. @throws {RangeError} for a value out of range.
 */
export function optimizerFromKeras<T extends Factories>(
  tf: { readonly train: T },
  saved: object | string,
  { iterations = 0, customObjects = {}, warnings }: OptimizerFromKerasOptions = {},
): OptimizerOf<T> {
  const part = 'Keras optimizer';
  const read = readOptimizer(toJsonObject(saved, part), part, { customObjects });
  // Parsed already, a whole number is a number as any other.
  const missing = [...read.ignored, ...(typeof saved === 'string' ? wholeNumberRate(saved, part) : [])];
  const plan = planOptimizer(read.optimizer, part, missing);
  requireIterations('optimizerFromKeras', iterations);
  settle(missing, warnings);
  const optimizer = makeOptimizer(tf.train, plan, read.schedule, iterations);
  withKerasUpdate(optimizer, plan.update, []);
  return optimizer as OptimizerOf<T>;
}

/** How TensorFlow.js makes an optimizer, and what Keras gathers for it. */
export interface OptimizerPlan {
  readonly kind: keyof Factories;
  /** What follows the learning rate in the factory. */
  readonly settings: readonly (number | boolean)[];
  /** Adam's, to be put where Keras puts it. */
  readonly beta2: number | null;
  /** What is gathered for each variable, in Keras's order; all that Keras saved of the first, if `grouped`, come first. */
  readonly slots: readonly string[];
  readonly grouped: boolean;
  /** How many others Keras saved for each variable before those, for what TensorFlow.js goes without. */
  readonly others: number;
  /** What Keras does around an update. */
  readonly update: KerasUpdate;
}

/** Settings that change nothing, whatever their value. */
const HARMLESS = ['name', 'jit_compile', 'is_legacy_optimizer', 'ema_momentum', 'ema_overwrite_frequency', 'decay'];

/** Settings with only one value in TensorFlow.js, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  use_ema: 'TensorFlow.js keeps no moving average of the weights',
  loss_scale_factor: 'TensorFlow.js does not scale the loss',
  gradient_accumulation_steps: 'TensorFlow.js does not accumulate gradients',
  amsgrad: "TensorFlow.js's Adam is without AMSGrad",
  centered:
    "TensorFlow.js's centered RMSProp subtracts epsilon where Keras adds it, and gives NaN where gradients vary little",
};

/**
 * How to make an optimizer of Keras; what that leaves out is added to `missing`.
 * @throws {TypeError | RangeError} for a class that TensorFlow.js does not have at all, and for broken settings.
 */
export function planOptimizer(
  { className, config }: OptimizerSettings,
  part: string,
  missing: string[],
): OptimizerPlan {
  const known = new Set(HARMLESS);
  const number = (key: string, fallback: number, limit = Number.POSITIVE_INFINITY): number => {
    known.add(key);
    const value = config[key] ?? fallback;
    if (typeof value === 'number' && value >= 0 && value < limit) return value;
    const Wrong = typeof value === 'number' ? RangeError : TypeError;
    const range = limit === 1 ? 'from 0 to less than 1' : limit < 2 ? 'from 0 to 1' : 'of at least 0';
    throw new Wrong(`${part}.config.${key}: a number ${range} is required, received ${show(value)}.`);
  };
  /** A number above 0, if there is one; Keras takes 0 for none. */
  const limit = (key: string): number | undefined => number(key, 0) || undefined;
  const flag = (key: string): boolean => {
    known.add(key);
    return config[key] === true;
  };
  const note = (key: string, why: string) =>
    missing.push(`${part}.config.${key}: ${why}, received ${show(config[key])}`);

  // Keras's AdamW has it by default.
  const decay =
    limit('weight_decay') ?? (className === 'AdamW' && config['weight_decay'] === undefined ? 0.004 : undefined);
  const around = Object.entries({
    clipnorm: limit('clipnorm'),
    globalClipnorm: limit('global_clipnorm'),
    clipvalue: limit('clipvalue'),
    weightDecay: decay,
  });

  // Before Keras 2.11 optimizers had a decay of their own, and kept the slots of one kind together.
  const legacy = config['is_legacy_optimizer'] === true || config['decay'] !== undefined;
  const plan = (
    kind: keyof Factories,
    settings: readonly (number | boolean)[],
    slots: readonly string[],
    beta2: number | null = null,
  ): OptimizerPlan => {
    for (const [key, value] of Object.entries(config)) {
      const isOff = value === null || value === false || value === 0 || (key.endsWith('_steps') && value === 1);
      if (!known.has(key) && !isOff) note(key, WITHOUT[key] ?? 'TensorFlow.js has no such setting');
    }
    const update: KerasUpdate = Object.fromEntries(around.filter(([, value]) => value !== undefined));
    const others = ['use_ema', 'gradient_accumulation_steps'].filter((key) => config[key]).length;
    return { kind, settings, beta2, slots, grouped: legacy || kind === 'rmsprop', others, update };
  };

  switch (className) {
    case 'SGD': {
      const momentum = number('momentum', 0, 1 + Number.EPSILON);
      const nesterov = flag('nesterov');
      return momentum > 0 ? plan('momentum', [momentum, nesterov], ['momentum']) : plan('sgd', [], []);
    }
    case 'Adam':
    case 'AdamW': {
      const beta2 = number('beta_2', 0.999, 1);
      return plan('adam', [number('beta_1', 0.9, 1), beta2, number('epsilon', 1e-7)], ['m', 'v'], beta2);
    }
    case 'RMSprop': {
      const momentum = number('momentum', 0);
      const centered = flag('centered');
      if (centered) note('centered', WITHOUT['centered'] as string);
      if (legacy) missing.push(`${part}.class_name: before Keras 2.11 RMSprop had epsilon outside of the root`);
      const slots = ['rms', ...(momentum > 0 ? ['momentum'] : []), ...(centered ? ['mg'] : [])];
      return plan('rmsprop', [number('rho', 0.9), momentum, number('epsilon', 1e-7), centered], slots);
    }
    case 'Adagrad': {
      if (number('epsilon', 1e-7) !== 1e-7) note('epsilon', "TensorFlow.js's Adagrad has 1e-7");
      return plan('adagrad', [number('initial_accumulator_value', 0.1)], ['accumulator']);
    }
    case 'Adamax':
      return plan(
        'adamax',
        [number('beta_1', 0.9, 1), number('beta_2', 0.999, 1), number('epsilon', 1e-7)],
        ['m', 'v'],
      );
    case 'Adadelta':
      missing.push(
        `${part}.class_name: TensorFlow.js's Adadelta is another algorithm: its steps come from the sums before the update`,
      );
      return plan('adadelta', [number('rho', 0.95), number('epsilon', 1e-7)], ['accum_grad', 'accum_var']);
    default:
      throw new TypeError(
        `${part}.class_name: TensorFlow.js does not have ${show(className)}; it has SGD, Adam, RMSprop, Adagrad and Adamax.`,
      );
  }
}

/**
 * The optimizer, following `schedule` from `iterations` on, with nothing gathered.
 * @param start the iteration from which it gathers, or gathered.
 */
export function makeOptimizer(
  train: Factories,
  { kind, settings, beta2 }: OptimizerPlan,
  schedule: LearningRateSchedule,
  iterations: number,
  start = iterations,
): OptimizerLike {
  // It is set before each update anyway; until then it is what a model that is saved unchanged goes on with.
  const rate = schedule(iterations);
  const optimizer = train[kind](isRate(rate) ? rate : 0, ...(settings as never[]));
  writeIterations(optimizer, iterations);
  if (beta2 !== null) withKerasEpsilon(optimizer, beta2, start);
  return follow(optimizer, schedule, { momentum: 'keras', startStep: iterations });
}

/** Optimizers have no method for it; reading and counting, they use this field. */
export function writeIterations(optimizer: OptimizerLike, iterations: number): void {
  (optimizer as unknown as { iterations_: number }).iterations_ = iterations;
}

/** @throws unless `iterations` is a count that TensorFlow.js can save, as int32. */
export function requireIterations(subject: string, iterations: unknown): asserts iterations is number {
  if (typeof iterations === 'number' && Number.isInteger(iterations) && iterations >= 0 && iterations < 2 ** 31) return;
  const Wrong = typeof iterations === 'number' ? RangeError : TypeError;
  throw new Wrong(`${subject}: iterations must be a whole number from 0 to 2147483647, received ${show(iterations)}.`);
}
