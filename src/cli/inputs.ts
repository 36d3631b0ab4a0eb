import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Input, readInput, scheduleFrom } from '../recipe/index.js';
import { isPlaced, type Path } from '../recipe/path.js';
import type { LearningRateSchedule } from '../schedule.js';
import { type TrainingClock, type TrainingClockOptions, trainingClock } from '../training-clock.js';
import { naturalLength } from './length.js';
import { type FlaggedSchedule, flagOf, specOfFlags } from './schedule-flags.js';
import { UsageError } from './usage-error.js';

/** Something with schedules in it, and what to call it. */
export interface NamedInput extends Input {
  readonly name: string;
}

/** What the flags say of the run. */
export interface RunFlags {
  readonly clock: TrainingClockOptions;
  /** `--steps`: how many steps to look at. */
  readonly steps?: string | undefined;
}

/** No model file is larger, and what is larger is not read into memory. */
const LARGEST_FILE = 2 ** 31 - 1;

/**
 * Reads files, `-` for standard input, and schedules given by flags.
 * @throws {UsageError} that starts with the file or the flag.
 */
export async function readInputs(
  files: readonly string[],
  flagged: readonly FlaggedSchedule[],
  run: RunFlags,
): Promise<NamedInput[]> {
  if (files.filter((file) => file === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  const inputs: NamedInput[] = [];
  for (const file of files) inputs.push(await readOne(file, run));
  // Beside a file, a schedule is meant for the run of that file.
  const clock = inputs[0]?.clock ?? (await usage(() => trainingClock(runOf({}, run))));
  for (const schedule of flagged) inputs.push(await fromFlags(schedule, clock));
  return distinct(inputs);
}

async function readOne(file: string, run: RunFlags): Promise<NamedInput> {
  const name = file === '-' ? 'standard input' : basename(file);
  const shown = file === '-' ? 'standard input' : file;
  const bytes = file === '-' ? await readStandardInput() : await readBytes(file);
  return { name, ...(await usage(() => readInput(bytes, { file: shown, run: (own) => runOf(own, run) }))) };
}

async function fromFlags(flagged: FlaggedSchedule, clock: TrainingClock): Promise<NamedInput> {
  const { name } = flagged.entry;
  const spec = await usage(() => specOfFlags(flagged));
  const schedule = await usage(() => scheduleFrom(spec, { clock, spell: flagOf }), flagAt);
  const document = { learning_rate: spec };
  return {
    name,
    clock,
    schedules: { learning_rate: schedule },
    document,
    optimizer: null,
    iterations: null,
    ignored: [],
  };
}

/** The run of an input, over which the flags go; a bare `--steps` is its length if it has none. */
function runOf(own: TrainingClockOptions, { clock, steps }: RunFlags): TrainingClockOptions {
  const merged: { -readonly [K in keyof TrainingClockOptions]: TrainingClockOptions[K] } = { ...own, ...clock };
  // A flag for the length takes the place of the input's own length, in whichever unit that is.
  if (clock.epochs !== undefined && clock.totalSteps === undefined) merged.totalSteps = null;
  if (clock.totalSteps !== undefined && clock.epochs === undefined) merged.epochs = null;
  const hasLength = merged.epochs != null || merged.totalSteps != null;
  return hasLength || !steps || !/^\d+$/.test(steps) || Number(steps) < 1
    ? merged
    : { ...merged, totalSteps: Number(steps) };
}

/** How many steps to look at: of all inputs the most. */
export function lengthOf(inputs: readonly NamedInput[], { steps }: RunFlags): number {
  return Math.max(
    ...inputs.map((input) => runLength(input, steps) ?? Math.max(...schedulesOf(input).map(naturalLength))),
  );
}

/** The length of an input's run, as the flags or it say; null where neither does. */
export function runLength({ clock }: NamedInput, steps: string | undefined): number | null {
  if (steps === undefined) return clock.totalSteps;
  const length = timeFrom('--steps', steps, clock);
  if (length < 1) throw new UsageError(`--steps must be at least 1 step, received ${steps}.`);
  return length;
}

/** A number of steps, from a flag's `'1200'`, `'10ep'` or `'30%'`. */
export function timeFrom(flag: string, text: string, clock: TrainingClock): number {
  try {
    return clock.steps(/^\s*\d+(\.\d+)?(e\d+)?\s*$/i.test(text) ? Number(text) : text);
  } catch (error) {
    throw new UsageError(`${flag}: ${(error as Error).message}`);
  }
}

export const schedulesOf = ({ schedules }: NamedInput): LearningRateSchedule[] => Object.values(schedules);

/** A schedule of an input, by what it is of. */
export function scheduleOf({ name, schedules }: NamedInput, hyperParameter: string): LearningRateSchedule {
  const schedule = new Map(Object.entries(schedules)).get(hyperParameter);
  if (schedule) return schedule;
  throw new UsageError(`${name} has no ${hyperParameter}: it has ${Object.keys(schedules).join(', ')}.`);
}

/** Names that are the same get a number. */
function distinct(inputs: readonly NamedInput[]): NamedInput[] {
  return inputs.map((input, i) => {
    const before = inputs.slice(0, i).filter(({ name }) => name === input.name).length;
    return before === 0 ? input : { ...input, name: `${input.name} (${before + 1})` };
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_FILE) throw new UsageError(`${file}: a file of ${size} bytes is too large to be read.`);
    return await readFile(file);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${file}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'it is a directory; a file is required.',
  EACCES: 'it may not be read.',
};

const reasonOf = ({ code = '', message }: NodeJS.ErrnoException) => REASONS[code] ?? message;

const flagAt = ([option, ...inside]: Path) =>
  option === undefined || option === 'type'
    ? '--schedule'
    : [flagOf({ pythonName: String(option) }), ...inside].join('.');

/** What fails here is the input's fault, at a place that is named where it has one. */
async function usage<T>(read: () => T | Promise<T>, placeOf?: (path: Path) => string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError(placeOf && isPlaced(error) ? `${placeOf(error.path)}: ${error.message}` : error.message);
  }
}
