import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { sorted } from './boundaries-and-scales.js';

export const table = {
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** The steps at which the rate changes, and the factor at each; null for none. Default null. */
  boundariesAndScales: { is: 'by-step', default: null },
} as const satisfies OptionTable;

export interface PiecewiseConstantScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A rate that is multiplied by a scale at each boundary: rate(t) = initValue · the product of the scales at steps ≤ t.
 *
 * - at a boundary: already the new rate (Keras's `PiecewiseConstantDecay` has the old one)
 * - the scales multiply: the factor of a boundary applies to the rate before it, not to `initValue`
 * - past the end: the last rate
 *
 * ```ts
 * const schedule = piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 100: 0.5, 200: 0.25 } });
 * schedule(99); // 1
 * schedule(100); // 0.5
 * schedule(200); // 0.125
 * ```
 *
 * Source: `optax.piecewise_constant_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative step or scale, and for a number that is not finite.
 */
export function piecewiseConstantSchedule(options: PiecewiseConstantScheduleOptions): LearningRateSchedule {
  const name = 'piecewiseConstantSchedule';
  const { initValue, boundariesAndScales } = readOptions(name, table, options);
  const changes = sorted(name, boundariesAndScales);
  const rates = [initValue];
  for (const [, scale] of changes) rates.push((rates.at(-1) as number) * scale);
  return madeBy(
    'optax',
    'piecewise_constant_schedule',
    options,
    new Sequence({ schedules: rates, boundaries: changes.map(([step]) => step) }),
  );
}
