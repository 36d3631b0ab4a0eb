import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { Config, LearningRateSchedule } from '../../schedule.js';

const table = {
  /** Steps subtracted before the schedule sees the step: the schedule starts at this step. Default 0. */
  offset: { is: 'steps', default: 0 },
  /**
   * The rate before the offset: `'extrapolate'` as TensorFlow, which goes on with the formula to negative steps, or
   * `'hold'` for the first rate throughout. Default `'extrapolate'`, unlike `Shift`'s: rates are those of TensorFlow.
   */
  beforeOffset: { is: 'choice', of: ['extrapolate', 'hold'], default: 'extrapolate' },
} as const satisfies OptionTable;

export interface OffsetOptions extends Optional<typeof table> {}

/** A schedule class whose options are checked by a table, as all of this package. */
export interface OffsetBase {
  new (options: never): LearningRateSchedule;
  readonly prototype: LearningRateSchedule;
  readonly className: string;
  readonly options: OptionTable | undefined;
}

/** The class that `offsetClass` makes of the class `B`. */
export type WithOffset<B extends OffsetBase> = Omit<B, 'new' | 'prototype'> & {
  new (options: ConstructorParameters<B>[0] & OffsetOptions): InstanceType<B> & Kept<typeof table>;
  readonly prototype: InstanceType<B> & Kept<typeof table>;
  /** The class that the offset was added to, as in Model Garden. */
  readonly baseLrClass: B;
};

/**
 * A subclass of a schedule class that starts at a step of its own: rate(t) = base(t − offset).
 *
 * Before the offset the formula goes on to negative steps, as upstream's does: a cosine mirrors, a warmup extrapolates,
 * below zero even. Where that is not finite, and everywhere with `beforeOffset: 'hold'`, it is the first rate.
 *
 * ```ts
 * class InverseTimeDecayWithOffset extends offsetClass(InverseTimeDecay) {
 *   static override readonly className = 'InverseTimeDecayWithOffset';
 * }
 * const schedule = new InverseTimeDecayWithOffset({ offset: 10, initialLearningRate: 1, decaySteps: 1, decayRate: 1 });
 * schedule(11); // 0.5
 * ```
 *
 * Source: `_make_offset_wrapper` of Model Garden's `lr_schedule.py`.
 */
export function offsetClass<B extends OffsetBase>(baseLrClass: B): WithOffset<B> {
  const Base = baseLrClass as unknown as new (options: object) => LearningRateSchedule;
  // `super.evaluate` would look the method up anew for each base class, and V8 would stop inlining it.
  const { evaluate } = Base.prototype;

  class ScheduleWithOffset extends Base {
    static readonly baseLrClass = baseLrClass;
    static readonly options: OptionTable = {
      ...baseLrClass.options,
      name: { is: 'name', default: null },
      ...table,
    };

    declare readonly offset: number;
    declare readonly beforeOffset: 'extrapolate' | 'hold';
    /** In an object of its own, since V8 reads the fields of one shape fast, and those of many classes slowly. */
    declare private readonly shift: { readonly offset: number; readonly hold: boolean; readonly firstRate: number };

    constructor(options: object) {
      super(options);
      this.shift = {
        offset: this.offset,
        hold: this.beforeOffset === 'hold',
        firstRate: evaluate.call(this, this.float64 as Arithmetic<unknown>, 0) as number,
      };
    }

    override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
      const { offset, hold, firstRate } = this.shift;
      const clock = m.sub(step, offset);
      const rate = evaluate.call(this, m as Arithmetic<unknown>, hold ? m.max(clock, 0) : clock) as T | number;
      return hold ? rate : m.ifLess(clock, 0, m.finiteOr(rate, firstRate), rate);
    }

    override get horizon(): number {
      return Math.max(0, super.horizon + this.offset);
    }

    override getConfig(): Config {
      // Upstream has no such option: written only if it is chosen, so that upstream loads all the rest.
      const { before_offset, ...config } = super.getConfig();
      return this.beforeOffset === 'hold' ? { ...config, before_offset: 'hold' } : config;
    }
  }
  return ScheduleWithOffset as unknown as WithOffset<B>;
}
