import type { Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

/** What every function here takes. */
export const shared = {
  /** The learning rate that the optimizer is made with. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** Length of the warmup; 0 for none. Default 0. */
  warmupT: { is: 'steps', atLeast: 0, default: 0 },
  /** The rate that the warmup starts from. Default 0. */
  warmupLrInit: { is: 'rate', atLeast: 0, default: 0 },
  /** Whether timm counts epochs or updates. A schedule counts what it is called with: lengths are in that. Default true. */
  tInEpochs: { is: 'flag', default: true, unused: true },
  /** Where timm adds noise to the rate: null only. Default null. */
  noiseRangeT: {
    is: 'nothing',
    default: null,
    unused: true,
    because:
      "timm draws it at each step from PyTorch's generator, seeded with noiseSeed plus the step, which is no formula to print or to run on tensors: to have it, add it to the rate yourself",
  },
  /** Without noise without a meaning. Default 0.67. */
  noisePct: { is: 'number', default: 0.67, unused: true },
  /** Without noise without a meaning. Default 1. */
  noiseStd: { is: 'number', default: 1, unused: true },
  /** Without noise without a meaning. Default 42. */
  noiseSeed: { is: 'number', default: 42, nullable: true, unused: true },
  /** Whether timm reads the base rate from the optimizer; without a meaning, since it is `baseLr`. Default true. */
  initialize: { is: 'flag', default: true, unused: true },
} as const satisfies OptionTable;

/** Of a schedule whose warmup may come before it, or in place of its first steps. */
export const warmupPrefix = {
  /** Whether the schedule starts when the warmup is over; otherwise the warmup hides its first steps. Default false. */
  warmupPrefix: { is: 'flag', default: false },
} as const satisfies OptionTable;

/**
 * timm's start: a linear warmup from `warmupLrInit` to `target`, before the schedule if `prefix`, otherwise in place of
 * its first steps. Without one the first update has `baseLr` whatever the schedule, which timm asks from update 1 on only.
 */
export function withStart(
  schedule: LearningRateSchedule,
  { baseLr, warmupT, warmupLrInit }: Pick<Read<typeof shared>, 'baseLr' | 'warmupT' | 'warmupLrInit'>,
  prefix: boolean,
  target = baseLr,
): LearningRateSchedule {
  if (warmupT > 0) {
    const warmup = new LinearRamp({ from: warmupLrInit, to: target, steps: warmupT });
    const clock = prefix ? 'restart' : 'shared';
    return new Sequence({ schedules: [warmup, schedule], boundaries: [warmupT], clock });
  }
  if (schedule.at(0) === baseLr) return schedule;
  return new Sequence({ schedules: [baseLr, schedule], boundaries: [1], clock: 'shared' });
}
