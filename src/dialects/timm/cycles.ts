import type { Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { shared, warmupPrefix } from './options.js';

/** What the functions take whose schedule may start over. */
export const cycles = {
  ...shared,
  /** Length of the first cycle, or of the schedule if there is but one. */
  tInitial: { is: 'steps', above: 0 },
  /** The rate at the end of each cycle, and after the last. Default 0. */
  lrMin: { is: 'rate', atLeast: 0, default: 0 },
  /** Each cycle is this many times as long as the one before. Default 1. */
  cycleMul: { is: 'number', above: 0, default: 1 },
  /** Each cycle starts from this times the rate of the one before. Default 1. */
  cycleDecay: { is: 'number', atLeast: 0, default: 1 },
  /** Number of cycles. Default 1. */
  cycleLimit: { is: 'number', whole: true, atLeast: 0, default: 1 },
  ...warmupPrefix,
} as const satisfies OptionTable;

/**
 * Cycles that each start from a rate `cycleDecay` times as high as the one before and end at `lrMin`, then `lrMin`.
 *
 * @param ramp One cycle from one rate to another.
 * @param arrives Whether the ramp comes to its second rate, rather than near it.
 */
export function inCycles(
  { baseLr, tInitial, lrMin, cycleMul, cycleDecay, cycleLimit }: Read<typeof cycles>,
  ramp: (from: number, to: number) => LearningRateSchedule,
  arrives: boolean,
): LearningRateSchedule {
  if (cycleLimit === 0) return new Constant({ value: lrMin });
  const inTurn = (from: number, to: number, heightMultiplier: number): LearningRateSchedule =>
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
      ? inTurn(baseLr, lrMin, cycleDecay)
      : new Sum({ schedules: [inTurn(baseLr, 0, cycleDecay), inTurn(0, lrMin, 1)] });
  if (arrives) return schedule;
  return new Sequence({ schedules: [schedule, lrMin], boundaries: [schedule.horizon], clock: 'shared' });
}
