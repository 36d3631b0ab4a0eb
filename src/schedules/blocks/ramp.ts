import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';

/** The options that every ramp has. */
export const ramp = {
  /** Rate at step 0 and before. */
  from: { is: 'rate' },
  /** Rate at the end and after. */
  to: { is: 'rate' },
  /** Length in steps. */
  steps: { is: 'steps', above: 0 },
} as const satisfies OptionTable;

/**
 * The options of a ramp: those that every ramp has, and its own. A call that is marked as pure, since bundlers keep every
 * spread.
 */
export function rampTable<const Own extends OptionTable>(own: Own): typeof ramp & Own {
  return { ...ramp, ...own };
}

// biome-ignore lint/correctness/noUnusedVariables: merged with the class, it must have its parameter.
export interface Ramp<Options extends object> extends Kept<typeof ramp> {}

/**
 * A way from one rate to another; before and after it, the rate stays. With p = min(max(t, 0), steps) / steps:
 * rate(t) = from · left(p) + to · (1 − left(p)).
 */
export abstract class Ramp<Options extends object> extends LearningRateSchedule {
  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value that its option does not allow. */
  constructor(options: Options) {
    super(options);
  }

  /** What is left of the way, from 1 to 0, at the completed fraction of it, from 0 to 1. */
  abstract left<T>(m: Arithmetic<T>, fraction: T): T;

  override evaluate<T>(m: Arithmetic<T>, step: T): T {
    const left = this.left(m, m.div(m.min(m.max(step, 0), this.steps), this.steps));
    return m.add(m.mul(this.from, left), m.mul(this.to, m.sub(1, left)));
  }

  override get horizon(): number {
    return this.from === this.to ? 0 : this.steps;
  }
}
