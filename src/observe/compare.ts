import { show } from '../errors.js';
import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import { LearningRateSchedule } from '../schedule.js';
import { firstBetween, ObservedRun, SAME } from './run.js';

const table = {
  /** Length of the run in steps. */
  steps: { is: 'steps', whole: true, atLeast: 1 },
  /** Rates that differ by no more than this, as a part of the largest magnitude of both, are the same. Default 1e-12. */
  tolerance: { is: 'number', atLeast: 0, default: SAME },
} as const satisfies OptionTable;

export interface CompareOptions extends Needed<typeof table>, Optional<typeof table> {}

/** Steps in a row at which two schedules differ. */
export interface DifferentRange {
  readonly from: number;
  /** The last one. */
  readonly to: number;
  /** The step of the largest difference among them, and the rates there. */
  readonly step: number;
  readonly a: number;
  readonly b: number;
}

/** Where and how much two schedules differ. */
export interface Comparison {
  /** The ranges of steps at which they differ, in order: at most 1000. */
  readonly ranges: readonly DifferentRange[];
  /** The range with the largest difference; null where they are the same. */
  readonly largest: DifferentRange | null;
  /** Of how many steps the rates were read, and at how many of them they differ. */
  readonly looked: number;
  readonly differing: number;
}

/** Runs up to this long are read in full, in pieces of this size. */
const FULL = 2 ** 24;
const PIECE = 2 ** 16;
/** Ranges that are kept; there may be more. */
export const MOST_RANGES = 1000;

/**
 * Where and how much two schedules differ in a run of `steps` updates.
 *
 * Rates of up to 2^24 steps are all read; of longer runs some thousand, and those around each place where one of the
 * formulas takes another turn, so that the ends of a range are exact where only one lies between two places.
 *
 * ```ts
 * const a = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
 * const b = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000, alpha: 0.1 });
 * const { ranges, largest } = compare(a, b, { steps: 2000 });
 * ranges[0]?.from; // 1
 * largest?.b; // 0.01
 * ```
 *
 * @throws {TypeError} for what is no schedule, and for an option that is missing, unknown or no number.
 * @throws {RangeError} unless `steps` is a whole number ≥ 1, up to 2^53 − 1, and `tolerance` ≥ 0.
 */
export function compare(a: LearningRateSchedule, b: LearningRateSchedule, options: CompareOptions): Comparison {
  for (const schedule of [a, b]) {
    if (!(schedule instanceof LearningRateSchedule)) {
      throw new TypeError(`compare requires two schedules, received ${show(schedule)}.`);
    }
  }
  const { steps, tolerance } = readOptions('compare', table, options);
  if (!Number.isSafeInteger(steps))
    throw new RangeError(`compare: steps must be at most 2^53 − 1, received ${show(steps)}.`);
  const pieces = steps <= FULL ? allOf(a, b, steps) : someOf(a, b, steps);
  const peak = pieces.peak();
  const differ = (x: number, y: number) => !(Math.abs(x - y) <= tolerance * peak || Object.is(x, y) || x === y);

  const ranges: Writable<DifferentRange>[] = [];
  let largest: DifferentRange | null = null;
  let [looked, differing, before] = [0, 0, -1];
  let open: Writable<DifferentRange> | null = null;
  pieces.forEach((step, x, y) => {
    looked++;
    const isDifferent = differ(x, y);
    if (isDifferent) differing++;
    // Between two places that were read lie others: one range begins or ends among them.
    if (isDifferent && !open) {
      const from = firstBetween(before, step, (between) => differ(a.at(between), b.at(between)));
      open = { from, to: step, step, a: x, b: y };
      if (ranges.length < MOST_RANGES) ranges.push(open);
    } else if (!isDifferent && open) {
      open.to = firstBetween(before, step, (between) => !differ(a.at(between), b.at(between))) - 1;
      open = null;
    }
    if (open) {
      open.to = step;
      if (gap(x, y) > gap(open.a, open.b)) Object.assign(open, { step, a: x, b: y });
      if (!largest || gap(open.a, open.b) > gap(largest.a, largest.b)) largest = open;
    }
    before = step;
  });
  return { ranges, largest, looked, differing };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** How far apart two rates are; further than all others if only one is a number. */
const gap = (x: number, y: number) => (Number.isNaN(x - y) ? Number.POSITIVE_INFINITY : Math.abs(x - y));

/** The rates of two schedules at some steps, in order. */
interface Pairs {
  /** The largest finite magnitude of all. */
  peak(): number;
  forEach(visit: (step: number, a: number, b: number) => void): void;
}

function allOf(a: LearningRateSchedule, b: LearningRateSchedule, steps: number): Pairs {
  const forEach: Pairs['forEach'] = (visit) => {
    const [x, y] = [new Float64Array(Math.min(PIECE, steps)), new Float64Array(Math.min(PIECE, steps))];
    for (let start = 0; start < steps; start += PIECE) {
      const length = Math.min(PIECE, steps - start);
      a.fill(x.subarray(0, length), start);
      b.fill(y.subarray(0, length), start);
      for (let i = 0; i < length; i++) visit(start + i, x[i] as number, y[i] as number);
    }
  };
  return { forEach, peak: () => peakOf(forEach) };
}

function someOf(a: LearningRateSchedule, b: LearningRateSchedule, steps: number): Pairs {
  const places = [...new Set([...new ObservedRun(a, steps).places, ...new ObservedRun(b, steps).places])].sort(
    (x, y) => x - y,
  );
  const forEach: Pairs['forEach'] = (visit) => {
    for (const step of places) visit(step, a.at(step), b.at(step));
  };
  return { forEach, peak: () => peakOf(forEach) };
}

function peakOf(forEach: Pairs['forEach']): number {
  let peak = 0;
  forEach((_, a, b) => {
    for (const rate of [a, b]) if (Number.isFinite(rate) && Math.abs(rate) > peak) peak = Math.abs(rate);
  });
  return peak;
}
