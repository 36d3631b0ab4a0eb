import { OptionRangeError, OptionTypeError, show } from './errors.js';
import { type Optional, type Read, readOptions } from './option-types.js';
import type { OptionTable } from './options.js';

/** A unit of time in a run: epochs, percent of the run, or steps, which are optimizer updates. */
export type TimeUnit = 'ep' | '%' | 'st';

export const clockTable = {
  /** Examples in an epoch, those of all workers together. */
  examples: { is: 'number', whole: true, atLeast: 1, default: null },
  /** Examples in a batch: in one forward and backward pass of one worker. */
  batchSize: { is: 'number', whole: true, atLeast: 1, default: null },
  /** Whether an epoch's last batch is left out if it is not full. Default false. */
  dropLast: { is: 'flag', default: false },
  /** Workers that each bring a batch of their own to every update. Default 1. */
  workers: { is: 'number', whole: true, atLeast: 1, default: 1 },
  /** Batches of a worker in an epoch, as a data loader's length has it, in place of the four options above. */
  batchesPerEpoch: { is: 'number', whole: true, atLeast: 1, default: null },
  /** Batches of a worker whose gradients are added up for one update. Default 1. */
  gradientAccumulation: { is: 'number', whole: true, atLeast: 1, default: 1 },
  /** Length of the run in epochs, whole or not. */
  epochs: { is: 'number', above: 0, default: null },
  /** Length of the run in steps, in place of `epochs`. */
  totalSteps: { is: 'number', whole: true, atLeast: 1, default: null },
} as const satisfies OptionTable;

export interface TrainingClockOptions extends Optional<typeof clockTable> {}

/** A run's time in steps, epochs and percent. What its options leave open is null. */
export interface TrainingClock {
  /** Updates in an epoch. */
  readonly stepsPerEpoch: number | null;
  /** Length of the run in epochs. */
  readonly epochs: number | null;
  /** Length of the run in steps: the horizon of a schedule that is to last as long. */
  readonly totalSteps: number | null;
  /**
   * The number of steps in `'10ep'` (epochs), `'30%'` (of the run) or `'1200st'` (steps), rounded to the nearest; a number
   * is one of steps already.
   * @throws {TypeError} for anything but a number or a text, and for a unit that the options do not suffice for.
   * @throws {RangeError} for another text or a negative number, and unless steps are whole.
   */
  steps(time: number | string): number;
  /**
   * A step, or a number of steps, in another unit, not rounded.
   * @throws {TypeError} for a unit that the options do not suffice for.
   * @throws {RangeError} unless `step` is a finite number and `unit` one of `'ep'`, `'%'` and `'st'`.
   */
  timeAt(step: number, unit: TimeUnit): number;
}

/**
 * The clock of a run: how many optimizer updates an epoch and the run have, so that a schedule can be given in epochs,
 * percent or steps and lasts as long as the training does.
 *
 * - A batch that is not full is a batch, unless `dropLast`: an epoch has ⌈examples / (batchSize · workers)⌉ batches of
 *   each worker, or with `dropLast` ⌊…⌋.
 * - An epoch ends with an update: it has ⌈batches / gradientAccumulation⌉, as with transformers and Lightning. More
 *   accumulation and more workers make fewer updates, so that a schedule in steps that is not shortened too is cut off.
 * - A run of e epochs has e · stepsPerEpoch updates, rounded to the nearest whole number, at least 1.
 *
 * All options may be left out; a unit that cannot be compared with the others then is an error where it is asked for.
 *
 * ```ts
 * const clock = trainingClock({ examples: 50_000, batchSize: 128, gradientAccumulation: 2, workers: 4, epochs: 90 });
 * clock.stepsPerEpoch; // 49
 * clock.totalSteps; // 4410
 * const schedule = withWarmup(new CosineRamp({ from: 0.1, to: 0, steps: clock.steps('85ep') }), { steps: clock.steps('5ep') });
 * schedule.horizon; // 4410
 * clock.steps('30%'); // 1323
 * clock.timeAt(2205, 'ep'); // 45
 * ```
 *
 * @throws {TypeError} for options that are unknown or of the wrong kind, and for two that say the same thing.
 * @throws {RangeError} for a count that is not whole and at least 1, `epochs` that are not positive, examples that fill
 * no batch with `dropLast`, and a run of more than 2^53 − 1 steps.
 */
export function trainingClock(options: TrainingClockOptions): TrainingClock {
  const given = readOptions('trainingClock', clockTable, options);
  refuseDoubles(given);
  const batches = batchesIn(given);
  const stepsPerEpoch = batches === null ? null : divideUp(batches, given.gradientAccumulation);
  const run = stepsPerEpoch === null || given.epochs === null ? null : Math.round(stepsPerEpoch * given.epochs);
  const totalSteps = given.totalSteps ?? (run === null ? null : Math.max(1, run));
  const epochs = given.epochs ?? (stepsPerEpoch === null || totalSteps === null ? null : totalSteps / stepsPerEpoch);
  if (totalSteps !== null && !Number.isSafeInteger(totalSteps)) {
    throw new OptionRangeError({
      owner,
      option: null,
      requires: 'a run of at most 2^53 − 1 steps',
      received: totalSteps,
    });
  }

  /** Steps that are `parts` of a unit, so that neither a percent nor a step is rounded before its time. */
  const lengthOf = (unit: TimeUnit, asked: string): { steps: number; parts: number } => {
    if (unit === 'st') return { steps: 1, parts: 1 };
    if (unit === 'ep' && stepsPerEpoch !== null) return { steps: stepsPerEpoch, parts: 1 };
    if (unit === '%' && totalSteps !== null) return { steps: totalSteps, parts: 100 };
    throw new OptionTypeError({
      owner: `${owner}: ${asked}`,
      option: null,
      requires: unit === 'ep' ? 'the length of an epoch' : 'the length of the run',
      help: `pass ${unit === 'ep' ? lackingForEpoch(given) : lackingForRun(given, stepsPerEpoch)}`,
    });
  };

  return Object.freeze({
    stepsPerEpoch,
    epochs,
    totalSteps,
    steps(time: number | string): number {
      const { amount, unit } = readTime(time);
      const { steps, parts } = lengthOf(unit, `steps(${show(time)})`);
      const rounded = Math.round((amount * steps) / parts);
      if (!Number.isSafeInteger(rounded)) throw refusedTime(OptionRangeError, 'at most 2^53 − 1 steps', time);
      return rounded;
    },
    timeAt(step: number, unit: TimeUnit): number {
      if (typeof step !== 'number') throw refused(OptionTypeError, 'timeAt(step, unit)', 'a number of steps', step);
      if (!Number.isFinite(step))
        throw refused(OptionRangeError, 'timeAt(step, unit)', 'a finite number of steps', step);
      if (!units.includes(unit))
        throw refused(OptionRangeError, 'timeAt(step, unit)', "'ep', '%' or 'st' as its unit", unit);
      const { steps, parts } = lengthOf(unit, `timeAt(${show(step)}, ${show(unit)})`);
      return (step * parts) / steps;
    },
  });
}

const units: readonly string[] = ['ep', '%', 'st'] satisfies TimeUnit[];
const timePattern = /^\s*(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?\s*(ep|%|st)\s*$/i;

const owner = 'trainingClock';

type Refusal = typeof OptionTypeError | typeof OptionRangeError;
const refused = (type: Refusal, call: string, requires: string, received: unknown) =>
  new type({ owner: `${owner}: ${call}`, option: null, requires, received });
const refusedTime = (type: Refusal, requires: string, received: unknown) =>
  refused(type, 'steps(time)', requires, received);

function readTime(time: unknown): { amount: number; unit: TimeUnit } {
  if (typeof time !== 'number' && typeof time !== 'string') {
    throw refusedTime(OptionTypeError, "a number of steps or a text such as '10ep', '30%' or '1200st'", time);
  }
  const [, digits = '', exponent = '', suffix = ''] = typeof time === 'string' ? (timePattern.exec(time) ?? []) : [];
  if (typeof time === 'string' && suffix === '') {
    throw refusedTime(OptionRangeError, "a text such as '10ep' (epochs), '30%' (of the run) or '1200st' (steps)", time);
  }
  const amount = typeof time === 'number' ? time : Number(digits + exponent);
  const unit = typeof time === 'number' ? 'st' : (suffix.toLowerCase() as TimeUnit);
  if (unit === 'st' && (!Number.isInteger(amount) || amount < 0)) {
    throw refusedTime(OptionRangeError, 'a whole number of steps of at least 0', time);
  }
  return { amount, unit };
}

/** Refuses options that say what others say, since one of them would count for nothing. */
function refuseDoubles({
  examples,
  batchSize,
  dropLast,
  workers,
  batchesPerEpoch,
  epochs,
  totalSteps,
}: Read<typeof clockTable>): void {
  const counts = { examples: examples !== null, batchSize: batchSize !== null, dropLast, workers: workers !== 1 };
  const doubles = Object.entries(counts).flatMap(([name, isGiven]) => (isGiven ? name : []));
  if (batchesPerEpoch !== null && doubles.length > 0) {
    throw new OptionTypeError({
      owner,
      option: 'batchesPerEpoch',
      requires: 'there alone, since it takes the place of {examples}, {batchSize}, {dropLast} and {workers}',
      help: `leave it out, or ${doubles.map((name) => `{${name}}`).join(' and ')}`,
    });
  }
  if (totalSteps !== null && epochs !== null) {
    throw new OptionTypeError({
      owner,
      option: 'totalSteps',
      requires: 'there alone, since it takes the place of {epochs}',
      help: 'leave out one of them',
    });
  }
}

/** The batches that each worker has in an epoch. */
function batchesIn({
  examples,
  batchSize,
  dropLast,
  workers,
  batchesPerEpoch,
}: Read<typeof clockTable>): number | null {
  if (examples === null || batchSize === null) return batchesPerEpoch;
  const batch = batchSize * workers;
  if (!dropLast) return divideUp(examples, batch);
  if (examples < batch) {
    throw new OptionRangeError({
      owner,
      option: 'examples',
      requires: `enough for a batch of each worker (${batchSize} · ${workers}) with {dropLast}`,
      received: examples,
    });
  }
  return (examples - (examples % batch)) / batch;
}

/** ⌈a / b⌉, exact where the quotient would round to a whole number. */
function divideUp(a: number, b: number): number {
  const rest = a % b;
  return (a - rest) / b + Math.min(rest, 1);
}

function lackingForEpoch({ examples, batchSize }: Read<typeof clockTable>): string {
  if (examples === null && batchSize === null) return '{examples} and {batchSize}, or {batchesPerEpoch}';
  return examples === null ? '{examples}' : '{batchSize}';
}

function lackingForRun(given: Read<typeof clockTable>, stepsPerEpoch: number | null): string {
  if (given.epochs !== null) return lackingForEpoch(given);
  return stepsPerEpoch === null
    ? `{totalSteps}, or {epochs} with ${lackingForEpoch(given)}`
    : '{epochs} or {totalSteps}';
}
