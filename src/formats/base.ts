import { show } from '../errors.js';
import type { FormFile, FormOptions } from './form.js';
import { fail, LARGEST_JSON, toText } from './reading.js';

/** Files on which files may be based, one on another. */
const DEEPEST = 20;

/** A file that another one is based on. */
export interface Base {
  /** Its path, from the first file's folder. */
  readonly path: string;
  readonly text: string;
  /** How many files are based on it, one on another. */
  readonly depth: number;
}

/**
 * The text of a file that `file`, or its base `from`, is based on.
 * @throws {TypeError} that asks for it, where the caller has not given it.
 */
export async function readBase(
  file: FormFile,
  { base }: FormOptions,
  written: string,
  from: Base | null = null,
  says = 'it is based on',
): Promise<Base> {
  const depth = (from?.depth ?? 0) + 1;
  if (depth > DEEPEST) throw new RangeError(`${file.name}: it is based on more than ${DEEPEST} files, one on another.`);
  const path = join(from?.path ?? '', written);
  const given = typeof base === 'function' ? await base(path) : lookUp(base ?? {}, path, written);
  if (given === null || given === undefined) {
    fail(file.name, `${says} ${show(path)}: pass that file's text as base: { ${JSON.stringify(path)}: … }.`);
  }
  return { path, text: toText(given, path, LARGEST_JSON), depth };
}

/** By its path from the first file, or as it is written. */
function lookUp(base: Readonly<Record<string, string>>, path: string, written: string): string | undefined {
  const found = [path, written, `./${path}`].find((name) => Object.hasOwn(base, name));
  return found === undefined ? undefined : base[found];
}

/** A path that is written in the file at another path. */
function join(from: string, written: string): string {
  if (/^([\\/]|[A-Za-z]+:)/.test(written)) return written;
  const parts: string[] = [];
  for (const part of [...from.split('/').slice(0, -1), ...written.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
