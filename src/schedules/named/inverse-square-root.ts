import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Power } from '../blocks/power.js';
import { withWarmup } from '../blocks/with-warmup.js';

export const table = {
  /** Highest rate. */
  peak: { is: 'rate' },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', above: 0 },
} as const satisfies OptionTable;

export interface InverseSquareRootOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup from 0, then the inverse square root of the step, for ever.
 *
 * With W = warmupSteps: rate(t) = peak · t / W for t < W, else peak · √(W / t).
 *
 * ```ts
 * const schedule = inverseSquareRoot({ peak: 0.1, warmupSteps: 100 });
 * schedule(50); // 0.05
 * schedule(100); // 0.1
 * schedule(400); // 0.05
 * ```
 *
 * Source: fairseq's `inverse_sqrt` with its `--warmup-init-lr` at 0; transformers' `inverse_sqrt` is the same.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} unless `warmupSteps` > 0.
 */
export function inverseSquareRoot(options: InverseSquareRootOptions): LearningRateSchedule {
  const { peak, warmupSteps } = readOptions('inverseSquareRoot', table, options);
  return madeBy(
    'blocks',
    'inverseSquareRoot',
    options,
    withWarmup(new Power({ factor: peak, power: -0.5, steps: warmupSteps }), { steps: warmupSteps }),
  );
}
