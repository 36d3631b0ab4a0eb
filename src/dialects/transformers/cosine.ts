import { finite, finiteOrNull } from '../../options.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { afterWarmup, type CommonOptions, cosineWaves, inTurn, type Scheduler } from './scheduler.js';

export interface CosineKwargs {
  /** Waves from the end of the warmup to the end of the training; half a wave is a decay. Default 0.5. */
  readonly numCycles?: number;
}

/** Just one of `minLr` and `minLrRate` is required. */
export interface CosineWithMinLrKwargs extends CosineKwargs {
  /** Lowest rate; null if `minLrRate` says it. Default null. */
  readonly minLr?: number | null;
  /** Lowest rate as a fraction of the base rate; null if `minLr` says it. Default null. */
  readonly minLrRate?: number | null;
}

export interface CosineWarmupWithMinLrKwargs extends CosineWithMinLrKwargs {
  /** Rate at step 0 as a fraction of the base rate; null for 1 / numWarmupSteps. Default null. */
  readonly warmupLrRate?: number | null;
}

const requires = ['numWarmupSteps', 'numTrainingSteps'] as const;

/** `get_cosine_schedule_with_warmup` */
export const cosine: Scheduler = {
  requires,
  kwargs: { numCycles: [finite, 0.5] },
  build(options: CommonOptions & Required<CosineKwargs>) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    return afterWarmup(options, cosineWaves(baseLr, 0, numTrainingSteps - numWarmupSteps, numCycles));
  },
};

/** `get_cosine_with_min_lr_schedule_with_warmup` */
export const cosineWithMinLr: Scheduler = {
  requires,
  kwargs: { ...cosine.kwargs, minLr: [finiteOrNull, null], minLrRate: [finiteOrNull, null] },
  build(options: CommonOptions & Required<CosineWithMinLrKwargs>, name) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numCycles } = options;
    const lowest = lowestRate(options, name);
    return afterWarmup(options, cosineWaves(baseLr, lowest, numTrainingSteps - numWarmupSteps, numCycles));
  },
};

/** `get_cosine_with_min_lr_schedule_with_warmup_lr_rate` */
export const cosineWarmupWithMinLr: Scheduler = {
  requires,
  kwargs: { ...cosineWithMinLr.kwargs, warmupLrRate: [finiteOrNull, null] },
  build(options: CommonOptions & Required<CosineWarmupWithMinLrKwargs>, name) {
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

function lowestRate(
  { baseLr, minLr, minLrRate }: CommonOptions & Required<CosineWithMinLrKwargs>,
  name: string,
): number {
  if ((minLr === null) === (minLrRate === null)) {
    throw new TypeError(
      `${name}: schedulerSpecificKwargs must have one of minLr and minLrRate, received ${minLr === null ? 'neither' : 'both'}.`,
    );
  }
  if (minLr !== null && baseLr === 0) {
    throw new RangeError(`${name}: baseLr must not be 0 with minLr, which transformers divides by it; pass minLrRate.`);
  }
  return minLr ?? baseLr * (minLrRate as number);
}
