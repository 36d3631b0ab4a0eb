import { OptionRangeError, OptionTypeError } from '../../errors.js';
import type { Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { afterWarmup, type CommonOptions, cosineWaves, inTurn, type Scheduler } from './scheduler.js';

const kwargs = {
  /** Waves from the end of the warmup to the end of the training; half a wave is a decay. Default 0.5. */
  numCycles: { is: 'number', default: 0.5 },
} as const satisfies OptionTable;

const minLrKwargs = {
  ...kwargs,
  /** Lowest rate; null if `minLrRate` says it. Default null. */
  minLr: { is: 'rate', default: null },
  /** Lowest rate as a fraction of the base rate; null if `minLr` says it. Default null. */
  minLrRate: { is: 'fraction', default: null },
} as const satisfies OptionTable;

const warmupKwargs = {
  ...minLrKwargs,
  /** Rate at step 0 as a fraction of the base rate; null for 1 / numWarmupSteps. Default null. */
  warmupLrRate: { is: 'fraction', default: null },
} as const satisfies OptionTable;

/** Options of the type `cosine`. */
export interface CosineKwargs extends Optional<typeof kwargs> {}

/** Just one of `minLr` and `minLrRate` is required. */
export interface CosineWithMinLrKwargs extends Optional<typeof minLrKwargs> {}

/** Just one of `minLr` and `minLrRate` is required. */
export interface CosineWarmupWithMinLrKwargs extends Optional<typeof warmupKwargs> {}

const requires = ['numWarmupSteps', 'numTrainingSteps'] as const;

/** `get_cosine_schedule_with_warmup` */
export const cosine: Scheduler = {
  requires,
  kwargs,
  build(options: CommonOptions & Read<typeof kwargs>) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    return afterWarmup(options, cosineWaves(baseLr, 0, numTrainingSteps - numWarmupSteps, numCycles));
  },
};

/** `get_cosine_with_min_lr_schedule_with_warmup` */
export const cosineWithMinLr: Scheduler = {
  requires,
  kwargs: minLrKwargs,
  build(options: CommonOptions & Read<typeof minLrKwargs>, name) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    const lowest = lowestRate(options, name);
    return afterWarmup(options, cosineWaves(baseLr, lowest, numTrainingSteps - numWarmupSteps, numCycles));
  },
};

/** `get_cosine_with_min_lr_schedule_with_warmup_lr_rate` */
export const cosineWarmupWithMinLr: Scheduler = {
  requires,
  kwargs: warmupKwargs,
  build(options: CommonOptions & Read<typeof warmupKwargs>, name) {
    const { baseLr, numWarmupSteps: warmup, numTrainingSteps, numCycles, warmupLrRate } = options;
    const waves = cosineWaves(baseLr, lowestRate(options, name), numTrainingSteps - warmup, numCycles);
    // Both phases are counted from 1: the warmup ends at the base rate, and the decay starts one step into itself.
    const [first, rise] =
      warmupLrRate === null
        ? [1 / Math.max(1, warmup), 1 / Math.max(1, warmup)]
        : [warmupLrRate, (1 - warmupLrRate) / Math.max(1, warmup - 1)];
    const climb = new LinearRamp({ from: baseLr * first, to: baseLr * (first + rise * warmup), steps: warmup || 1 });
    return inTurn(climb, warmup, new Shift({ schedule: waves, offset: -1 }));
  },
};

function lowestRate({ baseLr, minLr, minLrRate }: CommonOptions & Read<typeof minLrKwargs>, name: string): number {
  if ((minLr === null) === (minLrRate === null)) {
    throw new OptionTypeError({
      owner: name,
      option: null,
      requires: `just one of {minLr} and {minLrRate}, not ${minLr === null ? 'none' : 'both'}`,
    });
  }
  if (minLr !== null && baseLr === 0) {
    throw new OptionRangeError({
      owner: name,
      option: 'baseLr',
      requires: 'other than 0 with {minLr}, which transformers divides by it',
      received: 0,
      help: 'give {minLrRate}',
    });
  }
  return minLr ?? baseLr * (minLrRate as number);
}
