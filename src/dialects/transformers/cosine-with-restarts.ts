import { notNegative } from '../../options.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

export interface CosineWithRestartsKwargs {
  /** Decays from the end of the warmup to the end of the training. Default 1. */
  readonly numCycles?: number;
}

/** `get_cosine_with_hard_restarts_schedule_with_warmup` */
export const cosineWithRestarts: Scheduler = {
  requires: ['numWarmupSteps', 'numTrainingSteps'],
  kwargs: { numCycles: [notNegative, 1] },
  build(options: CommonOptions & Required<CosineWithRestartsKwargs>) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    const steps = Math.max(1, numTrainingSteps - numWarmupSteps);
    // Counted in cycles rather than steps, a restart is where transformers has it, rounding errors included.
    const decay = new Loop({ schedule: new CosineRamp({ from: baseLr, to: 0, steps: 1 }), steps: 1 });
    const cycles = numCycles === 0 ? baseLr : new Stretch({ schedule: decay, steps, scheduleSteps: numCycles });
    return afterWarmup(options, new Sequence({ schedules: [cycles, 0], boundaries: [steps] }));
  },
};
