import { LearningRateSchedule } from '../schedule.js';
import { lookAround, middle, shareFor, spread } from './look-around.js';
import { look, matters, type Sight } from './witness.js';

/** Rates that differ by less, as a part of the highest one, are the same. */
export const SAME = 1e-12;
/** Turns and parts of one kind that are looked into: the first ones stand for the rest. */
export const EXAMINED = 64;

/** Runs up to this long are read in full, longer ones at so many steps and at those where the formula turns. */
const FULL = 2 ** 17;
const SAMPLES = 2 ** 12;
/** Steps at which a run is looked at, and further ones to find where it turns, each time. */
const LOOKS = 2 ** 9;
const SEARCHES = 2 ** 12;

/** What a schedule does in a run of `steps` updates: the rates, and how its formula comes to them. */
export class ObservedRun {
  /** The schedule and all that are nested in it. */
  readonly parts: readonly LearningRateSchedule[];
  /** Steps and the rates there, in order: all of them, or of a long run a selection. */
  readonly places: Float64Array;
  readonly rates: Float64Array;
  /** A selection of steps, in order, with both sides of each turn between pieces and branches that was found. */
  readonly sights: readonly Sight[];
  /** Of the rates that are finite, the highest, the lowest, and the one furthest from 0. */
  readonly highest: number;
  readonly lowest: number;
  readonly peak: number;

  constructor(
    readonly schedule: LearningRateSchedule,
    readonly steps: number,
  ) {
    this.parts = partsOf(schedule);
    const share = shareFor(this.parts);
    const effort = (most: number) => Math.ceil(most * share);
    this.sights = lookAround(schedule, spread(effort(LOOKS) + 32, steps), effort(SEARCHES) + 256);
    if (steps <= effort(FULL)) {
      this.rates = schedule.values(steps);
      this.places = this.rates.map((_, step) => step);
    } else {
      const seen = new Map(this.sights.map(({ step, rate }) => [step, rate]));
      for (const step of spread(effort(SAMPLES), steps)) if (!seen.has(step)) seen.set(step, schedule.at(step));
      this.places = Float64Array.from(seen.keys()).sort();
      this.rates = this.places.map((step) => seen.get(step) as number);
    }
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (const rate of this.rates) {
      if (!Number.isFinite(rate)) continue;
      if (rate > highest) highest = rate;
      if (rate < lowest) lowest = rate;
    }
    this.highest = highest;
    this.lowest = lowest;
    this.peak = Math.max(Math.abs(highest), Math.abs(lowest));
  }

  /** Whether `places` are all steps. */
  get isFull(): boolean {
    return this.rates.length === this.steps;
  }

  at(step: number): number {
    return this.schedule.at(step);
  }
  /** A rate in a message. */
  show(rate: number): string {
    return Math.abs(rate) <= SAME * this.peak ? '0' : String(Number(rate.toPrecision(4)));
  }
  look(step: number): Sight {
    return look(this.schedule, step);
  }

  /** The rate of the last update. */
  get last(): number {
    return this.at(this.steps - 1);
  }

  /** The first step whose rate is as asked for; null if none was found. */
  first(wanted: (rate: number) => boolean): number | null {
    const i = this.rates.findIndex(wanted);
    if (i < 0) return null;
    const before = i === 0 ? -1 : (this.places[i - 1] as number);
    return firstBetween(before, this.places[i] as number, (step) => wanted(this.at(step)));
  }

  /** The first step from which on all rates of the run are as asked for; `steps` if the last one is not. */
  since(wanted: (rate: number) => boolean): number {
    const i = this.rates.findLastIndex((rate) => !wanted(rate));
    if (i < 0) return 0;
    if (i === this.rates.length - 1) return this.steps;
    return firstBetween(this.places[i] as number, this.places[i + 1] as number, (step) => wanted(this.at(step)));
  }

  /** The highest of the finite rates from a step on. */
  highestFrom(step: number): number {
    let highest = this.at(step);
    for (let i = this.rates.length - 1; i >= 0 && (this.places[i] as number) >= step; i--) {
      const rate = this.rates[i] as number;
      if (rate > highest && Number.isFinite(rate)) highest = rate;
    }
    return highest;
  }

  /** Whether the rate at a step depends on a part. */
  matters(part: LearningRateSchedule, step: number): boolean {
    return matters(this.schedule, part, step);
  }

  /** Those sights, of a selection that has the first and the last of them, at which the rate depends on a part. */
  where(part: LearningRateSchedule, sights: readonly Sight[]): Sight[] {
    const stride = Math.max(1, (sights.length - 1) / (EXAMINED - 1));
    const selected = sights.filter(
      (_, i) => Math.floor(i / stride) > Math.floor((i - 1) / stride) || i === sights.length - 1,
    );
    return selected.filter(({ step }) => this.matters(part, step));
  }
}

/** A schedule and all that are nested in it. */
export function partsOf(schedule: LearningRateSchedule): LearningRateSchedule[] {
  const parts = new Set([schedule]);
  // What is added to a set while it is gone through has its turn too.
  for (const part of parts) {
    for (const value of Object.values(part).flat()) if (value instanceof LearningRateSchedule) parts.add(value);
  }
  return [...parts];
}

/** The first whole number above `low`, up to `high`, for which `holds`, if it does for all from that one on, `high` among them. */
export function firstBetween(low: number, high: number, holds: (step: number) => boolean): number {
  let below = low;
  let first = high;
  while (first - below > 1) {
    const between = middle(below, first);
    if (holds(between)) first = between;
    else below = between;
  }
  return first;
}

/** Two numbers next to each other, as far as it matters, between `low` and `high`, of which only the second `holds`, as `high` does. */
export function narrow(low: number, high: number, holds: (step: number) => boolean): [number, number] {
  let below = low;
  let above = high;
  for (let i = 0; i < 64; i++) {
    const between = below + (above - below) / 2;
    if (between <= below || between >= above) break;
    if (holds(between)) above = between;
    else below = between;
  }
  return [below, above];
}
