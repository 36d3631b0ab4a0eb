/** What an option's value must be: `kind` is about the type, `range` about the value. */
export interface Rule {
  readonly requires: string;
  /** Where only some texts are allowed, which. */
  readonly texts?: readonly string[];
  kind(value: unknown): boolean;
  range?(value: never): boolean;
  /** What is kept of a value that fits, if not the value itself. */
  keep?(value: never): unknown;
}

/**
 * The options of a class: for each its rule, its default where it may be left out, and the property that keeps it where
 * that is not of the same name.
 */
export type OptionTable = Readonly<Record<string, readonly [rule: Rule, fallback?: unknown, property?: string]>>;

const isNumber = (value: unknown) => typeof value === 'number';
const isNumbers = (value: unknown) => Array.isArray(value) && value.every(isNumber);

export const finite: Rule = {
  requires: 'a finite number',
  kind: isNumber,
  range: (value: number) => Number.isFinite(value),
};
export const positive: Rule = {
  requires: 'a positive number',
  kind: isNumber,
  range: (value: number) => value > 0 && Number.isFinite(value),
};
export const positiveButOne: Rule = {
  requires: 'a positive number other than 1',
  kind: isNumber,
  range: (value: number) => value > 0 && value !== 1 && Number.isFinite(value),
};
export const notNegative: Rule = {
  requires: 'a number of at least 0',
  kind: isNumber,
  range: (value: number) => value >= 0 && Number.isFinite(value),
};
export const finiteOrNull: Rule = {
  requires: 'a finite number or null',
  kind: (value) => value === null || isNumber(value),
  range: (value: number | null) => value === null || Number.isFinite(value),
};
export const flag: Rule = { requires: 'true or false', kind: (value) => typeof value === 'boolean' };
export const textOrNull: Rule = {
  requires: 'a text or null',
  kind: (value) => value === null || typeof value === 'string',
};
export const numbers: Rule = {
  requires: 'a list of one or more finite numbers',
  kind: isNumbers,
  range: (value: number[]) => value.length > 0 && value.every((x) => Number.isFinite(x)),
};
export const rising: Rule = {
  requires: 'a list of one or more finite numbers, each greater than the one before',
  kind: isNumbers,
  range: (value: number[]) =>
    value.length > 0 && value.every((x, i) => Number.isFinite(x) && (i === 0 || x > (value[i - 1] as number))),
};
export const risingOrNone: Rule = {
  requires: 'a list of finite numbers, each greater than the one before',
  kind: isNumbers,
  range: (value: number[]) => value.length === 0 || rising.range?.(value as never) === true,
};
export const count: Rule = {
  requires: 'a whole number of at least 1',
  kind: isNumber,
  range: (value: number) => Number.isInteger(value) && value >= 1,
};
export const countOrZero: Rule = {
  requires: 'a whole number of at least 0',
  kind: isNumber,
  range: (value: number) => Number.isInteger(value) && value >= 0,
};
export const countOrNull: Rule = {
  requires: 'a whole number of at least 1, or null',
  kind: (value) => value === null || isNumber(value),
  range: (value: number | null) => value === null || (Number.isInteger(value) && value >= 1),
};

export const oneOf = (...texts: string[]): Rule => ({
  texts,
  requires: texts.map((text) => `'${text}'`).join(' or '),
  kind: (value) => texts.includes(value as string),
});
/** The rule of an option that may be null. */
export const orNull = ({ requires, kind, range, ...rest }: Rule): Rule => ({
  ...rest,
  requires: `${requires} or null`,
  kind: (value) => value === null || kind(value),
  range: (value: never) => value === null || range?.(value) !== false,
});
export const extrapolateOrHold: Rule = /* @__PURE__ */ oneOf('extrapolate', 'hold');
export const restartOrShared: Rule = /* @__PURE__ */ oneOf('restart', 'shared');
export const leftOrRight: Rule = /* @__PURE__ */ oneOf('left', 'right');

/**
 * Checks `options` against a class's table.
 * @returns the properties that keep the options, with defaults filled in and lists copied.
 * @throws {TypeError} for options that are no object, an unknown or missing one, or one of the wrong kind.
 * @throws {RangeError} for a value out of range.
 */
export function readOptions(className: string, table: OptionTable, options: unknown): Record<string, unknown> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${className} requires an object of options, received ${show(options)}.`);
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(table, name)) throw new TypeError(unknownOption(className, name, Object.keys(table)));
  }
  const values: Record<string, unknown> = {};
  for (const [name, [rule, fallback, property = name]] of Object.entries(table)) {
    const given = (options as Record<string, unknown>)[name];
    // A list is checked and kept as a copy, which has no holes and which nobody else can change.
    const value = Array.isArray(given) ? [...given] : given === undefined ? fallback : given;
    const wrong = !rule.kind(value) ? TypeError : rule.range?.(value as never) === false ? RangeError : null;
    if (wrong) throw new wrong(`${className}: ${name} must be ${rule.requires}, received ${show(value)}.`);
    const kept = rule.keep ? rule.keep(value as never) : value;
    values[property] = Array.isArray(kept) ? Object.freeze(kept) : kept;
  }
  return values;
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

export const toCamelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
export const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function unknownOption(className: string, name: string, known: readonly string[]): string {
  const meant = nearest(toCamelCase(name), known);
  const help = meant ? `did you mean ${meant}?` : `it has ${known.join(', ') || 'none'}.`;
  return `${className} has no option ${show(name)}: ${help}`;
}

/** The one of `known` that `name` is probably a misspelling of: most pairs of neighbouring letters are the same. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const text = name.slice(0, 64).toLowerCase();
  const pairs = [...text].map((_, i) => text.slice(i, i + 2));
  const likeness = (candidate: string) =>
    pairs.filter((pair) => candidate.toLowerCase().includes(pair)).length / Math.max(pairs.length, candidate.length);
  const best = [...known].sort((a, b) => likeness(b) - likeness(a))[0];
  return best !== undefined && likeness(best) >= 0.5 ? best : undefined;
}
