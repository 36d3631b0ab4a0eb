/** What is wrong with an option, in parts, so that whoever shows it can put it into the spelling of who reads it. */
export interface Fault {
  /** The class or function that the option is of. */
  readonly owner: string;
  /** The option in camelCase; null where the options as a whole are meant. */
  readonly option: string | null;
  /** What is required. Other options stand in braces: `'at most {tInitial} (100)'`. */
  readonly requires: string;
  /** What came instead; left out where nothing did. */
  readonly received?: unknown;
  /** The way to mend it, other options in braces as well. */
  readonly help?: string;
  /** Of an option that does not exist, those that do. */
  readonly known?: readonly string[];
}

/** How the names in a fault are written; as in code unless told otherwise. */
export interface Spelling {
  owner?(name: string): string;
  option?(name: string): string;
}

/** A {@link Fault} as one sentence. */
export function inWords(fault: Fault, spelling: Spelling = {}): string {
  const { owner, option, requires, help, known } = fault;
  const who = spelling.owner?.(owner) ?? owner;
  const spell = (name: string) => spelling.option?.(name) ?? name;
  const spelled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => spell(name));
  const received = 'received' in fault ? `, received ${show(fault.received)}` : '';
  const mend = help ? `: ${spelled(help)}` : '';
  if (option === null) return `${who} requires ${spelled(requires)}${received}${mend}.`;
  if (!known) return `${who}: ${spell(option)} must be ${spelled(requires)}${received}${mend}.`;
  const names = known.map(spell);
  const meant = nearest(option, known) ?? nearest(option, names);
  const way = meant ? `did you mean ${spell(meant)}?` : `it has ${names.join(', ') || 'none'}.`;
  return `${who} has no option ${show(option)}: ${way}`;
}

/** The parts are there to be asked for, and stay out of what a console prints. */
function keepParts(error: Error, fault: Fault): void {
  for (const part of ['owner', 'option', 'requires', 'received', 'help', 'known'] as const) {
    if (part in fault) Object.defineProperty(error, part, { value: fault[part] });
  }
}

/** An option of the wrong kind: a `TypeError` that has its parts. */
export class OptionTypeError extends TypeError implements Fault {
  declare readonly owner: string;
  declare readonly option: string | null;
  declare readonly requires: string;
  constructor(fault: Fault, spelling?: Spelling) {
    super(inWords(fault, spelling));
    keepParts(this, fault);
  }
}

/** An option of a wrong value: a `RangeError` that has its parts. */
export class OptionRangeError extends RangeError implements Fault {
  declare readonly owner: string;
  declare readonly option: string | null;
  declare readonly requires: string;
  constructor(fault: Fault, spelling?: Spelling) {
    super(inWords(fault, spelling));
    keepParts(this, fault);
  }
}

/** Whether an error is about an option, and so can be put into other words. */
export const isFault = (error: unknown): error is OptionTypeError | OptionRangeError =>
  error instanceof OptionTypeError || error instanceof OptionRangeError;

/** The same error in another spelling. */
export function reworded(error: OptionTypeError | OptionRangeError, spelling: Spelling): TypeError | RangeError {
  return error instanceof OptionTypeError
    ? new OptionTypeError(error, spelling)
    : new OptionRangeError(error, spelling);
}

/** `received` in an error message: short, and never a throw of its own. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (Array.isArray(value)) {
    const items = Array.from(value.slice(0, 8), (item) => (Array.isArray(item) ? '[…]' : show(item)));
    return `[${items.join(', ')}${value.length > 8 ? ', …' : ''}]`;
  }
  if (typeof value === 'function') {
    return typeof value.name === 'string' && value.name !== '' ? `the function ${shorten(value.name)}` : 'a function';
  }
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'bigint') return shorten(`${value}n`);
  return Object.is(value, -0) ? '-0' : shorten(String(value));
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The one of `known` that `name` is probably a misspelling of: most pairs of neighbouring letters are the same. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const text = name.slice(0, 64).toLowerCase().replace(/[_-]/g, '');
  const pairs = [...text].map((_, i) => text.slice(i, i + 2));
  const likeness = (candidate: string) => {
    const letters = candidate.toLowerCase().replace(/[_-]/g, '');
    return pairs.filter((pair) => letters.includes(pair)).length / Math.max(pairs.length, letters.length);
  };
  const best = [...known].sort((a, b) => likeness(b) - likeness(a))[0];
  return best !== undefined && likeness(best) >= 0.5 ? best : undefined;
}
