import type { LearningRateSchedule } from '../schedule.js';

/** Where two schedules are not the same. */
export interface Apart {
  /** The first step at which they differ. */
  readonly from: number;
  /** The step of the largest difference, and how much that is of the highest rate. */
  readonly step: number;
  readonly by: number;
}

/** Differences up to this, of the highest rate, are those of rounding. */
const SAME = 1e-9;
/** Those up to this are none that a run could feel: PyTorch's warmup cannot start from 0, but from a millionth. */
const CLOSE = 2e-6;
/** Runs up to this long are read in full, longer ones at so many steps. */
const FULL = 2 ** 18;
/** Where a curve never ends, and the run is not known. */
const UNKNOWN = 10_000;

/** The rates of a schedule, with which others are compared. */
export class Rates {
  private readonly steps: number;
  private readonly stride: number;
  private readonly rates: Float64Array;
  private readonly peak: number;

  constructor(
    private readonly schedule: LearningRateSchedule,
    private readonly totalSteps: number | null,
  ) {
    const { horizon } = schedule;
    this.steps = totalSteps ?? (Number.isFinite(horizon) ? Math.ceil(horizon) + 1 : UNKNOWN);
    this.stride = Math.ceil(this.steps / FULL);
    this.rates = this.of(schedule);
    this.peak = this.rates.reduce((peak, rate) => Math.max(peak, Math.abs(rate)), 0) || 1;
  }

  private of(schedule: LearningRateSchedule): Float64Array {
    if (this.stride === 1) return schedule.values(this.steps);
    return Float64Array.from({ length: FULL }, (_, i) => schedule.at(Math.min(i * this.stride, this.steps - 1)));
  }

  /**
   * Where another one differs in the run; null if nowhere; undefined if it is another curve: further off than a step before
   * or after, before one of the two has ended.
   */
  apart(other: LearningRateSchedule): Apart | null | undefined {
    const horizons = [this.schedule.horizon, other.horizon, this.totalSteps ?? UNKNOWN];
    // The last step is where frameworks part: some rise again, some hold.
    const end = Math.min(horizons.find(Number.isFinite) as number, this.steps) - 1;
    // Most that are others are so here, too.
    if ([0, end / 4, end / 2, end - 1].some((step) => this.isOther(other, Math.max(0, Math.floor(step)), end)))
      return undefined;
    const others = this.of(other);
    let found: { from: number; step: number; by: number } | null = null;
    for (let i = 0; i < others.length; i++) {
      const by = Math.abs((this.rates[i] as number) - (others[i] as number)) / this.peak;
      if (!(by > SAME)) continue;
      const step = Math.min(i * this.stride, this.steps - 1);
      // A run of unknown length is taken to end with the curve.
      if (this.totalSteps === null && step > end + 1) break;
      if (this.isOther(other, step, end)) return undefined;
      found ??= { from: step, step, by: 0 };
      if (by > found.by) Object.assign(found, { step, by });
    }
    return found;
  }

  /** Whether the schedule has a rate there that the other one does not go through in the steps around. */
  private isOther(other: LearningRateSchedule, step: number, end: number): boolean {
    if (step >= end) return false;
    const around = [Math.max(0, step - 1), step, step + 1].map((near) => other.at(near));
    const rate = this.schedule.at(step);
    const close = CLOSE * this.peak;
    return !(rate >= Math.min(...around) - close && rate <= Math.max(...around) + close);
  }
}
