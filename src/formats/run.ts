import { nearest, show } from '../errors.js';
import { type TrainingClock, type TrainingClockOptions, trainingClock } from '../training-clock.js';
import type { FormFile } from './form.js';

/** What is known of a run, in the words of `trainingClock` and a few more. */
export interface FormRun extends TrainingClockOptions {
  /** Tokens in a batch of all workers together. */
  readonly tokensPerBatch?: number;
  /** Classes in the data set. */
  readonly classes?: number;
  /** The learning rate, where the file leaves it to the caller. */
  readonly learningRate?: number;
  /** Steps of the warmup, or below 1 its part of the run, where the file leaves it to the caller. */
  readonly warmupSteps?: number;
  /** The version of the trainer. Default the newest that is known. */
  readonly version?: string;
  /** Only in what is read: what a step of the schedules is, where that is no optimizer update. */
  readonly clock?: 'batch';
}

type Check = readonly [requires: string, fits: (value: unknown) => boolean];
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const count: Check = ['a whole number of at least 1', (value) => Number.isSafeInteger(value) && Number(value) >= 1];
const positive: Check = ['a positive number', (value) => isNumber(value) && value > 0];
const notNegative: Check = ['a number of at least 0', (value) => isNumber(value) && value >= 0];

const checks: Readonly<Record<keyof FormRun, Check>> = {
  examples: count,
  batchSize: count,
  dropLast: ['true or false', (value) => typeof value === 'boolean'],
  workers: count,
  batchesPerEpoch: count,
  gradientAccumulation: count,
  epochs: positive,
  totalSteps: count,
  tokensPerBatch: count,
  classes: count,
  learningRate: notNegative,
  warmupSteps: notNegative,
  version: ["a text such as '8.3'", (value) => typeof value === 'string' && /\d/.test(value)],
  clock: ["'batch'", (value) => value === 'batch'],
};

/** @throws {TypeError | RangeError} for what is unknown or wrong in the option `run`. */
export function checkRun(run: unknown): FormRun {
  if (typeof run !== 'object' || run === null) {
    throw new TypeError(`readSchedule: run must be an object, received ${show(run)}.`);
  }
  const given = Object.entries(run).filter(([, value]) => value !== undefined && value !== null);
  for (const [name, value] of given) {
    if (!Object.hasOwn(checks, name)) {
      const meant = nearest(name, Object.keys(checks));
      const help = meant ? `did you mean ${meant}?` : `it has ${Object.keys(checks).join(', ')}.`;
      throw new TypeError(`readSchedule: run has no ${show(name)}: ${help}`);
    }
    const [requires, fits] = checks[name as keyof FormRun];
    if (fits(value)) continue;
    const Kind = isNumber(value) ? RangeError : TypeError;
    throw new Kind(`readSchedule: run.${name} must be ${requires}, received ${show(value)}.`);
  }
  return Object.fromEntries(given);
}

/** What a reader needs to know of the run and neither the file nor the caller said; any one of `needs` will do. */
export class LackingError extends TypeError {
  override readonly name = 'TypeError';
  constructor(
    /** The file, and what of it. */
    readonly owner: string,
    /** What has to be known, as in "the updates in an epoch". */
    readonly requires: string,
    readonly needs: readonly (keyof FormRun)[],
  ) {
    super(lackingMessage(owner, requires, needs, (name) => `run: { ${name} }`));
  }

  /** The message in the words of whoever can answer it. */
  in(spell: (name: keyof FormRun) => string): string {
    return lackingMessage(this.owner, this.requires, this.needs, spell);
  }
}

const lackingMessage = (
  owner: string,
  requires: string,
  needs: readonly (keyof FormRun)[],
  spell: (name: keyof FormRun) => string,
) => `${owner}: ${requires} must be known, and the file does not say: pass ${needs.map(spell).join(' or ')}.`;

/** Batches that a worker has in an epoch: as told, or of `batch` examples each. */
export function batchesInEpoch(
  file: FormFile,
  { batchesPerEpoch, examples, workers = 1 }: FormRun,
  batch: number | null,
  dropLast = false,
): number {
  if (batchesPerEpoch != null) return batchesPerEpoch;
  if (examples == null || batch === null) {
    const needs = batch === null ? (['batchesPerEpoch'] as const) : (['examples', 'batchesPerEpoch'] as const);
    throw new LackingError(file.name, 'the batches in an epoch', needs);
  }
  const batches = dropLast ? Math.floor(examples / (batch * workers)) : Math.ceil(examples / (batch * workers));
  if (batches < 1) {
    throw new RangeError(
      `${file.name}: run.examples must fill a batch of ${batch} of each worker, since the last one is dropped, received ${examples}.`,
    );
  }
  return batches;
}

/** Whether the run's version is before `[major, minor]`; the newest is not. */
export function isBefore({ version }: FormRun, [major, minor]: readonly [number, number]): boolean {
  if (version === undefined) return false;
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first < major || (first === major && second < minor);
}

/** The clock of a run that was read; its steps are what the schedules' steps are. */
export function clockOf(run: FormRun): TrainingClock {
  const { examples, batchSize, dropLast, workers, batchesPerEpoch, epochs, totalSteps } = run;
  const gradientAccumulation = run.clock === 'batch' ? 1 : run.gradientAccumulation;
  // What says the same thing twice is known better by the count than by what it was counted from.
  const epoch = batchesPerEpoch != null ? { batchesPerEpoch } : { examples, batchSize, dropLast, workers };
  const length = totalSteps != null ? { totalSteps } : { epochs };
  const known = Object.entries({ ...epoch, ...length, gradientAccumulation }).filter(([, value]) => value != null);
  return trainingClock(Object.fromEntries(known));
}
