import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { sorted } from './boundaries-and-scales.js';

export const table = {
  /** The way from one rate to the next. */
  interpolateType: { is: 'choice', of: ['linear', 'cosine'] },
  /** Rate at step 0. */
  initValue: { is: 'rate' },
  /** The steps between which the rate moves, and the factor from each rate to the next; null for none. Default null. */
  boundariesAndScales: { is: 'by-step', default: null },
} as const satisfies OptionTable;

export interface PiecewiseInterpolateScheduleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A rate that moves to the next scaled rate from each boundary to the next, in straight lines or half-cosines.
 *
 * With b the boundaries after 0, vᵢ = initValue · the product of the first i scales, and p = (t − bᵢ) / (bᵢ₊₁ − bᵢ):
 * rate(t) = vᵢ + (vᵢ₊₁ − vᵢ) · p, or vᵢ₊₁ + (vᵢ − vᵢ₊₁) · ½(1 + cos(πp)).
 *
 * - at step 0: `initValue`; with a boundary at 0, that one's rate
 * - at a boundary: the rate whose scale it has; the scales multiply
 * - past the end: the last rate
 *
 * ```ts
 * const schedule = piecewiseInterpolateSchedule({
 *   interpolateType: 'linear',
 *   initValue: 1,
 *   boundariesAndScales: { 4: 0.5, 8: 0.25 },
 * });
 * schedule(2); // 0.75
 * schedule(4); // 0.5
 * schedule(8); // 0.125
 * ```
 *
 * Source: `optax.piecewise_interpolate_schedule`, Optax 0.2.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a negative step or scale, and for a number that is not finite.
 */
export function piecewiseInterpolateSchedule(options: PiecewiseInterpolateScheduleOptions): LearningRateSchedule {
  const name = 'piecewiseInterpolateSchedule';
  const { interpolateType, initValue, boundariesAndScales } = readOptions(name, table, options);
  return madeBy(
    'optax',
    'piecewise_interpolate_schedule',
    options,
    interpolated(interpolateType === 'linear' ? LinearRamp : CosineRamp, initValue, sorted(name, boundariesAndScales)),
  );
}

/** The rate `initValue` at step 0, led by ramps to its next value at each of the rising steps. */
export function interpolated(
  Ramp: typeof LinearRamp | typeof CosineRamp,
  initValue: number,
  changes: readonly (readonly [step: number, scale: number])[],
): LearningRateSchedule {
  const schedules: LearningRateSchedule[] = [];
  const boundaries: number[] = [];
  let [start, rate] = [0, initValue];
  for (const [step, scale] of changes) {
    const next = rate * scale;
    if (step > start) {
      // Optax counts a gap of less than a step as a whole one.
      schedules.push(new Ramp({ from: rate, to: next, steps: Math.max(step - start, 1) }));
      boundaries.push(step);
    }
    [start, rate] = [step, next];
  }
  return new Sequence({ schedules: [...schedules, rate], boundaries });
}
