import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import { OptionRangeError } from '../../errors.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** The first step the schedule sees. Default 0. */
  from: { is: 'steps', default: 0 },
  /** The last step the schedule sees. */
  to: { is: 'steps' },
} as const satisfies OptionTable;

export interface ClampOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Clamp extends Kept<typeof table> {}

/**
 * A schedule whose step stays within bounds: rate(t) = schedule(min(max(t, from), to)).
 *
 * `|▇▇▇▇▇▇▆▆▅▅▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃|`
 *
 * ```ts
 * const schedule = new Clamp({ schedule: new ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 0.5 }), to: 3 });
 * schedule(2); // 0.25
 * schedule(1000); // 0.125
 * ```
 */
export class Clamp extends Retimed<ClampOptions> {
  static override readonly className: string = 'Clamp';
  static override readonly options: OptionTable = table;

  /** @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `from` ≤ `to`. */
  constructor(options: ClampOptions) {
    super(options);
    if (this.from > this.to) {
      throw new OptionRangeError({
        owner: this.className,
        option: 'to',
        requires: `at least {from} (${this.from})`,
        received: this.to,
      });
    }
  }

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    return m.min(m.max(step, this.from), this.to);
  }

  override get horizon(): number {
    return Math.max(0, Math.min(this.schedule.horizon, this.to));
  }
}
