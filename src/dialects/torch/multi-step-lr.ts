import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { torchOptions } from './options.js';

export const table = {
  ...torchOptions,
  /** The steps at which the rate decays, in any order; one that is listed twice counts twice, one that is no whole number never. */
  milestones: { is: 'steps', atLeast: 0, list: 'any', mayBeEmpty: true },
  /** What the rate is multiplied by at a milestone. Default 0.1. */
  gamma: { is: 'number', default: 0.1 },
} as const satisfies OptionTable;

export interface MultiStepLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A decay at each milestone: rate(t) = baseLr · gamma^(number of milestones ≤ t).
 *
 * - at step 0: `baseLr`, unless 0 is a milestone
 * - at a milestone: already the new rate, where Keras has the old one
 * - past the last milestone: the rate stays
 *
 * ```ts
 * const schedule = multiStepLR({ baseLr: 1, milestones: [30, 80], gamma: 0.5 });
 * schedule(29); // 1
 * schedule(30); // 0.5
 * schedule(80); // 0.25
 * ```
 *
 * Source: `torch.optim.lr_scheduler.MultiStepLR`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `baseLr` ≥ 0, the milestones are ≥ 0 and `gamma` is finite.
 */
export function multiStepLR(options: MultiStepLROptions): LearningRateSchedule {
  const { baseLr, milestones, gamma } = readOptions('multiStepLR', table, options);
  // A milestone that is no whole number is a step that never comes.
  const steps = milestones.filter(Number.isInteger);
  const boundaries = [...new Set(steps)].sort((a, b) => a - b);
  const decays = boundaries.map((boundary) => steps.filter((step) => step <= boundary).length);
  return madeBy(
    'torch',
    'MultiStepLR',
    options,
    new Sequence({ schedules: [baseLr, ...decays.map((n) => baseLr * gamma ** n)], boundaries }),
  );
}
