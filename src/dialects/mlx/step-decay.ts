import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';

export const table = {
  /** Rate at step 0. */
  init: { is: 'rate' },
  /** What the rate is multiplied by every `stepSize` steps. */
  decayRate: { is: 'number', above: 0 },
  /** Steps between decays. */
  stepSize: { is: 'steps', whole: true, atLeast: 1 },
} as const satisfies OptionTable;

export interface StepDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay every so many steps: rate(t) = init · decayRate^⌊t / stepSize⌋.
 *
 * - at step 0: `init`
 * - past the end: there is none
 *
 * ```ts
 * const schedule = stepDecay({ init: 1, decayRate: 0.5, stepSize: 30 });
 * schedule(29); // 1
 * schedule(60); // 0.25
 * ```
 *
 * Source: `mlx.optimizers.step_decay`, MLX 0.32.4, which computes in float32.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `decayRate` > 0 and `stepSize` is a whole number ≥ 1.
 */
export function stepDecay(options: StepDecayOptions): LearningRateSchedule {
  const { init, decayRate, stepSize } = readOptions('stepDecay', table, options);
  // Powers of a factor show how it was rounded.
  return madeBy(
    'mlx',
    'step_decay',
    options,
    new ExponentialDecay({
      initialLearningRate: init,
      decaySteps: stepSize,
      decayRate: Math.fround(decayRate),
      staircase: true,
    }),
  );
}
