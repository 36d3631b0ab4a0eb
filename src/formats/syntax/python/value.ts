import { show } from '../../../errors.js';
import { fail, type JsonObject } from '../../reading.js';
import { at } from '../places.js';
import type { Place } from '../yaml.js';

/**
 * What an expression of a Python file is, as far as it can be told without running it; and where it stands. What cannot
 * be told is `unknown`, which is an error only where somebody asks for it.
 */
export type PythonValue =
  | { kind: 'none'; readonly place: Place }
  | { kind: 'flag'; readonly value: boolean; readonly place: Place }
  | { kind: 'number'; readonly value: number; readonly isFloat: boolean; readonly place: Place }
  | { kind: 'text'; readonly value: string; readonly place: Place }
  /** A list or a tuple. */
  | { kind: 'list'; readonly items: readonly PythonValue[]; readonly place: Place }
  | { kind: 'dict'; readonly entries: ReadonlyMap<string, PythonValue>; readonly place: Place }
  /** Something imported, by its own name. */
  | { kind: 'name'; readonly value: string; readonly place: Place }
  | { kind: 'unknown'; readonly what: string; readonly place: Place };

/** The same as plain data, of which an imported name is a text. @throws {TypeError} with its line for what is not known. */
export function toPlain(value: PythonValue, part: string): unknown {
  switch (value.kind) {
    case 'none':
      return null;
    case 'list':
      return value.items.map((item) => toPlain(item, part));
    case 'dict': {
      const plain: JsonObject = {};
      for (const [key, entry] of value.entries) {
        if (key === '__proto__') fail(at(part, entry.place), 'the key "__proto__" is refused.');
        plain[key] = toPlain(entry, part);
      }
      return plain;
    }
    case 'unknown':
      return fail(
        at(part, value.place),
        `a plain value is required, received ${value.what}: nothing is executed here, write the value itself.`,
      );
    default:
      return value.value;
  }
}

/** Code, in a message. */
export const code = (text: string) => show(text.replace(/\s+/g, ' '));
