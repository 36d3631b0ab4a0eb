import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LARGEST_JSON } from '../formats/reading.js';
import { catalog, schedulesMeant } from '../registry.js';
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
  let largest = LARGEST_JSON;
  try {
    for await (const part of file === '-' ? process.stdin : createReadStream(file)) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      // What is larger than any text is an archive by its first bytes, or is refused before more of it is read.
      if (size > largest && isArchive(Buffer.concat(parts.slice(0, HEAD)))) largest = LARGEST_MODEL;
      if (size > largest) throw new UsageError(`${name}: at most ${largest} bytes are read of such a file.`);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const way = code === 'ENOENT' ? wayToSchedule(file) : null;
    throw new UsageError(`${name}: ${way ?? reasonOf(error as NodeJS.ErrnoException)}`);
  }
  return Buffer.concat(parts);
}

/** What to write for a schedule that was named where a file goes; null where it is none. */
function wayToSchedule(name: string): string | null {
  const [meant] = catalog.some((entry) => entry.name === name) ? [name] : schedulesMeant(name);
  return meant === undefined ? null : `there is no such file; the schedule is --schedule ${meant}.`;
}

/** What a file is called in messages. */
export const nameOf = (file: string) => (file === '-' ? 'standard input' : file);

/** Bytes by which an archive is known, so that as many parts are enough. */
const HEAD = 16;
const NEWEST_ZIP = 63;

/** Whether it starts as an HDF5 file does, or as a zip archive does: with an entry, stored or deflated. */
function isArchive(start: Buffer): boolean {
  if (start.length < HEAD) return false;
  if (start.toString('latin1', 0, 8) === '\x89HDF\r\n\x1a\n') return true;
  const [version, method] = [start.readUInt16LE(4), start.readUInt16LE(8)];
  return start.toString('latin1', 0, 4) === 'PK\x03\x04' && version <= NEWEST_ZIP && (method === 0 || method === 8);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'it is a directory; a file is required.',
  EACCES: 'it may not be read.',
};

/** Why a file cannot be read. */
export const reasonOf = ({ code = '', message }: NodeJS.ErrnoException) => REASONS[code] ?? message;

/**
 * The text of a file that `file` names, beside which it is looked for. DeepSpeed's JSON is named from where the run is
 * started, so that it is looked for here as well. Null where there is none.
 */
export async function readBeside(file: string, path: string): Promise<string | null> {
  const beside = file === '-' ? [] : [resolve(dirname(file), path)];
  const here = path.endsWith('.json') ? [resolve(path)] : [];
  for (const place of [...beside, ...here]) {
    try {
      return new TextDecoder().decode(await readBytes(place));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
  return null;
}
