import type { Budget } from '../budget.js';

/** The address of what a file does not hold. */
export const UNDEFINED = Number.POSITIVE_INFINITY;

/** What a text takes beside its bytes. */
export const TEXT_COST = 48;

/** The bytes of an HDF5 file: all reading goes through here, and stays within the file and within its budget. */
export class Hdf5Bytes {
  readonly length: number;
  private readonly view: DataView;
  private readonly heaps = new Map<number, Map<number, { at: number; size: number }>>();

  constructor(
    private readonly bytes: Uint8Array,
    readonly part: string,
    readonly budget: Budget,
  ) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @throws {TypeError} that names the part of the file. */
  fail(message: string): never {
    throw new TypeError(`${this.part}: ${message}`);
  }

  /** Runs `read`; what it throws at addresses outside the file becomes an error about the file. */
  guard<R>(read: () => R): R {
    try {
      return read();
    } catch (error) {
      return this.rethrow(error);
    }
  }

  async guardAsync<R>(read: () => Promise<R>): Promise<R> {
    try {
      return await read();
    } catch (error) {
      return this.rethrow(error);
    }
  }

  private rethrow(error: unknown): never {
    if (error instanceof RangeError && !this.budget.isSpent)
      this.fail('it is damaged: an address leads out of the file.');
    throw error;
  }

  /** Counts bytes that are about to be looked at, or made, so that structures that hold each other come to an end. */
  spend(size: number): void {
    this.budget.spend(size + 16, this.part);
  }

  slice(at: number, size: number): Uint8Array {
    if (!(at >= 0 && size >= 0 && at + size <= this.length)) this.fail('it is damaged or cut off.');
    return this.bytes.subarray(at, at + size);
  }

  u8(at: number): number {
    return this.view.getUint8(at);
  }
  u16(at: number): number {
    return this.view.getUint16(at, true);
  }
  u32(at: number): number {
    return this.view.getUint32(at, true);
  }
  /** An address or a length: exact up to 2^53, and no file is longer. */
  u64(at: number): number {
    const high = this.u32(at + 4);
    const low = this.u32(at);
    return high === 0xffffffff && low === 0xffffffff ? UNDEFINED : high * 2 ** 32 + low;
  }
  /** An unsigned integer of some bytes, at most eight. */
  uint(at: number, size: number): number {
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.u8(at + i);
    return value;
  }

  /** A text of at most so many bytes, up to its first zero. */
  text(at: number, size: number): string {
    this.spend(size + TEXT_COST);
    return textOf(this.slice(at, size));
  }
  /** A text up to its zero. */
  textUpToZero(at: number): string {
    const end = this.bytes.indexOf(0, at);
    // A long name is looked through as often as it is not there.
    if (end < 0) this.spend(Math.max(0, this.length - at));
    return end < 0 ? this.fail('it is damaged: a name does not end.') : this.text(at, end - at);
  }

  hasSignature(at: number, signature: string): boolean {
    if (!(at >= 0 && at + signature.length <= this.length)) return false;
    for (let i = 0; i < signature.length; i++) if (this.u8(at + i) !== signature.charCodeAt(i)) return false;
    return true;
  }
  requireSignature(at: number, signature: string): void {
    if (!this.hasSignature(at, signature)) this.fail(`it is damaged: ${signature} is missing at ${at}.`);
  }

  /** The objects in a global heap, by their numbers. */
  globalHeap(address: number): ReadonlyMap<number, { readonly at: number; readonly size: number }> {
    const known = this.heaps.get(address);
    if (known) return known;
    this.requireSignature(address, 'GCOL');
    const objects = new Map<number, { at: number; size: number }>();
    const end = address + this.u64(address + 8);
    this.spend(end - address);
    for (let object = address + 16; object + 16 <= end; ) {
      const number = this.u16(object);
      if (number === 0) break;
      const size = this.u64(object + 8);
      this.spend(TEXT_COST);
      objects.set(number, { at: object + 16, size });
      object += 16 + Math.ceil(size / 8) * 8;
    }
    this.heaps.set(address, objects);
    return objects;
  }

  /** The keys and children of all leaves of a B-tree of version 1. */
  *treeEntries(root: number, type: number, keyLength: number): Generator<{ key: number; child: number }> {
    this.requireSignature(root, 'TREE');
    if (this.u8(root + 4) !== type) this.fail('it is damaged: a tree is of the wrong type.');
    const level = this.u8(root + 5);
    const count = this.u16(root + 6);
    this.spend(count * (keyLength + 8));
    for (let i = 0; i < count; i++) {
      const key = root + 24 + i * (keyLength + 8);
      const child = this.u64(key + keyLength);
      if (level === 0) {
        yield { key, child };
      } else {
        // Levels that fall by one keep the recursion shallow.
        this.requireSignature(child, 'TREE');
        if (this.u8(child + 5) !== level - 1) this.fail('it is damaged: a tree is uneven.');
        yield* this.treeEntries(child, type, keyLength);
      }
    }
  }
}

/** The text up to the first zero. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
