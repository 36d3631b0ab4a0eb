import type { Columns } from './columns.js';
import { crc32c } from './crc32c.js';
import { readScalars } from './event.js';
import type { LogForm, LogReader } from './log-form.js';

/** The length of what follows and its check sum, before every record; the check sum of the record behind it. */
const HEAD = 12;
const TAIL = 4;
/** Larger than any record that is written in practice. */
const LARGEST = 1 << 28;

/** An event file of TensorBoard: records, each an `Event` in protobuf, with check sums. */
export const eventFile: LogForm = {
  recognises: (start) => typeof start !== 'string' && start.length >= HEAD && isHead(viewOf(start), 0),
  open: (columns) => new EventReader(columns),
};

class EventReader implements LogReader {
  /** What has come of a record that is not complete. */
  private pieces: Uint8Array[] = [];
  private length = 0;
  private needed = HEAD;
  private done = 0;
  private isDamaged = false;

  constructor(private readonly columns: Columns) {
    columns.form = 'tfevents';
  }

  write(piece: Uint8Array | string): void {
    if (typeof piece === 'string' || this.isDamaged) return;
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length < this.needed) return;
    const bytes = this.pieces.length === 1 ? piece : concat(this.pieces, this.length);
    const rest = bytes.subarray(this.readAll(bytes));
    // A copy, so that the piece itself need not be kept.
    this.pieces = rest.length > 0 ? [new Uint8Array(rest)] : [];
    this.length = rest.length;
  }

  end(): void {
    const place = `byte ${this.done}`;
    if (this.isDamaged) this.columns.notes.push(`The record at ${place} is damaged: it was read up to there.`);
    else if (this.length > 0) {
      this.columns.notes.push(`It ends in the middle of the record at ${place}: it was read up to there.`);
    }
  }

  /** Reads the records that are complete. @returns where the next one begins. */
  private readAll(bytes: Uint8Array): number {
    const view = viewOf(bytes);
    let at = 0;
    this.needed = HEAD;
    while (at + HEAD <= bytes.length) {
      if (!isHead(view, at)) return this.stop(bytes.length);
      const size = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
      if (size > LARGEST)
        throw new RangeError(`the record at byte ${this.done} has ${size} bytes, more than ${LARGEST}.`);
      const end = at + HEAD + size;
      this.needed = HEAD + size + TAIL;
      if (end + TAIL > bytes.length) return at;
      if (view.getUint32(end, true) !== masked(crc32c(bytes, at + HEAD, end))) return this.stop(bytes.length);
      readScalars(view, at + HEAD, end, this.columns);
      this.done += this.needed;
      at = end + TAIL;
      this.needed = HEAD;
    }
    return at;
  }

  /** Behind damage nobody knows where a record begins. */
  private stop(end: number): number {
    this.isDamaged = true;
    return end;
  }
}

const isHead = (view: DataView, at: number) => {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return view.getUint32(at + 8, true) === masked(crc32c(bytes, at, at + 8));
};

/** A check sum as it is stored. */
const masked = (sum: number) => (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
