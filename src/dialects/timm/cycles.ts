import { countOrZero, flag, notNegative, positive } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import type { PrefixOptions, TimmOptions } from './options.js';

/** What the functions take whose schedule may start over. */
export interface CycleOptions extends TimmOptions, PrefixOptions {
  /** Length of the first cycle, or of the schedule if there is but one. */
  readonly tInitial: number;
  /** The rate at the end of each cycle, and after the last. Default 0. */
  readonly lrMin?: number;
  /** Each cycle is this many times as long as the one before. Default 1. */
  readonly cycleMul?: number;
  /** Each cycle starts from this times the rate of the one before. Default 1. */
  readonly cycleDecay?: number;
  /** Number of cycles. Default 1. */
  readonly cycleLimit?: number;
}

/** The rules and defaults of {@link CycleOptions}, but for those of {@link TimmOptions}. */
export const cycleRules = {
  tInitial: [positive],
  lrMin: [notNegative, 0],
  cycleMul: [positive, 1],
  cycleDecay: [notNegative, 1],
  cycleLimit: [countOrZero, 1],
  warmupPrefix: [flag, false],
} as const;

/**
 * Cycles that each start from a rate `cycleDecay` times as high as the one before and end at `lrMin`, then `lrMin`.
 *
 * @param ramp One cycle from one rate to another.
 * @param arrives Whether the ramp comes to its second rate, rather than near it.
 */
export function inCycles(
  { baseLr, tInitial, lrMin, cycleMul, cycleDecay, cycleLimit }: Required<CycleOptions>,
  ramp: (from: number, to: number) => LearningRateSchedule,
  arrives: boolean,
): LearningRateSchedule {
  if (cycleLimit === 0) return new Constant({ value: lrMin });
  const cycles = (from: number, to: number, heightMultiplier: number): LearningRateSchedule =>
    cycleLimit === 1
      ? ramp(from, to)
      : new Cycles({
          schedule: ramp(from, to),
          firstSteps: tInitial,
          lengthMultiplier: cycleMul,
          heightMultiplier,
          limit: cycleLimit,
        });
  // cycleDecay is for the upper rate alone: where there is a lower one, it is added in cycles of its own.
  const schedule =
    lrMin === 0 || cycleDecay === 1 || cycleLimit === 1
      ? cycles(baseLr, lrMin, cycleDecay)
      : new Sum({ schedules: [cycles(baseLr, 0, cycleDecay), cycles(0, lrMin, 1)] });
  if (arrives) return schedule;
  return new Sequence({ schedules: [schedule, lrMin], boundaries: [schedule.horizon], clock: 'shared' });
}
