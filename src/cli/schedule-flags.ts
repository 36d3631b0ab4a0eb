import { type CatalogEntry, type CatalogOption, offeredOptions } from '../catalog-entry.js';
import { nearest } from '../errors.js';
import { parseYaml } from '../formats/syntax/yaml.js';
import { isList, isNullable } from '../options.js';
import { findSchedule, numberIn } from '../recipe/index.js';
import { UsageError } from './usage-error.js';

/** A schedule given by flags: its name in the catalog, and its options as they were written. */
export interface FlaggedSchedule {
  readonly entry: CatalogEntry;
  /** By the option's name in Python. */
  readonly options: Map<string, { readonly option: CatalogOption; readonly text: string }>;
}

/** An option as a flag: `--initial-learning-rate`, `--t-max`. */
export const flagOf = ({ pythonName }: Pick<CatalogOption, 'pythonName'>) =>
  `--${pythonName.toLowerCase().replaceAll('_', '-')}`;

export interface SplitArguments {
  /** What is no part of a schedule, in its order. */
  readonly rest: readonly string[];
  readonly schedules: readonly FlaggedSchedule[];
}

/**
 * Takes `--schedule NAME` and the options that follow it out of the arguments: what the schedule has an option for, up to
 * the next `--schedule`, is the schedule's. `known` are the command's own flags.
 * @throws {UsageError} for an unknown schedule or flag, and for one without a value.
 */
export function takeSchedules(argv: readonly string[], known: readonly string[]): SplitArguments {
  const rest: string[] = [];
  const schedules: FlaggedSchedule[] = [];
  const left = [...argv];
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    if (argument === '--') {
      rest.push(argument, ...left.splice(0));
      break;
    }
    const [flag = '', inline] = argument.startsWith('--') ? splitOnce(argument) : [''];
    const current = schedules.at(-1);
    // A name begins another schedule; a number, or one in braces, is the option of that name.
    const isInner = current && find(current.entry, flag) && /^\s*[{[\d.+-]/.test(inline ?? left[0] ?? '');
    if (flag === '--schedule' && !isInner) {
      schedules.push({ entry: named(takeValue(flag, inline, left)), options: new Map() });
      continue;
    }
    const own = current && find(current.entry, flag);
    if (own) {
      const { option, isNegated } = own;
      const text = option.is === 'flag' ? flagText(flag, isNegated, inline, left) : takeValue(flag, inline, left);
      if (current.options.has(option.pythonName)) throw new UsageError(`${flag} is there twice: leave one out.`);
      current.options.set(option.pythonName, { option, text });
      continue;
    }
    if (current && flag && !known.includes(flag)) throw new UsageError(unknownFlag(current.entry, flag, known));
    rest.push(argument);
    // A value belongs to the flag before it, even if it looks like a flag.
    if (flag && inline === undefined && left[0]?.match(/^-[\d.]/)) rest.push(left.shift() as string);
  }
  return { rest, schedules };
}

/** The plain tree of a schedule given by flags, as a recipe has it. */
export async function specOfFlags({ entry, options }: FlaggedSchedule): Promise<{ readonly type: string }> {
  const values: [string, unknown][] = [];
  for (const [name, { option, text }] of options) values.push([name, await valueFrom(option, text)]);
  return { type: entry.name, ...Object.fromEntries(values) };
}

/** A number, `true`, `null`, a list with commas or brackets, a schedule in braces; any other text is itself. */
async function valueFrom(option: CatalogOption, text: string): Promise<unknown> {
  const trimmed = text.trim();
  if (trimmed.startsWith('[') || trimmed.startsWith('{')) return parseYaml(trimmed, flagOf(option));
  if (!isList(option)) return scalar(trimmed, isNullable(option));
  return trimmed.split(',').map((item) => scalar(item.trim(), false));
}

function scalar(text: string, mayBeNull: boolean): unknown {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (mayBeNull && /^(null|none)$/i.test(text)) return null;
  return numberIn(text);
}

function named(name: string): CatalogEntry {
  try {
    return findSchedule(name);
  } catch (error) {
    throw new UsageError(`--schedule: ${(error as Error).message}`);
  }
}

/** The option of a flag, which may be spelled as in Python or in TypeScript too. */
function find(
  entry: CatalogEntry,
  spelled: string,
): { readonly option: CatalogOption; readonly isNegated: boolean } | undefined {
  const flag = spelled
    .replace(/[a-z0-9][A-Z]/g, ([before, capital]) => `${before}-${capital}`)
    .toLowerCase()
    .replaceAll('_', '-');
  // What changes no rate is not offered, so that no flag of a command is taken for it.
  const offered = offeredOptions(entry);
  const option = offered.find((candidate) => flagOf(candidate) === flag);
  if (option) return { option, isNegated: false };
  const positive = flag.replace('--no-', '--');
  const negated = offered.find((candidate) => candidate.is === 'flag' && flagOf(candidate) === positive);
  return negated && { option: negated, isNegated: true };
}

/** `--staircase`, `--no-staircase`, `--staircase false`. */
function flagText(flag: string, isNegated: boolean, inline: string | undefined, left: string[]): string {
  if (isNegated && inline !== undefined) throw new UsageError(`${flag} takes no value.`);
  if (isNegated) return 'false';
  if (inline !== undefined) return inline;
  return /^(true|false)$/i.test(left[0] ?? '') ? (left.shift() as string) : 'true';
}

function takeValue(flag: string, inline: string | undefined, left: string[]): string {
  const value = inline ?? (left[0]?.startsWith('--') ? undefined : left.shift());
  if (value === undefined || value === '') throw new UsageError(`${flag} requires a value after it.`);
  return value;
}

const splitOnce = (argument: string): [string, string?] => {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
};

function unknownFlag(entry: CatalogEntry, flag: string, known: readonly string[]): string {
  const own = offeredOptions(entry).map(flagOf);
  const meant = nearest(flag, [...own, ...known]);
  const help = meant ? `did you mean ${meant}?` : `its options are ${own.join(', ')}.`;
  return `${entry.name} has no option ${flag}: ${help}`;
}
