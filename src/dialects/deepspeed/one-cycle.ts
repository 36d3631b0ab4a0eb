import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { sequence } from '../../schedules/blocks/sequence.js';

export const table = {
  /** The rate at both ends of the cycle. */
  cycleMinLr: { is: 'rate', atLeast: 0 },
  /** The rate in its middle. */
  cycleMaxLr: { is: 'rate', atLeast: 0 },
  /** How fast the rate decays after the cycle, for each `decayStepSize`. Default 0: not at all. */
  decayLrRate: { is: 'number', atLeast: 0, default: 0 },
  /** Steps of the way up. Default 2000. */
  cycleFirstStepSize: { is: 'steps', above: 0, default: 2000 },
  /** Steps of the way down; null for those of the way up. Default null. */
  cycleSecondStepSize: { is: 'steps', atLeast: 0, default: null },
  /** Stairs of the way up; 0 for a straight line. Default 0. */
  cycleFirstStairCount: { is: 'number', atLeast: 0, atMost: 10_000, whole: true, default: 0 },
  /** Stairs of the way down; null for those of the way up. Default null. */
  cycleSecondStairCount: { is: 'number', atLeast: 0, atMost: 10_000, whole: true, default: null },
  /** Steps that the decay after the cycle counts as one; 0 for no decay. Default 0. */
  decayStepSize: { is: 'steps', atLeast: 0, default: 0 },
  /** Whether the momentum moves too; {@link oneCycleMomentum} has it. Default true. */
  cycleMomentum: { is: 'flag', default: true },
  /** The momentum in the middle of the cycle. Default 0.8. */
  cycleMinMom: { is: 'fraction', atLeast: 0, default: 0.8 },
  /** The momentum at both ends. Default 0.9. */
  cycleMaxMom: { is: 'fraction', atLeast: 0, default: 0.9 },
  /** How fast the momentum grows after the cycle, for each `decayStepSize`. Default 0. */
  decayMomRate: { is: 'number', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface OneCycleOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A climb to the highest rate and a way back, once; then a decay without an end.
 *
 * With f and s the steps up and down: a line from min to max by f, and back by f + s; in `c` stairs, what of the way is
 * done is rounded down to a multiple of 1 / c. After it min / (1 + decayLrRate · (t − f − s) / decayStepSize).
 *
 * ```ts
 * const schedule = oneCycle({ cycleMinLr: 0, cycleMaxLr: 0.1, cycleFirstStepSize: 100 });
 * schedule(50); // 0.05
 * schedule(100); // 0.1
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.OneCycle`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type. @throws {RangeError} for a value out of range.
 */
export function oneCycle(options: OneCycleOptions): LearningRateSchedule {
  const read = readOptions('oneCycle', table, options);
  const { cycleMinLr: low, cycleMaxLr: high, decayLrRate, decayStepSize } = read;
  const decays = decayStepSize > 0 && decayLrRate > 0 && low > 0;
  const after = decays ? new Power({ factor: low, power: -1, steps: decayStepSize / decayLrRate }) : low;
  return madeBy('deepspeed', 'OneCycle', options, cycle(read, low, high, after));
}

/**
 * Adam's beta 1 beside {@link oneCycle}, of the same options: from max to min and back while the rate goes the other way.
 * The first update alone has `cycleMinMom`, which the optimizer is made with.
 *
 * ```ts
 * const schedule = oneCycleMomentum({ cycleMinLr: 0, cycleMaxLr: 0.1, cycleFirstStepSize: 100 });
 * schedule(50); // 0.85
 * ```
 *
 * Source: `deepspeed.runtime.lr_schedules.OneCycle` with `cycle_momentum`, DeepSpeed 0.19.8.
 *
 * @throws {TypeError | RangeError} as {@link oneCycle}.
 */
export function oneCycleMomentum(options: OneCycleOptions): LearningRateSchedule {
  const read = readOptions('oneCycleMomentum', table, options);
  const { cycleMinMom: low, cycleMaxMom: high, decayMomRate, decayStepSize } = read;
  const grows = decayStepSize > 0 && decayMomRate > 0;
  const after = grows ? new Power({ factor: high, power: 1, steps: decayStepSize / decayMomRate }) : high;
  return madeBy(
    'deepspeed',
    'OneCycleMomentum',
    options,
    sequence([low, cycle(read, high, low, after)], { boundaries: [1], clock: 'shared' }),
  );
}

/** From one value to another and back, then `after`. */
function cycle(
  { cycleFirstStepSize: up, cycleSecondStepSize, cycleFirstStairCount, cycleSecondStairCount }: Read<typeof table>,
  from: number,
  to: number,
  after: LearningRateSchedule | number,
): LearningRateSchedule {
  const down = cycleSecondStepSize ?? up;
  const climb = half({ from, to, steps: up, late: true }, cycleFirstStairCount);
  if (down === 0) return sequence([climb, after], { boundaries: [up] });
  const descent = half({ from: to, to: from, steps: down, late: false }, cycleSecondStairCount ?? cycleFirstStairCount);
  return sequence([climb, descent, after], { boundaries: [up, up + down] });
}

interface Half {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** Whether a stair is taken at its end, as on the way up, or at its start. */
  readonly late: boolean;
}

/** Keeps what is on a whole step there, where dividing would put it beside. */
const TINY = 1e-9;

function half({ from, to, steps, late }: Half, stairs: number): LearningRateSchedule {
  if (stairs === 0) return new LinearRamp({ from, to, steps });
  const values = new Map<number, number>();
  for (let i = 1; i <= stairs; i++) {
    const start = late ? Math.ceil((i * steps) / stairs - TINY) : Math.floor(((i - 1) * steps) / stairs + TINY) + 1;
    values.set(start, from + ((to - from) * i) / stairs);
  }
  return sequence([from, ...values.values()], { boundaries: [...values.keys()] });
}
