import { OptionRangeError } from '../../errors.js';
import type { Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

const kwargs = {
  /** Rate at the end and after, less than the base rate. Default 1e-7. */
  lrEnd: { is: 'rate', default: 1e-7 },
  /** Power of what is left of the training; 1 is a straight line. Default 1. */
  power: { is: 'number', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

/** Options of the type `polynomial`. */
export interface PolynomialKwargs extends Optional<typeof kwargs> {}

/** `get_polynomial_decay_schedule_with_warmup` */
export const polynomial: Scheduler = {
  requires: ['numWarmupSteps', 'numTrainingSteps'],
  kwargs,
  build(options: CommonOptions & Read<typeof kwargs>, name) {
    const { baseLr, numWarmupSteps, numTrainingSteps, lrEnd, power } = options;
    const steps = numTrainingSteps - numWarmupSteps;
    if (baseLr === 0)
      throw new OptionRangeError({ owner: name, option: 'baseLr', requires: 'a positive number', received: 0 });
    if (baseLr <= lrEnd) {
      throw new OptionRangeError({
        owner: name,
        option: 'lrEnd',
        requires: `less than {baseLr} (${baseLr})`,
        received: lrEnd,
      });
    }
    if (steps === 0) {
      throw new OptionRangeError({
        owner: name,
        option: 'numTrainingSteps',
        requires: `other than {numWarmupSteps} (${numWarmupSteps}), since transformers divides by the difference`,
        received: numTrainingSteps,
      });
    }
    if (steps < 0) return afterWarmup(options, new Constant({ value: lrEnd }));
    const decay =
      power === 0
        ? new Sequence({ schedules: [baseLr, lrEnd], boundaries: [steps], side: 'left' })
        : new PolynomialRamp({ from: baseLr, to: lrEnd, steps, power });
    return afterWarmup(options, decay);
  },
};
