import type { Arithmetic } from './arithmetic/arithmetic.js';
import { float64 } from './arithmetic/float64.js';
import { evaluateTensor } from './arithmetic/tensor.js';
import { isTensor, type TensorLike, type TensorOf } from './arithmetic/tensor-engine.js';
import { OptionTypeError, show } from './errors.js';
import { checkOptions, type Option, type OptionTable, propertyOf, toCamelCase, toSnakeCase } from './options.js';

/** A plain JSON value, as configs are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The saved options of a schedule, under Keras's snake_case names. */
export type Config = { readonly [key: string]: Json };

/** Keras's form of a saved object. */
export interface Serialized {
  readonly module: string | null;
  readonly class_name: string;
  readonly config: Config;
  readonly registered_name: string | null;
}

/** A schedule class that can be rebuilt from its config: every one of this package, and subclasses with `fromConfig`. */
export interface ScheduleClass<S extends LearningRateSchedule = LearningRateSchedule> {
  readonly className: string;
  readonly module?: string | null;
  readonly options?: OptionTable | undefined;
  readonly prototype: S;
  fromConfig(config: object, deserialize?: (saved: object) => LearningRateSchedule): S;
}

export interface LearningRateSchedule {
  /**
   * The learning rate at a step, the 0-based count of optimizer updates.
   * @throws {TypeError} for anything but a number or a tensor. @throws {RangeError} for NaN and infinities.
   */
  (step: number): number;
  /** The learning rates at a tensor or variable of steps, of any shape: a float32 tensor of that shape, on its device. */
  <S extends TensorLike>(steps: S): TensorOf<S>;
}

/**
 * A learning rate as a pure function of the optimizer step: callable, immutable, without a counter.
 *
 * A subclass needs `evaluate`, the formula, and to be saved `getConfig`:
 *
 * ```ts
 * import { type Arithmetic, LearningRateSchedule } from 'lr-schedules';
 *
 * class HalfLife extends LearningRateSchedule {
 *   static override readonly className = 'HalfLife';
 *   constructor(readonly config: { rate: number; steps: number }) {
 *     super();
 *   }
 *   evaluate<T>(m: Arithmetic<T>, step: T): T {
 *     return m.mul(this.config.rate, m.pow(0.5, m.div(step, this.config.steps)));
 *   }
 *   getConfig() {
 *     return this.config;
 *   }
 * }
 *
 * const schedule = new HalfLife({ rate: 0.1, steps: 1000 });
 * schedule(2000); // 0.025
 * ```
 *
 * The constructor is given the options object alone, so that `fromConfig` can rebuild the schedule.
 */
export abstract class LearningRateSchedule {
  /** Name in saved configs. Give a subclass its own where its code is minified, which would rename the class. */
  static get className(): string {
    return this.name;
  }
  /** Python module of the class in saved configs; null for classes that Python does not have. */
  static readonly module: string | null = null;
  /** Options that the constructor checks, keeps as properties, and saves; a subclass without it sees to its own. */
  static readonly options: OptionTable | undefined = undefined;

  static {
    // What a function has, such as `call` and `bind`, a schedule has too.
    Object.setPrototypeOf(this.prototype, Function.prototype);
    Object.defineProperty(this.prototype, 'float64', { value: float64 });
    // What console.log of Node shows.
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value() {
        return `${this}`;
      },
    });
  }

  /** {@link float64}, where V8 takes it for a constant: from an import it would not, and not inline what it does. */
  declare protected readonly float64: Arithmetic<number>;

  constructor(options?: object) {
    const { options: table } = new.target;
    const className = nameOf(new.target);
    const values: Record<string, unknown> = table ? checkOptions(className, table, options) : {};
    // A closure under the class's prototype is callable and an instance of the class at once, without `new Function`.
    // Its key here names it: a function's name cannot be assigned, and defining it anew makes V8 look up all properties.
    const name = typeof values['name'] === 'string' ? values['name'] : className;
    const schedule = {
      [name]: (step: unknown) =>
        typeof step === 'number' && step - step === 0 ? schedule.at(step) : schedule.atOther(step),
    }[name] as unknown as this;
    Object.setPrototypeOf(schedule, new.target.prototype);
    for (const [option, value] of Object.entries(values)) {
      Object.defineProperty(schedule, table ? propertyOf(option, table[option] as Option) : option, {
        value,
        enumerable: true,
      });
    }
    // biome-ignore lint/correctness/noConstructorReturn: see above.
    return schedule;
  }

  /** The formula: the rate at `step`, in the number system of `m`. */
  abstract evaluate<T>(m: Arithmetic<T>, step: T): T | number;

  /** `schedule(step)` for a step that is known to be a finite number. */
  at(step: number): number {
    return this.evaluate(this.float64, step);
  }

  /** Writes the rates at `start`, `start + 1`, … into `rates`. */
  fill(rates: Float64Array, start: number): void {
    for (let i = 0; i < rates.length; i++) rates[i] = this.evaluate(this.float64, start + i);
  }

  /**
   * The rates at `count` steps from `start` on.
   * @throws {TypeError} unless both are numbers.
   * @throws {RangeError} unless `count` is a whole number of at least 0 that there is memory for, and `start` is finite.
   */
  values(count: number, start = 0): Float64Array {
    const refuse = (requires: string, received: unknown): never => {
      const Wrong = typeof received === 'number' ? RangeError : TypeError;
      throw new Wrong(`${this.className}: ${requires}, received ${show(received)}.`);
    };
    if (!Number.isInteger(count) || count < 0) refuse('values(count) requires a whole number of at least 0', count);
    if (!Number.isFinite(start)) refuse('values(count, start) requires a finite start', start);
    let rates: Float64Array;
    try {
      rates = new Float64Array(count);
    } catch {
      return refuse('values(count) requires a list that fits into memory: ask for fewer at a time', count);
    }
    this.fill(rates, start);
    return rates;
  }

  /** The options as plain JSON under Keras's snake_case names; a nested schedule is serialized whole. */
  getConfig(): Config {
    const { options } = this.constructor as typeof LearningRateSchedule;
    if (!options) {
      throw new TypeError(`${this.className} must override getConfig() to be saved: return the constructor's options.`);
    }
    const save = (value: unknown): Json => {
      if (Array.isArray(value)) return value.map(save);
      return (value instanceof LearningRateSchedule ? value.toJSON() : value) as Json;
    };
    const config: Record<string, Json> = {};
    for (const [name, option] of Object.entries(options)) {
      config[toSnakeCase(name)] = save((this as unknown as Record<string, unknown>)[propertyOf(name, option)]);
    }
    return config;
  }

  /** Keras's form of this schedule, so that `JSON.stringify(schedule)` saves it. */
  toJSON(): Serialized {
    const own = this.constructor as typeof LearningRateSchedule;
    // A subclass is not the Python class that its base is.
    const module = Object.hasOwn(own, 'module') ? own.module : null;
    return {
      module,
      class_name: this.className,
      config: this.getConfig(),
      registered_name: module?.startsWith('keras.') ? null : this.className,
    };
  }

  /** What it is, with its options: `CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, … })`. */
  toString(): string {
    try {
      return sketch(this.toJSON());
    } catch {
      return this.className;
    }
  }

  /**
   * The schedule with this config, as `getConfig` gives it; keys may be in camelCase too. A config with schedules in it
   * needs `deserialize` beside it, which knows all classes: `LinearWarmup.fromConfig(config, deserialize)`.
   * @throws {TypeError | RangeError} as the constructor, and for nested schedules as `deserialize`.
   */
  static fromConfig<S extends LearningRateSchedule>(
    this: ScheduleClass<S> & (new (options: never) => S),
    config: object,
    deserialize?: (saved: object) => LearningRateSchedule,
  ): S {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) return new this(config as never);
    const owner = nameOf(this);
    const { options: table } = this;
    const options: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(config)) {
      const option = toCamelCase(key);
      if (Object.hasOwn(options, option)) {
        throw new OptionTypeError({ owner, option, requires: 'there once, not in snake_case and in camelCase' });
      }
      const read = (item: unknown): unknown => {
        if (typeof item !== 'object' || item === null || !('class_name' in item || 'className' in item)) return item;
        if (deserialize) return deserialize(item);
        throw new OptionTypeError({
          owner,
          option,
          requires: 'a schedule or a finite number',
          received: item,
          help: `to read a saved one, pass deserialize, as in ${owner}.fromConfig(config, deserialize)`,
        });
      };
      const isOption = table === undefined || Object.hasOwn(table, option);
      options[option] = !isOption ? value : Array.isArray(value) ? value.map(read) : read(value);
    }
    return new this(options as never);
  }

  /** The step from which the rate no longer changes; Infinity where there is none. */
  get horizon(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Name of the class in saved configs and messages. */
  protected get className(): string {
    return nameOf(this.constructor as typeof LearningRateSchedule);
  }

  private atOther(step: unknown): unknown {
    if (isTensor(step)) return evaluateTensor(this, step);
    const wrong = typeof step === 'number' ? RangeError : TypeError;
    const help =
      Array.isArray(step) || ArrayBuffer.isView(step)
        ? ' For many steps, call values(count, start) or pass a tensor.'
        : '';
    throw new wrong(`${this.className}: step must be a finite number or a tensor, received ${show(step)}.${help}`);
  }
}

/** A saved schedule as one would write it, without what is null, and without its name. */
function sketch(value: unknown): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.slice(0, 8).map(sketch)}${value.length > 8 ? '…' : ''}]`;
  const { class_name: name, config } = value as Serialized;
  if (config) return `${name}(${sketch(config)})`;
  const set = Object.entries(value as Config).filter(([key, item]) => item !== null && key !== 'name');
  return `{ ${set.map(([key, item]) => `${toCamelCase(key)}: ${sketch(item)}`).join(', ')} }`;
}

/** The name of a class itself, which is not the one its base class is saved under. */
export function nameOf(scheduleClass: { readonly className: string; readonly name?: string }): string {
  return Object.hasOwn(scheduleClass, 'className') ? scheduleClass.className : (scheduleClass.name ?? 'the schedule');
}
