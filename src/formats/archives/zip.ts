import type { Budget } from '../budget.js';
import { fail } from '../reading.js';
import { inflate } from './inflate.js';

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

/**
 * The entries of a zip archive whose names are wanted, found by its directory.
 * @throws {TypeError} for an archive that is cut off or damaged.
 */
export function openZip(archive: Uint8Array, wanted: (name: string) => boolean, budget: Budget): Map<string, ZipEntry> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) fail('zip archive', 'more than 65534 entries or 4 GB are not read.');
  const entries = new Map<string, ZipEntry>();
  try {
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new RangeError('its directory is damaged');
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
      if (wanted(name)) entries.set(name, openEntry(archive, view, at, name, budget));
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (error) {
    if (error instanceof RangeError) fail('zip archive', 'its directory is damaged.');
    throw error;
  }
  return entries;
}

/** Where the end record stands: last, but for a comment. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - 0xffff);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return fail('zip archive', 'its directory is missing: the file is cut off or damaged.');
}

function openEntry(archive: Uint8Array, view: DataView, at: number, name: string, budget: Budget): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const stored = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if (flags & 1) fail(name, 'it is encrypted.');
  if (method !== 0 && method !== 8) fail(name, `its compression, method ${method}, is not known.`);
  if (size === 0xffffffff || stored === 0xffffffff) fail(name, 'more than 4 GB are not read.');

  const bytes = async () => {
    if (local + 30 > archive.length || view.getUint32(local, true) !== LOCAL_ENTRY)
      fail(name, 'its header is damaged.');
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = archive.subarray(start, start + stored);
    if (content.length < stored) fail(name, 'it is cut off.');
    if (method === 0) return content;
    return inflate(content, size, 'deflate', name, budget);
  };
  return { name, size, bytes };
}
