import { OptionRangeError, show } from '../errors.js';
import { lookAround, shareFor, spread, uneven } from '../observe/look-around.js';
import { requireSchedule } from '../observe/require-schedule.js';
import { partsOf } from '../observe/run.js';
import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';

/** Points to join by lines, in rising order of steps. A rate that is not finite is NaN: a gap. */
export interface Curve {
  readonly steps: Float64Array;
  readonly rates: Float64Array;
}

const table = {
  /** First step. Default 0. */
  start: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Number of steps. */
  steps: { is: 'steps', whole: true, atLeast: 1 },
  /** Columns of pixels that all steps together are drawn on. */
  columns: { is: 'number', whole: true, atLeast: 1 },
  /** Steps up to which all are read; of more, about so many, and those where the formula turns. Default 2^17. */
  evaluations: {
    is: 'other',
    default: 2 ** 17,
    requires: 'a whole number of at least 1, or Infinity',
    check: (value: unknown): value is number => typeof value === 'number',
  },
} as const satisfies OptionTable;

export interface SampleOptions extends Needed<typeof table>, Optional<typeof table> {}

/** Steps that are read at once, so that a run of any length takes as much memory. */
const CHUNK = 2 ** 12;
/** The looks for turns, each about as long as 16 evaluations: so many at first, and so many more to come closer. */
const LOOKS = 2 ** 9;
const SEARCHES = 2 ** 12;

/**
 * The points that look, on so many columns of pixels, like the whole curve: of each column the first, the lowest, the
 * highest and the last one. So thousands of cycles show as their envelope, and nothing is left out that could be seen.
 *
 * A curve of at most `evaluations` steps is exact. Of a longer one that many are read, at uneven distances, so that no
 * cycle keeps pace with them, and both sides of the turns of the formula, so that stairs, restarts and jumps between
 * pieces stand at their very step, as far as that many looks find them.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
 * sampleCurve(schedule, { steps: 1000, columns: 4 }).steps; // [0, 249, 250, 499, 500, 749, 750, 999]
 * ```
 *
 * @throws {TypeError} if `schedule` is no schedule, and for an option that is missing, unknown or no number.
 * @throws {RangeError} unless `steps` and `columns` are whole numbers ≥ 1, `evaluations` is one or Infinity, and `start` is
 * one ≥ 0, with steps up to 2^53 − 1.
 */
export function sampleCurve(schedule: LearningRateSchedule, options: SampleOptions): Curve {
  requireSchedule('sampleCurve', schedule);
  const read = readOptions('sampleCurve', table, options);
  const { start, steps, columns, evaluations } = read;
  if (evaluations !== Number.POSITIVE_INFINITY && !(Number.isInteger(evaluations) && evaluations >= 1)) {
    const { requires } = table.evaluations;
    throw new OptionRangeError({ owner: 'sampleCurve', option: 'evaluations', requires, received: evaluations });
  }
  if (!Number.isSafeInteger(start + steps)) {
    throw new RangeError(`sampleCurve: start + steps must be at most 2^53 − 1, received ${show(start + steps)}.`);
  }
  const envelope = new Envelope(start, steps, columns);
  if (steps <= evaluations) readAll(schedule, start, steps, envelope);
  else readSome(schedule, start, steps, evaluations, envelope);
  return envelope.finish();
}

function readAll(schedule: LearningRateSchedule, start: number, steps: number, envelope: Envelope): void {
  const rates = new Float64Array(Math.min(steps, CHUNK));
  for (let done = 0; done < steps; done += CHUNK) {
    const chunk = rates.subarray(0, Math.min(CHUNK, steps - done));
    schedule.fill(chunk, start + done);
    for (let i = 0; i < chunk.length; i++) envelope.add(start + done + i, chunk[i] as number);
  }
}

function readSome(
  schedule: LearningRateSchedule,
  start: number,
  steps: number,
  evaluations: number,
  envelope: Envelope,
): void {
  const share = shareFor(partsOf(schedule));
  const looks = spread(Math.ceil(Math.min(LOOKS, evaluations / 64) * share) + 1, steps).map((step) => start + step);
  const sights = lookAround(schedule, looks, Math.ceil(Math.min(SEARCHES, evaluations / 16) * share));
  let seen = 0;
  const addSightsUpTo = (step: number) => {
    for (let sight = sights[seen]; sight && sight.step <= step; sight = sights[++seen])
      envelope.add(sight.step, sight.rate);
  };
  for (let i = 0; i < evaluations; i++) {
    const step = start + uneven(i, evaluations, steps);
    addSightsUpTo(step);
    envelope.add(step, schedule.at(step));
  }
  addSightsUpTo(start + steps);
}

/** Takes a curve point by point, in rising order of steps, and keeps of each column what can be seen. */
class Envelope {
  private readonly steps: Float64Array;
  private readonly rates: Float64Array;
  private length = 0;
  /** Where the column ends, which begins with the next step to come. */
  private end = Number.NEGATIVE_INFINITY;
  private firstStep = 0;
  private firstRate = 0;
  /** Whether the rate has not changed since the first step. */
  private isLevel = true;
  private lowestStep = 0;
  private lowest = 0;
  private highestStep = 0;
  private highest = 0;
  private lastStep = -1;
  private lastRate = 0;

  constructor(
    private readonly start: number,
    private readonly count: number,
    private readonly columns: number,
  ) {
    this.steps = new Float64Array(4 * Math.min(columns, count));
    this.rates = new Float64Array(this.steps.length);
  }

  /** Adds a point, unless its step was added already. */
  add(step: number, anyRate: number): void {
    if (step <= this.lastStep) return;
    const rate = anyRate - anyRate === 0 ? anyRate : Number.NaN;
    if (step >= this.end) this.begin(step, rate);
    // Of a stair the last step counts, so that the next one follows it straight.
    this.isLevel &&= rate === this.firstRate;
    if (this.isLevel) {
      this.lowestStep = step;
      this.highestStep = step;
    }
    // Any rate counts rather than NaN.
    if (rate < this.lowest || Number.isNaN(this.lowest)) {
      this.lowest = rate;
      this.lowestStep = step;
    }
    if (rate > this.highest || Number.isNaN(this.highest)) {
      this.highest = rate;
      this.highestStep = step;
    }
    this.lastStep = step;
    this.lastRate = rate;
  }

  finish(): Curve {
    this.close();
    return { steps: this.steps.slice(0, this.length), rates: this.rates.slice(0, this.length) };
  }

  private begin(step: number, rate: number): void {
    if (this.lastStep >= 0) this.close();
    const column = Math.floor(((step - this.start) * this.columns) / this.count);
    this.end = Math.max(step + 1, this.start + Math.ceil(((column + 1) * this.count) / this.columns));
    this.firstStep = step;
    this.firstRate = rate;
    this.isLevel = true;
    this.lowestStep = step;
    this.lowest = rate;
    this.highestStep = step;
    this.highest = rate;
  }

  private close(): void {
    const isFalling = this.highestStep < this.lowestStep;
    this.put(this.firstStep, this.firstRate);
    if (isFalling) this.put(this.highestStep, this.highest);
    this.put(this.lowestStep, this.lowest);
    if (!isFalling) this.put(this.highestStep, this.highest);
    this.put(this.lastStep, this.lastRate);
  }

  private put(step: number, rate: number): void {
    if (this.length > 0 && step === this.steps[this.length - 1]) return;
    this.steps[this.length] = step;
    this.rates[this.length] = rate;
    this.length++;
  }
}
