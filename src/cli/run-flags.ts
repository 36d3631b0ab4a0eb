import { inWords, isFault } from '../errors.js';
import type { FormRun } from '../formats/run.js';
import { checkOption, toSnakeCase } from '../options.js';
import { numberIn, timeIn } from '../recipe/number.js';
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
  readonly warmUp?: 'transformers' | 'model-garden';
}

/** The flags of the run that a trainer's file may leave open, and of the file itself. */
export function readingFlags(flags: Readonly<Record<string, unknown>>): ReadingFlags {
  const {
    learningRate,
    warmupSteps,
    tokensPerBatch,
    classes,
    trainerVersion: version,
    form,
    experiment,
    warmUp,
  } = flags;
  const given = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    known: given({ learningRate, warmupSteps, tokensPerBatch, classes, version }),
    ...given({ form, experiment, warmUp }),
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
  const checked = given.map(([name, option]) => {
    return [name, inFlags('the run', () => checkOption('the run', name, option, flags[name]))] as const;
  });
  return Object.fromEntries(checked);
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
  const [, written, unit = 'st'] = steps?.match(/^(.*?)\s*(ep|st)?\s*$/i) ?? [];
  const amount = numberIn(written);
  if (merged.epochs != null || merged.totalSteps != null || !(typeof amount === 'number' && amount > 0)) return merged;
  if (unit.toLowerCase() === 'ep') return { ...merged, epochs: amount };
  return Number.isSafeInteger(amount) ? { ...merged, totalSteps: amount } : merged;
}

/** A number of steps, from a flag's `'1200'`, `'10ep'` or `'30%'`. */
export function timeFrom(flag: string, text: string, clock: TrainingClock): number {
  const time = timeIn(text);
  if (typeof time !== 'number' && !/^\d.*(ep|%|st)$/i.test(time as string)) {
    throw new UsageError(
      `${flag} must be a number of steps, or a time such as 10ep, 30% or 1200st, received ${JSON.stringify(text)}.`,
    );
  }
  return inFlags(typeof time === 'string' ? `${flag} ${text}` : flag, () => clock.steps(time as number | string));
}

/** An option of the run as a flag. */
export const runFlag = (name: string) => flagOf({ pythonName: toSnakeCase(name) });

/** Runs `read`, and says what is wrong with the run in flags. @throws {UsageError} for a fault; what else is thrown, as it is. */
export function inFlags<T>(owner: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new UsageError(inWords(error, { owner: () => owner, option: runFlag }));
  }
}
