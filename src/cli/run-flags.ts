import type { FormRun } from '../formats/run.js';
import { readOptions, toSnakeCase } from '../options.js';
import { clockTable, type TrainingClock, type TrainingClockOptions } from '../training-clock.js';
import { flagOf } from './schedule-flags.js';
import { UsageError } from './usage-error.js';

/** What the flags say of the run. */
export interface RunFlags {
  readonly clock: TrainingClockOptions;
  /** `--steps`: how many steps to look at. */
  readonly steps?: string | undefined;
  /** What they say to the reader of a trainer's file. */
  readonly reading?: ReadingFlags;
}

export interface ReadingFlags {
  readonly known: FormRun;
  readonly form?: string;
  readonly experiment?: string;
}

/** The flags of the run that a trainer's file may leave open, and of the file itself. */
export function readingFlags(flags: Readonly<Record<string, unknown>>): ReadingFlags {
  const { learningRate, warmupSteps, tokensPerBatch, classes, trainerVersion: version, form, experiment } = flags;
  const given = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    known: given({ learningRate, warmupSteps, tokensPerBatch, classes, version }),
    ...given({ form, experiment }),
  };
}

type Options = { -readonly [K in keyof TrainingClockOptions]: TrainingClockOptions[K] };

/** Flags that say the same thing in two ways: one of them takes the place of the others. */
const EITHER: readonly (readonly (readonly (keyof TrainingClockOptions)[])[])[] = [
  [['epochs'], ['totalSteps']],
  [['batchesPerEpoch'], ['examples', 'batchSize', 'workers', 'dropLast']],
];

/** The flags of the clock among a command's flags. @throws {UsageError} for a value out of range. */
export function clockFlags(flags: Readonly<Record<string, unknown>>): TrainingClockOptions {
  const given = Object.entries(clockTable).filter(([name]) => flags[name] !== undefined);
  for (const [name, [rule]] of given) {
    const flag = flagOf({ pythonName: toSnakeCase(name) });
    try {
      readOptions('the run', { [flag]: [rule] }, { [flag]: flags[name] });
    } catch (error) {
      throw new UsageError((error as Error).message.replace('the run: ', ''));
    }
  }
  return Object.fromEntries(given.map(([name]) => [name, flags[name]]));
}

/** The run of an input with the flags over it; `--steps` is its length if it has none. */
export function withFlags(own: TrainingClockOptions, { clock, steps }: RunFlags): TrainingClockOptions {
  const merged: Options = { ...own };
  for (const sides of EITHER) {
    for (const [i, side] of sides.entries()) {
      const isGiven = side.some((name) => clock[name] !== undefined);
      if (isGiven) for (const other of sides[1 - i] ?? []) delete merged[other];
    }
  }
  Object.assign(merged, clock);
  const [, amount, unit = 'st'] = steps?.match(/^\s*([\d.]+(?:e\+?\d+)?)\s*(ep|st)?\s*$/i) ?? [];
  if (merged.epochs != null || merged.totalSteps != null || !(Number(amount) > 0)) return merged;
  if (unit.toLowerCase() === 'ep') return { ...merged, epochs: Number(amount) };
  return Number.isSafeInteger(Number(amount)) ? { ...merged, totalSteps: Number(amount) } : merged;
}

/** A number of steps, from a flag's `'1200'`, `'10ep'` or `'30%'`. */
export function timeFrom(flag: string, text: string, clock: TrainingClock): number {
  if (!/^\s*(\d+\.?\d*|\.\d+)(e\+?\d+)?\s*(ep|%|st)?\s*$/i.test(text)) {
    throw new UsageError(
      `${flag} must be a number of steps, or a time such as 10ep, 30% or 1200st, received ${JSON.stringify(text)}.`,
    );
  }
  try {
    return clock.steps(/[\d.]\s*$/.test(text) ? Number(text) : text);
  } catch (error) {
    throw new UsageError(`${flag}: ${(error as Error).message.replace('trainingClock: ', '')}`);
  }
}
