import { OptionRangeError } from '../../errors.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';

/** What every function here takes. */
export const warmupOptions = {
  /** The learning rate that the optimizer is made with. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** Length of the warmup in steps; null for `warmupRatio`, or none. Default null. */
  warmupSteps: { is: 'steps', whole: true, atLeast: 0, default: null },
  /** Length of the warmup as a fraction of `maxSteps`, cut to a whole number of steps. Default null. */
  warmupRatio: { is: 'fraction', atLeast: 0, default: null },
  /** Length of the run in steps, after which the rate is `minLr`. */
  maxSteps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rate after the run, and for most the lowest one. Default 0. */
  minLr: { is: 'rate', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

/** What those with a constant part after the warmup take besides. */
export const holdOptions = {
  /** Steps at the base rate after the warmup; null for `holdRatio`, or none. Default null. */
  holdSteps: { is: 'steps', whole: true, atLeast: 0, default: null },
  /** The same as a fraction of `maxSteps`, cut to a whole number of steps. Default null. */
  holdRatio: { is: 'fraction', atLeast: 0, default: null },
} as const satisfies OptionTable;

interface Lengths {
  readonly warmupSteps: number | null;
  readonly warmupRatio: number | null;
  readonly maxSteps: number;
}

/** The steps that two options give one way or the other. @throws {RangeError} if both do. */
export function stepsOf(
  owner: string,
  name: string,
  steps: number | null,
  ratio: number | null,
  maxSteps: number,
): number {
  if (steps !== null && ratio !== null) {
    throw new OptionRangeError({
      owner,
      option: `${name}Steps`,
      requires: `left out where {${name}Ratio} says the same thing`,
      received: steps,
    });
  }
  return steps ?? Math.trunc((ratio ?? 0) * maxSteps);
}

export const warmupOf = (owner: string, { warmupSteps, warmupRatio, maxSteps }: Lengths) =>
  stepsOf(owner, 'warmup', warmupSteps, warmupRatio, maxSteps);

/** Where the constant part ends; 0 if there is none, even after a warmup. */
export function holdEnd(
  owner: string,
  warmup: number,
  { holdSteps, holdRatio, maxSteps }: Pick<Lengths, 'maxSteps'> & Record<'holdSteps' | 'holdRatio', number | null>,
): number {
  const hold = stepsOf(owner, 'hold', holdSteps, holdRatio, maxSteps);
  return holdSteps === null && holdRatio === null ? 0 : hold + warmup;
}

interface Policy {
  readonly baseLr: number;
  readonly minLr: number;
  readonly maxSteps: number;
  readonly warmup: number;
  /** Where a constant part ends. */
  readonly held?: number;
  /** The warmup, if not the one that comes to the base rate with its last step from just above 0. */
  readonly ramp?: LearningRateSchedule;
}

/** A warmup, perhaps a constant part, `body` on the same clock, and after the run `minLr`. */
export function inPolicy(
  { baseLr, minLr, maxSteps, warmup, held = 0, ramp }: Policy,
  body: LearningRateSchedule | number,
): LearningRateSchedule {
  const first = ramp ?? (warmup > 0 ? new LinearRamp({ from: baseLr / (warmup + 1), to: baseLr, steps: warmup }) : 0);
  const parts: { schedule: LearningRateSchedule | number; end: number }[] = [
    { schedule: first, end: warmup > 0 ? warmup : -1 },
    { schedule: baseLr, end: held > 0 ? held : -1 },
    { schedule: body, end: maxSteps },
  ];
  const schedules: (LearningRateSchedule | number)[] = [];
  const boundaries: number[] = [];
  for (const { schedule, end } of parts) {
    if (end <= (boundaries.at(-1) ?? -1)) continue;
    schedules.push(schedule);
    boundaries.push(end);
  }
  return new Sequence({ schedules: [...schedules, minLr], boundaries, clock: 'shared', side: 'left' });
}

/** `schedule` from that step on. */
export const from = (step: number, schedule: LearningRateSchedule): LearningRateSchedule =>
  step === 0 ? schedule : new Shift({ schedule, offset: step });
