import type { Columns } from './columns.js';

/** Takes a file piece by piece. */
export interface LogReader {
  write(piece: Uint8Array | string): void;
  /** Where the file ends. */
  end(): void;
}

/** A way in which logs are written. */
export interface LogForm {
  /** Whether a file starts in this form. */
  recognises(start: Uint8Array | string): boolean;
  /** A reader that puts what it finds into `columns`. @throws {TypeError | RangeError} without the name of the file. */
  open(columns: Columns): LogReader;
}
