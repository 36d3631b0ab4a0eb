import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Minimum } from '../blocks/minimum.js';
import { Power } from '../blocks/power.js';

export const table = {
  /** Width of the model, d_model. */
  modelSize: { is: 'number', above: 0 },
  /** Length of the warmup in steps. */
  warmupSteps: { is: 'steps', above: 0 },
  /** What the rate is multiplied by. Default 1. */
  factor: { is: 'number', default: 1 },
} as const satisfies OptionTable;

export interface NoamOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * The Transformer's schedule: a linear warmup, then an inverse square root.
 *
 * The paper counts steps from 1, so with s = t + 1: rate(t) = factor · modelSize^−½ · min(s^−½, s · warmupSteps^−³ᐟ²).
 * Step 0 has the paper's first rate, which is not 0; step warmupSteps − 1 has the highest.
 *
 * ```ts
 * const schedule = noam({ modelSize: 256, warmupSteps: 100 });
 * schedule(0); // 0.0000625
 * schedule(99); // 0.00625
 * schedule(399); // 0.003125
 * ```
 *
 * Source: Vaswani et al., Attention Is All You Need, 2017, section 5.3.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `modelSize` > 0 and `warmupSteps` > 0.
 */
export function noam(options: NoamOptions): LearningRateSchedule {
  const { modelSize, warmupSteps, factor } = readOptions('noam', table, options);
  const scale = factor * modelSize ** -0.5;
  const decay = new Power({ factor: scale, power: -0.5 });
  const climb = new Power({ factor: scale * warmupSteps ** -1.5, power: 1 });
  return madeBy('blocks', 'noam', options, new Minimum({ schedules: [decay, climb] }));
}
