import { pythonNumber } from './python-language.js';

/** An argument of a Python call: a rate or factor, a count of steps, or source. */
export type Argument = number | { readonly steps: number | readonly number[] } | string | boolean | undefined;

/** A call with its arguments by name; those undefined are left out. */
export function pythonCall(
  callee: string,
  args: Readonly<Record<string, Argument>>,
  positional: readonly string[] = [],
): string {
  const named = Object.entries(args).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${source(value)}`],
  );
  return `${callee}(${[...positional, ...named].join(', ')})`;
}

export const pythonList = (items: readonly string[]) => `[${items.join(', ')}]`;

/** A dictionary; its keys are source. */
export const pythonDictionary = (entries: readonly (readonly [key: string, value: Argument])[]) =>
  `{${entries.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${source(value)}`])).join(', ')}}`;

function source(value: Exclude<Argument, undefined>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value, true);
  const { steps } = value;
  return typeof steps === 'number'
    ? pythonNumber(steps, false)
    : pythonList(steps.map((step) => pythonNumber(step, false)));
}

/** An argument left out where it is the default. */
export const unless = <T>(fallback: T, value: T): T | undefined => (value === fallback ? undefined : value);
