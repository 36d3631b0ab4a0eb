import { randomUUID } from 'node:crypto';
import { lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { oneLine } from '../plot/text-width.js';
import { UsageError } from './usage-error.js';

/** A file to write; `-` is standard output. */
export interface Output {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes files whole or not at all, all or none: under other names beside them first, since a disk may be full. What is no
 * regular file, such as a pipe, is written to as it is.
 * @throws {UsageError} that names the file.
 */
export async function writeWhole(outputs: readonly Output[]): Promise<void> {
  const drafts: { draft: string; target: string; file: string }[] = [];
  try {
    for (const { file, content } of outputs) {
      await naming(file, async () => {
        const target = await regularFile(file);
        if (target === null) return;
        const draft = join(dirname(target.path), `.${randomUUID()}.tmp`);
        drafts.push({ draft, target: target.path, file });
        await writeTo(draft, 'wx', content, target.mode);
      });
    }
    for (const { draft, target, file } of drafts) await naming(file, () => rename(draft, target));
    for (const { file, content } of outputs) {
      if (file === '-') process.stdout.write(content);
      else if (!drafts.some((draft) => draft.file === file)) await naming(file, () => writeTo(file, 'w', content));
    }
  } finally {
    for (const { draft } of drafts) await rm(draft, { force: true });
  }
  for (const { file } of outputs) if (file !== '-') note(`wrote ${file}`);
}

/** Where a file is, or will be, behind its links; null for what is to be written to directly. */
async function regularFile(file: string): Promise<{ readonly path: string; readonly mode?: number } | null> {
  if (file === '-') return null;
  const link = await lstat(file).catch(() => null);
  if (!link) return { path: file };
  // A link to nowhere makes its file when it is written to.
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  return found?.isFile() ? { path: await realpath(file), mode: found.mode } : null;
}

async function naming<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
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

/** A rate for people to read. */
export const sixDigits = (rate: number) => String(Number(rate.toPrecision(6)));

/** A note that is no part of the output. */
export const note = (text: string) => process.stderr.write(`${oneLine(text)}\n`);

/** Ends quietly where the reader of a pipe has seen enough; a full disk behind standard output is an error. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') note(`lr-schedules: standard output: ${reasonOf(error)}`);
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
}

/** Columns of the terminal; what is none has room for any line. */
export function terminalWidth(): number {
  const { isTTY, columns } = process.stdout;
  // Some terminals say that they have no columns at all.
  return isTTY ? Math.max(40, columns || 80) : Number.POSITIVE_INFINITY;
}

/** Whether standard output shows colours: it is a terminal that does, and NO_COLOR is not set, or empty. */
export function hasColours(): boolean {
  const { NO_COLOR, ...env } = process.env;
  return process.stdout.isTTY === true && !NO_COLOR && process.stdout.hasColors(env);
}
