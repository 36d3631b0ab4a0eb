import type { LearningRateSchedule } from '../../schedule.js';

/**
 * What one scheduler does to the value that it finds. Its ticks are counted from 0 where it begins: they are batches, or
 * epochs for a scheduler that moves with these.
 */
export interface Effect {
  /** Whether a tick is an epoch. */
  readonly byEpoch: boolean;
  /** The tick of the run at which it begins, and how many it has from there on. */
  readonly begin: number;
  readonly ticks: number;
  /** The value after its own tick k. */
  next(value: number, k: number): number;
  /** Own ticks at which what it does has no formula in common with the ticks before. */
  readonly breaks: readonly number[];
  /**
   * What it does from own tick k on, until the next break, if it is alone: the value at tick k + t, made of that at tick k.
   * Null where it leaves the value alone.
   */
  piece(value: number, k: number): LearningRateSchedule | null;
  /** Whether that is a factor, whatever the value. */
  isFactor(k: number): boolean;
}
