import { fail } from '../reading.js';
import type { Place } from './yaml.js';

/** Longer than any config; the parser's time grows with some texts' square. */
const LARGEST_TOML = 1 << 18;

export interface TomlFile {
  readonly value: unknown;
  place(path: readonly (string | number)[]): Place | null;
}

/** @throws {TypeError | RangeError} with the line and the column. */
export async function parseTomlFile(text: string, part: string): Promise<TomlFile> {
  if (text.length > LARGEST_TOML) {
    throw new RangeError(`${part}: at most ${LARGEST_TOML} characters are read, received ${text.length}.`);
  }
  const { parse, TomlError } = await import('smol-toml');
  try {
    const value = plain(parse(text, { maxDepth: 64 }));
    return { value, place: (path) => placeIn(text, path.map(String)) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = (error.message.split('\n')[0] as string).replace(/^Invalid TOML document: /, '').replace(/\.$/, '');
    fail(`${part}:${error.line}:${error.column}`, `${reason}.`);
  }
}

/** Dates become texts, so that the tree is one of JSON. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** Where a key is assigned, or its table begins: the parser does not tell. */
function placeIn(text: string, path: readonly string[]): Place | null {
  const wanted = path.join('.');
  let table = '';
  for (const [i, line] of text.split('\n').entries()) {
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) table = header.replace(/["'\s]/g, '');
    const key = /^\s*([\w."'-]+)\s*=/.exec(line)?.[1]?.replace(/["']/g, '');
    const full = header !== undefined ? table : key && (table ? `${table}.${key}` : key);
    if (full === wanted) return { line: i + 1, column: line.search(/\S/) + 1 };
  }
  return path.length > 1 ? placeIn(text, path.slice(0, -1)) : null;
}
