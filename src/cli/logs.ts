import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ReadLog, readLogStream } from '../audit/index.js';
import { isLog } from '../audit/logs/is-log.js';
import { oneLine } from '../plot/text-width.js';
import { nameOf, reasonOf } from './read-bytes.js';
import { UsageError } from './usage-error.js';

/** A log, and what to call it. */
export interface NamedLog {
  readonly name: string;
  readonly log: ReadLog;
}

const EVENTS = /^events\.out\.tfevents\./;

/**
 * Takes the logs out of the files, and reads them: the first one, or any that starts as a log does.
 * @throws {UsageError} that starts with the file.
 */
export async function takeLogs(files: string[], which: 'first' | 'any', column?: string): Promise<NamedLog[]> {
  const isTaken = await Promise.all(files.map((file, i) => (which === 'first' ? i === 0 : isLogFile(file))));
  const taken = files.filter((_, i) => isTaken[i]);
  files.splice(0, files.length, ...files.filter((_, i) => !isTaken[i]));
  if ([...taken, ...files].filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input (-) can be read only once.');
  }
  const logs: NamedLog[] = [];
  for (const file of taken) logs.push(await readLogFile(file, column));
  return logs;
}

/**
 * Reads a log: a file, `-` for standard input, or a directory with the event files of a run.
 * @throws {UsageError} that starts with the file.
 */
async function readLogFile(file: string, column: string | undefined): Promise<NamedLog> {
  const name = oneLine(file === '-' ? nameOf(file) : basename(file));
  const files = file === '-' ? [] : await filesOf(file);
  const streams = file === '-' ? [process.stdin] : files.map((one) => createReadStream(one));
  try {
    return { name, log: await readLogStream(streams, { file: name, ...(column === undefined ? {} : { column }) }) };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new UsageError(error.message.replace('pass { column }', 'pass --column'));
    }
    throw new UsageError(`${name}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

/** Whether a file is a log, as far as its start tells. Standard input is none: looking at it would take it away. */
async function isLogFile(file: string): Promise<boolean> {
  if (file === '-') return false;
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) return (await readdir(file)).some((name) => EVENTS.test(name));
  // Of a pipe, too, the start would be gone.
  if (!found?.isFile()) return false;
  const handle = await open(file).catch(() => null);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 16), 0, 1 << 16, 0);
    return isLog(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The files of a run, in the order of their names, which begin with the time. */
async function filesOf(file: string): Promise<string[]> {
  const found = await stat(file).catch(() => null);
  if (!found?.isDirectory()) return [file];
  const names = (await readdir(file)).filter((name) => EVENTS.test(name)).sort();
  if (names.length === 0)
    throw new UsageError(`${nameOf(file)}: it is a directory without event files of TensorBoard.`);
  return names.map((name) => join(file, name));
}
