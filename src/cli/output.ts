import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/**
 * Writes a file whole or not at all: under another name beside it first, since a disk may be full. What is no regular
 * file, such as a pipe, is written to as it is.
 * @throws {UsageError} that names the file.
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file);
    const found = await stat(target).catch(() => null);
    if (found && !found.isFile()) {
      await writeTo(target, 'w', content);
      return;
    }
    const draft = `${target}.${randomUUID().slice(0, 8)}.tmp`;
    try {
      await writeTo(draft, 'wx', content, found?.mode);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

async function writeTo(file: string, flags: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const handle = await open(file, flags, mode);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it cannot be written, since its directory does not exist.',
  ENOTDIR: 'it cannot be written, since its directory does not exist.',
  EISDIR: 'it cannot be written, since it is a directory.',
  EACCES: 'it may not be written.',
  EROFS: 'it may not be written.',
  ENOSPC: 'it cannot be written, since the disk is full.',
};

const reasonOf = ({ code = '', message }: NodeJS.ErrnoException) => REASONS[code] ?? message;

/** Prints to standard output, and waits where its reader is slower. */
export async function print(text: string): Promise<void> {
  const { stdout } = process;
  if (!stdout.write(`${text}\n`)) await new Promise<void>((drained) => stdout.once('drain', () => drained()));
}

/** A note that is no part of the output. */
export const note = (text: string) => process.stderr.write(`${text}\n`);

/** Ends quietly where the reader of a pipe has seen enough; a full disk behind standard output is an error. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') note(`lr-schedules: standard output: ${reasonOf(error)}`);
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
}

/** Whether standard output shows colours: it is a terminal that does, and NO_COLOR is not set. */
export const hasColours = () => process.stdout.isTTY === true && process.stdout.hasColors();
