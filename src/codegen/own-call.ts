import { type CatalogOption, type Dialect, optionsOf } from '../catalog-entry.js';
import { isUnused, type Option } from '../options.js';
import { originOf } from '../origin.js';
import { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { type Argument, pythonDictionary, pythonList } from './python-call.js';
import { pythonNumber } from './python-language.js';

/** The call of a framework that a schedule was made with. */
export interface OwnCall {
  /** The framework's name of the function or class. */
  readonly name: string;
  /** What it was called with, under this package's names. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The same under the framework's names, without what is its default there. */
  readonly args: Readonly<Record<string, Argument>>;
}

/** Writes a schedule among the arguments; undefined for one that the framework has not. */
type Nested = (schedule: LearningRateSchedule) => string | undefined;

/**
 * The call of the framework's own function that the schedule stands for; undefined for a schedule that was not made by
 * one of the dialect's functions, and with a schedule among its arguments that `nested` cannot write.
 */
export function ownCall(schedule: LearningRateSchedule, dialect: Dialect, nested: Nested): OwnCall | undefined {
  const origin = originOf(schedule);
  if (origin?.framework !== dialect.name) return undefined;
  const { name, options: given } = origin;
  const entry = dialect.entries.find((candidate) => candidate.name === `${dialect.name}.${name}`);
  if (!entry) return undefined;
  const args = argumentsOf(entry.options, given, nested);
  return args && { name, given, args };
}

function argumentsOf(
  options: readonly CatalogOption[],
  given: Readonly<Record<string, unknown>>,
  nested: Nested,
): Record<string, Argument> | undefined {
  const args: Record<string, Argument> = {};
  for (const option of options) {
    const value = given[option.name];
    if (value === undefined || value === null || value === option.default || isUnused(option)) continue;
    const argument = argumentOf(option, value, nested);
    if (argument === undefined) return undefined;
    args[option.pythonName] = argument;
  }
  return args;
}

/** A value that its option has allowed. */
function argumentOf(option: Option, value: unknown, nested: Nested): Argument {
  switch (option.is) {
    case 'flag':
      return value as boolean;
    case 'choice':
      return Array.isArray(value) ? pythonList(value.map(quoted)) : quoted(value);
    case 'schedule': {
      const written = (item: unknown) => nested(item instanceof LearningRateSchedule ? item : constant(item));
      if (!Array.isArray(value)) return written(value);
      const all = value.map(written);
      return all.includes(undefined) ? undefined : pythonList(all as string[]);
    }
    case 'by-step': {
      const steps = Object.entries(value as Record<string, number>).map(
        ([step, scale]) => [Number(step), scale] as const,
      );
      const inOrder = steps.sort(([a], [b]) => a - b);
      return pythonDictionary(inOrder.map(([step, scale]) => [pythonNumber(step, false), scale]));
    }
    case 'groups': {
      const own = optionsOf(option.of);
      const groups = (value as Record<string, unknown>[]).map((group) => argumentsOf(own, group, nested));
      if (groups.includes(undefined)) return undefined;
      return pythonList(groups.map((args) => keywordDictionary(args as Record<string, Argument>)));
    }
    case 'steps':
    case 'rate':
    case 'fraction':
    case 'number': {
      const isWhole = option.is === 'steps' || option.whole === true;
      if (isWhole) return { steps: value as number | readonly number[] };
      return Array.isArray(value) ? pythonList(value.map((item) => pythonNumber(item, true))) : (value as number);
    }
    default:
      return undefined;
  }
}

/** Arguments as a dictionary, for frameworks that hand them on. */
export const keywordDictionary = (args: Readonly<Record<string, Argument>>): string =>
  pythonDictionary(Object.entries(args).map(([name, value]) => [quoted(name), value]));

const quoted = (text: unknown) => JSON.stringify(text);
const constant = (value: unknown) => new Constant({ value: value as number });
