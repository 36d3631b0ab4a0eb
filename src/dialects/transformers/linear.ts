import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

/** `get_linear_schedule_with_warmup` */
export const linear: Scheduler = {
  requires: ['numWarmupSteps', 'numTrainingSteps'],
  kwargs: {},
  build(options: CommonOptions) {
    const steps = options.numTrainingSteps - options.numWarmupSteps;
    if (steps <= 0) return afterWarmup(options, new Constant({ value: 0 }));
    return afterWarmup(options, new LinearRamp({ from: options.baseLr * Math.min(1, steps), to: 0, steps }));
  },
};
