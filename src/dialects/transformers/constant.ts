import { Constant } from '../../schedules/blocks/constant.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

/** `get_constant_schedule` */
export const constant: Scheduler = {
  requires: [],
  kwargs: {},
  build: ({ baseLr }: CommonOptions) => new Constant({ value: baseLr }),
};

/** `get_constant_schedule_with_warmup` */
export const constantWithWarmup: Scheduler = {
  requires: ['numWarmupSteps'],
  kwargs: {},
  build: (options: CommonOptions) => afterWarmup(options, new Constant({ value: options.baseLr })),
};
