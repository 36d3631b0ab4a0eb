import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { Rex } from '../../schedules/named/rex.js';

interface RexArguments {
  readonly rate: number;
  readonly floor: number;
  readonly total: number;
  readonly warmup: number;
}

/**
 * axolotl's reflected exponential. With p = t + 1, the warmup w and R = total − w: rate · p / w up to w; then with
 * z = 1 − (p − w) / R: floor + (rate − floor) · z / (0.1 + 0.9 z); from the total on the floor.
 *
 * @throws {RangeError} for a warmup that is longer than the run.
 */
export function rex({ rate, floor, total, warmup }: RexArguments): LearningRateSchedule {
  if (warmup > total) {
    throw new RangeError(`the warmup of rex must be at most as long as the run, ${total} steps, received ${warmup}.`);
  }
  const rest = total - warmup;
  const decay = new Rex({ from: rate, to: floor, steps: Math.max(1, rest), beta: 0.9 });
  const climb = warmup > 0 ? [new LinearRamp({ from: 0, to: rate, steps: warmup })] : [];
  const main = rest > 0 ? [decay] : [];
  // The top of the climb is the warmup's own last step.
  const boundaries = [...(warmup > 0 ? [warmup] : []), ...(rest > 0 ? [total] : [])];
  const position = new Sequence({ schedules: [...climb, ...main, floor], boundaries });
  return new Shift({ schedule: position, offset: -1 });
}
