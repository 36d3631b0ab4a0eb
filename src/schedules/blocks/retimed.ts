import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { LearningRateSchedule } from '../../schedule.js';

/** A schedule that sees another step than the caller's: rate(t) = schedule(clock(t)). */
export abstract class Retimed<Options extends object> extends LearningRateSchedule {
  declare readonly schedule: LearningRateSchedule;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value that its option does not allow. */
  constructor(options: Options) {
    super(options);
  }

  /** The step that the schedule sees at `step`. */
  abstract clock<T>(m: Arithmetic<T>, step: T): T | number;

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    return m.apply(this.schedule, this.clock(m, step));
  }
}
