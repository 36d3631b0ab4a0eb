import { finite, notNegative } from '../../options.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

export interface PolynomialKwargs {
  /** Rate at the end and after, less than the base rate. Default 1e-7. */
  readonly lrEnd?: number;
  /** Power of what is left of the training; 1 is a straight line. Default 1. */
  readonly power?: number;
}

/** `get_polynomial_decay_schedule_with_warmup` */
export const polynomial: Scheduler = {
  requires: ['numWarmupSteps', 'numTrainingSteps'],
  kwargs: { lrEnd: [finite, 1e-7], power: [notNegative, 1] },
  build(options: CommonOptions & Required<PolynomialKwargs>, name) {
    const { baseLr, numWarmupSteps, numTrainingSteps, lrEnd, power } = options;
    const steps = numTrainingSteps - numWarmupSteps;
    if (baseLr === 0) throw new RangeError(`${name}: baseLr must be a positive number, received 0.`);
    if (baseLr <= lrEnd) {
      throw new RangeError(`${name}: lrEnd must be less than baseLr (${baseLr}), received ${lrEnd}.`);
    }
    if (steps === 0) {
      throw new RangeError(
        `${name}: numTrainingSteps must differ from numWarmupSteps (${numWarmupSteps}), since transformers divides by the difference, received ${numTrainingSteps}.`,
      );
    }
    if (steps < 0) return afterWarmup(options, new Constant({ value: lrEnd }));
    const decay =
      power === 0
        ? new Sequence({ schedules: [baseLr, lrEnd], boundaries: [steps], side: 'left' })
        : new PolynomialRamp({ from: baseLr, to: lrEnd, steps, power });
    return afterWarmup(options, decay);
  },
};
