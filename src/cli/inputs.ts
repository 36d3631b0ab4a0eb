import { basename } from 'node:path';
import type { CatalogOption } from '../catalog-entry.js';
import { inWords, isFault } from '../errors.js';
import { LackingError } from '../formats/run.js';
import { toSnakeCase } from '../options.js';
import { oneLine } from '../plot/text-width.js';
import { type Input, type RecipeDocument, readInput, scheduleFrom } from '../recipe/index.js';
import { isPlaced, type Path } from '../recipe/path.js';
import type { LearningRateSchedule } from '../schedule.js';
import { type TimeUnit, type TrainingClock, type TrainingClockOptions, trainingClock } from '../training-clock.js';
import { naturalLength } from './length.js';
import { nameOf, readBeside, readBytes } from './read-bytes.js';
import { inFlags, type RunFlags, runFlag, timeFrom, withFlags } from './run-flags.js';
import { type FlaggedSchedule, flagOf, specOfFlags } from './schedule-flags.js';
import { UsageError } from './usage-error.js';

/** Something with schedules in it, and what to call it. */
export interface NamedInput extends Input {
  readonly name: string;
  /** An option of a schedule in it, as it writes them. */
  spell(option: CatalogOption, schedule: string): string;
}

/**
 * Reads files, `-` for standard input, and schedules given by flags.
 * @throws {UsageError} that starts with the file or the flag.
 */
export async function readInputs(
  files: readonly string[],
  flagged: readonly FlaggedSchedule[],
  flags: RunFlags,
): Promise<NamedInput[]> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input (-) can be read only once.');
  }
  const inputs: NamedInput[] = [];
  for (const file of files) inputs.push(await fromFile(file, flags));
  const run = withFlags({}, flags);
  // Beside a file, a schedule is meant for the run of that file.
  const clock = inputs[0]?.clock ?? (await usage(() => trainingClock(run)));
  for (const schedule of flagged) inputs.push(await fromFlags(schedule, clock, run));
  return distinct(inputs);
}

async function fromFile(file: string, flags: RunFlags): Promise<NamedInput> {
  const bytes = await readBytes(file);
  let run: TrainingClockOptions = {};
  const merge = (own: TrainingClockOptions) => {
    run = withFlags(own, flags);
    return run;
  };
  const input = await usage(() =>
    readInput(bytes, {
      file: nameOf(file),
      run: merge,
      ...flags.reading,
      known: { ...flags.reading?.known, ...flags.clock },
      base: (path) => readBeside(file, path),
    }),
  );
  const name = oneLine(file === '-' ? nameOf(file) : basename(file));
  const isChanged = Object.keys(flags.clock).length > 0;
  const isCamel = isCamelCase(input.document);
  return {
    ...input,
    name,
    spell: (option) => (isCamel ? option.name : option.pythonName),
    document: input.document && isChanged ? { ...input.document, ...runPart(run) } : input.document,
  };
}

async function fromFlags(
  flagged: FlaggedSchedule,
  clock: TrainingClock,
  run: TrainingClockOptions,
): Promise<NamedInput> {
  const spec = await usage(() => specOfFlags(flagged));
  const schedule = await usage(() => scheduleFrom(spec, { clock, spell: spellAsFlag, spellRun: runFlag }), flagAt);
  const { name } = flagged.entry;
  return {
    name,
    // What is inside it is written in braces.
    spell: (option, schedule) => (schedule === name ? flagOf(option) : option.pythonName),
    clock,
    schedules: { learning_rate: schedule },
    document: { ...runPart(run), learning_rate: spec },
    form: null,
    optimizer: null,
    iterations: null,
    ignored: [],
  };
}

/** Whether the keys of a recipe are in camelCase, as far as they tell. */
function isCamelCase(document: RecipeDocument | null): boolean {
  // Its own keys were put into one spelling when it was read.
  const keys = JSON.stringify(Object.values(document ?? {})).match(/"\w+"(?=:)/g) ?? [];
  return keys.some((key) => /^"[a-z]+[A-Z]/.test(key)) && !keys.some((key) => key.includes('_'));
}

/** The run as a recipe has it. */
function runPart(run: TrainingClockOptions): Pick<RecipeDocument, 'run'> {
  const entries = Object.entries(run).map(([name, value]) => [toSnakeCase(name), value] as const);
  return entries.length > 0 ? { run: Object.fromEntries(entries) } : {};
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

/** The clock of all inputs, which must agree in how long a unit is. */
export function clockOfAll(inputs: readonly NamedInput[], unit: TimeUnit, flag: string): TrainingClock {
  const [first] = inputs as [NamedInput];
  if (unit === 'st') return first.clock;
  const lengthIn = ({ clock }: NamedInput) => (unit === 'ep' ? clock.stepsPerEpoch : clock.totalSteps);
  if (inputs.some((input) => lengthIn(input) !== lengthIn(first))) {
    throw new UsageError(`${flag}: the inputs' runs differ in what ${unit} is; give it in steps.`);
  }
  inFlags(flag, () => first.clock.timeAt(1, unit));
  return first.clock;
}

export const schedulesOf = ({ schedules }: NamedInput): LearningRateSchedule[] => Object.values(schedules);

/** A schedule of an input, by what it is of. */
export function scheduleOf({ name, schedules }: NamedInput, hyperParameter: string): LearningRateSchedule {
  const schedule = new Map(Object.entries(schedules)).get(hyperParameter);
  if (schedule) return schedule;
  throw new UsageError(`${name} has no ${hyperParameter}: it has ${Object.keys(schedules).join(', ')}.`);
}

/** Names that are the same, or taken already, get a number. */
export function distinct<T extends { readonly name: string }>(items: readonly T[], taken: readonly string[] = []): T[] {
  const names = new Set(taken);
  return items.map((item) => {
    let name = item.name;
    for (let count = 2; names.has(name); count++) name = `${item.name} (${count})`;
    names.add(name);
    return { ...item, name };
  });
}

/** An option of a schedule as a flag; of one inside it as in Python, since it is written in braces. */
function spellAsFlag(option: CatalogOption, path: Path): string {
  if (path.length > 0) return option.pythonName;
  return option.is === 'schedule' ? `${flagOf(option)} '{ type: … }'` : flagOf(option);
}

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
    if (isFault(error) && !isPlaced(error))
      throw new UsageError(inWords(error, { owner: () => 'the run', option: runFlag }));
    const message = error instanceof LackingError ? error.in(runFlag) : error.message;
    throw new UsageError(placeOf && isPlaced(error) ? `${placeOf(error.path)}: ${message}` : message);
  }
}
