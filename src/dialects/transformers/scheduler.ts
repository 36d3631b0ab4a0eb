import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

/** One of the types that `getScheduler` knows. */
export interface Scheduler {
  /** Numbers of steps that it cannot do without. */
  readonly requires: readonly ('numWarmupSteps' | 'numTrainingSteps')[];
  readonly kwargs: OptionTable;
  /** The schedule with these options, those of its own among them; `name` is for error messages. */
  build(options: never, name: string): LearningRateSchedule;
}

/** The options of every type; a number of steps that a type does not require may be null. */
export interface CommonOptions {
  readonly baseLr: number;
  readonly numWarmupSteps: number;
  readonly numTrainingSteps: number;
}

/** A line from 0 to the base rate during the warmup, then `body`, whose clock starts there. */
export function afterWarmup(
  { baseLr, numWarmupSteps }: CommonOptions,
  body: LearningRateSchedule,
): LearningRateSchedule {
  return inTurn(new LinearRamp({ from: 0, to: baseLr, steps: Math.max(1, numWarmupSteps) }), numWarmupSteps, body);
}

/** `warmup` for that many steps, if any, then `body`, whose clock starts there. */
export function inTurn(warmup: LearningRateSchedule, steps: number, body: LearningRateSchedule): LearningRateSchedule {
  return steps === 0 ? body : new Sequence({ schedules: [warmup, body], boundaries: [steps] });
}

/** A cosine from `from` to `to` and back, so many times in that many steps, and on and on; never below 0. */
export function cosineWaves(from: number, to: number, steps: number, numCycles: number): LearningRateSchedule {
  if (numCycles === 0) return new Constant({ value: from });
  const half = Math.max(1, steps) / (2 * Math.abs(numCycles));
  return notBelowZero(new PingPong({ schedule: new CosineRamp({ from, to, steps: half }), steps: half }), to);
}

/** `schedule`, whose lowest rate is given, with 0 in place of negative rates. */
export function notBelowZero(schedule: LearningRateSchedule, lowest: number): LearningRateSchedule {
  return lowest < 0 ? new Maximum({ schedules: [schedule, 0] }) : schedule;
}
