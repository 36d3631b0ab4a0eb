import type { Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import { afterWarmup, type CommonOptions, type Scheduler } from './scheduler.js';

const kwargs = {
  /** Decays from the end of the warmup to the end of the training. Default 1. */
  numCycles: { is: 'number', atLeast: 0, default: 1 },
} as const satisfies OptionTable;

/** Options of the type `cosine_with_restarts`. */
export interface CosineWithRestartsKwargs extends Optional<typeof kwargs> {}

/** `get_cosine_with_hard_restarts_schedule_with_warmup` */
export const cosineWithRestarts: Scheduler = {
  requires: ['numWarmupSteps', 'numTrainingSteps'],
  kwargs,
  build(options: CommonOptions & Read<typeof kwargs>) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    const steps = Math.max(1, numTrainingSteps - numWarmupSteps);
    // Counted in cycles rather than steps, a restart is where transformers has it, rounding errors included.
    const decay = new Loop({ schedule: new CosineRamp({ from: baseLr, to: 0, steps: 1 }), steps: 1 });
    const cycles = numCycles === 0 ? baseLr : new Stretch({ schedule: decay, steps, scheduleSteps: numCycles });
    return afterWarmup(options, new Sequence({ schedules: [cycles, 0], boundaries: [steps] }));
  },
};
