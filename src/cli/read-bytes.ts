import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LARGEST_JSON } from '../formats/reading.js';
import { UsageError } from './usage-error.js';

/** No model file is larger. */
const LARGEST_MODEL = 2 ** 31 - 1;

/**
 * All bytes of a file, or of standard input for `-`; of what can be no archive of a model, no more than a text may have.
 * @throws {UsageError} that starts with the file.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  const name = nameOf(file);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of file === '-' ? process.stdin : createReadStream(file)) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      const largest = isArchive(parts[0] as Buffer) ? LARGEST_MODEL : LARGEST_JSON;
      if (size > largest) throw new UsageError(`${name}: at most ${largest} bytes are read of such a file.`);
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${name}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
  return Buffer.concat(parts);
}

/** What a file is called in messages. */
export const nameOf = (file: string) => (file === '-' ? 'standard input' : file);

/** Whether it starts as a zip archive or an HDF5 file does. */
const isArchive = (start: Buffer) => ['PK', '\x89H'].includes(start.toString('latin1', 0, 2));

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'it is a directory; a file is required.',
  EACCES: 'it may not be read.',
};

const reasonOf = ({ code = '', message }: NodeJS.ErrnoException) => REASONS[code] ?? message;

/** The text of a file that `file` is based on, beside which it is looked for; null where there is none. */
export async function readBeside(file: string, path: string): Promise<string | null> {
  if (file === '-') return null;
  try {
    return new TextDecoder().decode(await readBytes(resolve(dirname(file), path)));
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
