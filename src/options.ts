import { type Fault, OptionRangeError, OptionTypeError } from './errors.js';

/** What a number is an amount of: a learning rate, optimizer updates, a part of something, or none of these. */
export type Quantity = 'rate' | 'steps' | 'fraction' | 'number';

/** The numbers that are allowed, all of them finite. */
export interface Bounds {
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
  readonly not?: number;
  readonly whole?: true;
}

interface Common {
  /** What it is if it is left out; without one it is required. */
  readonly default?: unknown;
  /** Whether null is allowed though it is not the default. */
  readonly nullable?: true;
  /** Why it is so, for who got it wrong. */
  readonly because?: string;
  /** Whether it is there only because the framework has it, and changes no rate. */
  readonly unused?: true;
  /** The property that keeps it, where that has another name. */
  readonly property?: string;
}

/** In which order a list must be; it has one item or more unless it may be empty. */
interface Listed {
  readonly list: 'any' | 'rising' | 'not-falling';
  readonly mayBeEmpty?: true;
}

export interface NumberOption extends Common, Bounds, Partial<Listed> {
  readonly is: Quantity;
}
/** The name that Keras gives a schedule, which changes no rate; null for none. */
export interface NameOption extends Common {
  readonly is: 'name';
}
export interface FlagOption extends Common {
  readonly is: 'flag';
}
export interface TextOption extends Common {
  readonly is: 'text';
}
/** One of some texts. */
export interface ChoiceOption extends Common, Partial<Listed> {
  readonly is: 'choice';
  readonly of: readonly string[];
}
/** A schedule, or a number for a constant rate. */
export interface ScheduleOption extends Common, Partial<Listed> {
  readonly is: 'schedule';
  /** What is kept of each, if not the schedule or number itself. */
  readonly keep?: (value: never) => unknown;
}
/** A list of options, each by a table of its own. */
export interface GroupsOption extends Common {
  readonly is: 'groups';
  readonly of: OptionTable;
}
/** Numbers by the steps at which they count. */
export interface ByStepOption extends Common {
  readonly is: 'by-step';
}
/** What a framework takes and no schedule can have: null only. */
export interface NothingOption extends Common {
  readonly is: 'nothing';
}
/** What only its owner can check. */
export interface OtherOption extends Common {
  readonly is: 'other';
  readonly requires: string;
  readonly check: (value: unknown) => boolean;
}

/** What an option is, as plain data: all that checks it, describes it, offers it or makes it up follows from this. */
export type Option =
  | NumberOption
  | NameOption
  | FlagOption
  | TextOption
  | ChoiceOption
  | ScheduleOption
  | GroupsOption
  | ByStepOption
  | NothingOption
  | OtherOption;

/** The options of a class or function by their names in camelCase. */
export type OptionTable = Readonly<Record<string, Option>>;

/** Whether it has to be given. */
export const isRequired = (option: Option) => !('default' in option);
/** Whether null is taken. */
export const isNullable = (option: Option) =>
  option.nullable === true || option.default === null || option.is === 'name';
/** Whether it is there only because the framework has it, and changes no rate. */
export const isUnused = (option: Option) => option.unused === true || option.is === 'name';
/** The property that keeps an option; `name` is what a function has already. */
export const propertyOf = (name: string, option: Option) =>
  option.property ?? (option.is === 'name' ? 'savedName' : name);
/** Whether it is a list of what its kind says. */
export const isList = (option: Option): boolean => 'list' in option && option.list !== undefined;

/**
 * Checks `options` against a table.
 * @returns the options by name, with defaults filled in and lists copied.
 * @throws {OptionTypeError} for options that are no object, an unknown or missing one, or one of the wrong kind.
 * @throws {OptionRangeError} for a value out of range.
 */
export function checkOptions(owner: string, table: OptionTable, options: unknown): Record<string, unknown> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new OptionTypeError({ owner, option: null, requires: 'an object of options', received: options });
  }
  for (const option of Object.keys(options)) {
    if (!Object.hasOwn(table, option)) {
      throw new OptionTypeError({ owner, option, requires: 'an option that there is', known: Object.keys(table) });
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const given = (options as Record<string, unknown>)[name];
    values[name] = checkOption(owner, name, option, given === undefined ? option.default : given);
  }
  return values;
}

/**
 * Checks one option.
 * @returns what is kept of it.
 * @throws {OptionTypeError | OptionRangeError} as {@link checkOptions}.
 */
export function checkOption(owner: string, name: string, option: Option, given: unknown): unknown {
  // A list is checked and kept as a copy, which has no holes and which nobody else can change.
  const value = Array.isArray(given) ? [...given] : given;
  if (value === null && isNullable(option)) return null;
  const fault = (): Fault => ({ owner, option: name, requires: requirement(option), received: value });
  if (!isOfKind(option, value)) throw new OptionTypeError(fault());
  if (!isInRange(option, value)) throw new OptionRangeError(fault());
  const keep = option.is === 'schedule' && (option.keep as ((value: unknown) => unknown) | undefined);
  if (Array.isArray(value)) return Object.freeze(keep ? value.map(keep) : value);
  return keep ? keep(value) : value;
}

/** What an option must be, for a sentence: `'a positive number or null'`. */
export function requirement(option: Option): string {
  const because = option.because ? ` (${option.because})` : '';
  return `${wordsFor(option)}${isNullable(option) && option.is !== 'nothing' ? ' or null' : ''}${because}`;
}

function isOfKind(option: Option, value: unknown): boolean {
  if (isList(option)) return Array.isArray(value) && value.every((item) => isItem(option, item));
  return isItem(option, value);
}

function isItem(option: Option, value: unknown): boolean {
  switch (option.is) {
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
    case 'name':
      return typeof value === 'string';
    case 'choice':
      return option.of.includes(value as string);
    case 'schedule':
      return typeof value === 'number' || isSchedule(value);
    case 'groups':
      return Array.isArray(value);
    case 'by-step':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'nothing':
      return typeof value !== 'function';
    case 'other':
      return option.check(value);
    default:
      return typeof value === 'number';
  }
}

function isInRange(option: Option, value: unknown): boolean {
  if (option.is === 'nothing') return value === null;
  if (option.is === 'other') return true;
  if (!Array.isArray(value)) return isWithin(option, value);
  const { list, mayBeEmpty } = option as Partial<Listed>;
  const follows = (x: number, before: number) => x > before || (list === 'not-falling' && x === before);
  const isInOrder = list !== 'rising' && list !== 'not-falling' ? () => true : follows;
  return (
    (value.length > 0 || mayBeEmpty === true) &&
    value.every((item, i) => isWithin(option, item) && (i === 0 || isInOrder(item, value[i - 1])))
  );
}

function isWithin(option: Option, value: unknown): boolean {
  if (typeof value !== 'number') return true;
  const { above, atLeast, below, atMost, not, whole } = option as Bounds;
  return (
    Number.isFinite(value) &&
    !(above !== undefined && value <= above) &&
    !(atLeast !== undefined && value < atLeast) &&
    !(below !== undefined && value >= below) &&
    !(atMost !== undefined && value > atMost) &&
    value !== not &&
    !(whole && !Number.isInteger(value))
  );
}

/** Whether it is a schedule, of another copy of this package too. */
const isSchedule = (value: unknown): boolean =>
  typeof value === 'function' && typeof (value as { evaluate?: unknown }).evaluate === 'function';

function wordsFor(option: Option): string {
  const isOneOfMany = isList(option);
  switch (option.is) {
    case 'flag':
      return 'true or false';
    case 'text':
    case 'name':
      return 'a text';
    case 'choice':
      return `${isOneOfMany ? 'a list of ' : ''}${option.of.map((text) => `'${text}'`).join(isOneOfMany ? ' and ' : ' or ')}`;
    case 'schedule':
      return isOneOfMany ? 'a list of one or more schedules or finite numbers' : 'a schedule or a finite number';
    case 'groups':
      return 'a list of one or more objects of options';
    case 'by-step':
      return 'an object of steps and numbers such as { 100: 0.1 }';
    case 'nothing':
      return 'null';
    case 'other':
      return option.requires;
    default:
      return isOneOfMany ? numbersInWords(option) : numberInWords(option);
  }
}

function numberInWords(option: NumberOption): string {
  return option.atLeast !== undefined && option.atLeast === option.atMost
    ? String(option.atLeast)
    : `a ${boundsInWords(option, '')}`;
}

function numbersInWords(option: NumberOption): string {
  const order =
    option.list === 'rising'
      ? ', each greater than the one before'
      : option.list === 'not-falling'
        ? ', none less than the one before'
        : '';
  return `a list of ${option.mayBeEmpty ? '' : 'one or more '}${boundsInWords(option, 's')}${order}`;
}

function boundsInWords({ above, atLeast, below, atMost, not, whole }: Bounds, plural: string): string {
  const noun = `${whole ? 'whole ' : ''}number${plural}`;
  const other = not === undefined ? '' : ` other than ${not}`;
  if (atLeast !== undefined && atMost !== undefined) return `${noun} from ${atLeast} to ${atMost}${other}`;
  if (above === 0 && below === undefined && atMost === undefined) return `positive ${noun}${other}`;
  const bounds = [
    above === undefined ? [] : `greater than ${above}`,
    atLeast === undefined ? [] : `of at least ${atLeast}`,
    below === undefined ? [] : `less than ${below}`,
    atMost === undefined ? [] : `at most ${atMost}`,
  ].flat();
  return `${whole || bounds.length > 0 ? '' : 'finite '}${[noun, bounds.join(' and ')].filter(Boolean).join(' ')}${other}`;
}

export const toCamelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
export const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
