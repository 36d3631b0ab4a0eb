import type { Budget } from '../budget.js';
import { fail } from '../reading.js';

/** Compressed bytes at a time: at most 4 MB come out of them before the size is checked again. */
const PIECE = 4096;

/**
 * The bytes that deflate, or zlib, compressed, whose number is known.
 * @throws {TypeError} for a broken stream, and as soon as more come out: a bomb does not go off.
 * @throws {RangeError} for more bytes than the budget has.
 */
export async function inflate(
  compressed: Uint8Array,
  size: number,
  wrapper: 'deflate' | 'zlib',
  part: string,
  budget: Budget,
): Promise<Uint8Array> {
  budget.spend(compressed.length + size, part);
  const { Inflate, Unzlib } = await import('fflate');
  const bytes = new Uint8Array(size);
  let filled = 0;
  const stream = new (wrapper === 'zlib' ? Unzlib : Inflate)((chunk) => {
    if (filled + chunk.length > size) throw new Error(`more comes out than the ${size} bytes it should`);
    bytes.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let start = 0; start < compressed.length && filled < size; start += PIECE) {
      stream.push(compressed.subarray(start, start + PIECE), start + PIECE >= compressed.length);
    }
  } catch (error) {
    fail(part, `it cannot be decompressed: ${(error as Error).message}.`);
  }
  if (filled < size) fail(part, `it is cut off: ${filled} bytes come out of it instead of ${size}.`);
  return bytes;
}
