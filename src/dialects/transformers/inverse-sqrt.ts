import type { Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Power } from '../../schedules/blocks/power.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

const kwargs = {
  /** Steps after the warmup in which the rate falls to the base rate / √2; null for `numWarmupSteps`, or 10000 if that is 0. Default null. */
  timescale: { is: 'steps', above: 0, default: null },
} as const satisfies OptionTable;

/** Options of the type `inverse_sqrt`. */
export interface InverseSqrtKwargs extends Optional<typeof kwargs> {}

/** `get_inverse_sqrt_schedule` */
export const inverseSqrt: Scheduler = {
  requires: ['numWarmupSteps'],
  kwargs,
  build(options: CommonOptions & Read<typeof kwargs>) {
    const { baseLr, numWarmupSteps, timescale } = options;
    const steps = timescale ?? (numWarmupSteps || 10_000);
    return afterWarmup(options, new Power({ factor: baseLr, power: -0.5, steps }));
  },
};
