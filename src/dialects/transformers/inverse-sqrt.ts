import { orNull, positive } from '../../options.js';
import { Power } from '../../schedules/blocks/power.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

export interface InverseSqrtKwargs {
  /** Steps after the warmup in which the rate falls to the base rate / √2; null for `numWarmupSteps`, or 10000 if that is 0. Default null. */
  readonly timescale?: number | null;
}

/** `get_inverse_sqrt_schedule` */
export const inverseSqrt: Scheduler = {
  requires: ['numWarmupSteps'],
  kwargs: { timescale: [/* @__PURE__ */ orNull(positive), null] },
  build(options: CommonOptions & Required<InverseSqrtKwargs>) {
    const { baseLr, numWarmupSteps, timescale } = options;
    const steps = timescale ?? (numWarmupSteps || 10_000);
    return afterWarmup(options, new Power({ factor: baseLr, power: -0.5, steps }));
  },
};
