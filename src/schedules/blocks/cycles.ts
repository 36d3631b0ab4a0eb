import type { Arithmetic, CycleRow } from '../../arithmetic/arithmetic.js';
import { cycleRow, endOfCycles, heightAtEnd, startOfCycle } from '../../arithmetic/cycles.js';
import { float32 } from '../../arithmetic/float32.js';
import type { Kept, Needed, Optional } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { LearningRateSchedule } from '../../schedule.js';
import { aSchedule } from './schedule-option.js';

/** The cycles that are counted one by one to find where the last one ends. */
const MOST = 1_000_000;

const table = {
  /** The first cycle; every other one is this, stretched. */
  schedule: aSchedule,
  /** Length of the first cycle in steps. */
  firstSteps: { is: 'steps', above: 0 },
  /** Each cycle is this many times as long as the one before. Default 1. */
  lengthMultiplier: { is: 'number', above: 0, default: 1 },
  /** Each cycle is this many times as high as the one before. Default 1. */
  heightMultiplier: { is: 'number', default: 1 },
  /** Number of cycles, at most a million, after which the rate stays where the last one ends; null for no end. Default null. */
  limit: { is: 'number', whole: true, atLeast: 1, atMost: MOST, default: null },
} as const satisfies OptionTable;

export interface CyclesOptions extends Needed<typeof table>, Optional<typeof table> {}

export interface Cycles extends Kept<typeof table> {}

/**
 * A schedule that starts over, each time longer or shorter, higher or lower.
 *
 * With k the cycle of step t, and p how far t is through it, from 0 to 1:
 * rate(t) = heightMultiplier^k · schedule(p · firstSteps). Cycle k is firstSteps · lengthMultiplier^k steps long; cycles
 * are found by adding up their lengths, so that restarts are exact.
 *
 * `|████▇▇▆▆▅▅▄▃▃▂▂▁▁   ▆▅▅▄▄▃▂▁▁ ▄▄▃▁      |`
 *
 * ```ts
 * const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
 * const schedule = new Cycles({ schedule: decay, firstSteps: 100, lengthMultiplier: 2, heightMultiplier: 0.5 });
 * schedule(50); // 0.05
 * schedule(100); // 0.05
 * schedule(200); // 0.025
 * ```
 *
 * Source: Loshchilov & Hutter, SGDR, ICLR 2017.
 */
export class Cycles extends LearningRateSchedule {
  static override readonly className: string = 'Cycles';
  static override readonly options: OptionTable = table;

  declare private readonly cycles: CycleRow;
  /** Where the last cycle ends, and the rate there in float64 and in float32. */
  declare private readonly end: number;
  declare private readonly endRate: number;
  declare private readonly endRateSingle: number;

  /**
   * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
   * @throws {RangeError} unless `firstSteps` and `lengthMultiplier` are positive and `limit` is null or a whole number ≥ 1.
   */
  constructor(options: CyclesOptions) {
    super(options);
    const { firstSteps, lengthMultiplier, heightMultiplier, limit } = this;
    const endOfAll = endOfCycles(firstSteps, lengthMultiplier);
    const end = limit === null ? endOfAll : startOfCycle(limit, firstSteps, lengthMultiplier);
    // Shrinking cycles may have come to nothing before the last one.
    const isOver = limit === null || end >= endOfAll * (1 - Number.EPSILON);
    const height = isOver ? heightAtEnd(heightMultiplier) : heightMultiplier ** (limit - 1);
    this.cycles = cycleRow(firstSteps, lengthMultiplier, heightMultiplier);
    this.end = isOver ? endOfAll : end;
    this.endRate = height * this.schedule.at(firstSteps);
    this.endRateSingle = float32.mul(height, float32.apply(this.schedule, firstSteps));
  }

  override evaluate<T>(m: Arithmetic<T>, step: T): T | number {
    const { firstSteps } = this;
    const { phase, scale } = m.cycle(step, this.cycles);
    const rate = m.mul(scale, m.apply(this.schedule, m.mul(phase, firstSteps)));
    return this.limit === null ? rate : m.ifLess(step, this.end, rate, m.constant(this.endRate, this.endRateSingle));
  }

  override get horizon(): number {
    return this.schedule.horizon === 0 && this.heightMultiplier === 1 ? 0 : this.end;
  }
}
