import type { Arithmetic } from '../../arithmetic/arithmetic.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Retimed } from './retimed.js';
import { aSchedule } from './schedule-option.js';

const table = {
  /** The schedule. */
  schedule: aSchedule,
  /** Steps after which it turns. */
  steps: { is: 'steps', above: 0 },
} as const satisfies OptionTable;

export interface PingPongOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface PingPong extends Kept<typeof table> {}

/**
 * A schedule that runs forwards, backwards, forwards, …: rate(t) = schedule(x) with u = t mod 2 · steps and x = min(u, 2 · steps − u).
 *
 * `|████▇▇▆▆▅▅▄▃▃▂▂▁▁       ▁▁▂▂▃▃▄▅▅▆▆▇▇███|`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new PingPong({ schedule: decay, steps: 100 });
 * schedule(150); // 0.05
 * schedule(200); // 0.1
 * ```
 *
 * @throws {RangeError} unless `steps` > 0.
 */
export class PingPong extends Retimed<PingPongOptions> {
  static override readonly className: string = 'PingPong';
  static override readonly options: OptionTable = table;

  override clock<T>(m: Arithmetic<T>, step: T): T | number {
    const period = 2 * this.steps;
    const place = m.sub(step, m.mul(m.floorDiv(step, period), period));
    return m.min(place, m.sub(period, place));
  }

  override get horizon(): number {
    return this.schedule.horizon === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
}
