import type { LogReader } from './log-form.js';

/** As long as no line of a log is. */
const LONGEST = 1 << 24;

/** Text out of bytes that come piece by piece. */
export class TextPieces {
  private decoder: TextDecoder | null = null;

  /** @throws {TypeError} for what is no text. */
  textOf(piece: Uint8Array | string): string {
    if (typeof piece === 'string') return piece;
    // Windows writes what a shell redirects in UTF-16.
    this.decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true });
    try {
      return this.decoder.decode(piece, { stream: true });
    } catch {
      throw new TypeError('it is neither a text in UTF-8 nor an event file of TensorBoard.');
    }
  }
}

/** Reads a text line by line, without the ends of lines, of which Windows may write several characters. */
export function lineReader(take: (line: string) => void): LogReader {
  const pieces = new TextPieces();
  let rest = '';
  const takeLine = (line: string) => take(line.endsWith('\r') ? line.replace(/\r+$/, '') : line);
  return {
    write(piece) {
      const lines = (rest + pieces.textOf(piece)).split('\n');
      rest = lines.pop() as string;
      if (rest.length > LONGEST) throw new RangeError(`a line is longer than ${LONGEST} characters.`);
      for (const line of lines) takeLine(line);
    },
    end() {
      if (rest !== '') takeLine(rest);
    },
  };
}

/** The start of a file as text; what is cut off at its end is left out. */
export function startOf(start: Uint8Array | string): string {
  if (typeof start === 'string') return start.slice(0, 1 << 16).replace(/^\uFEFF/, '');
  const isUtf16 = start[0] === 0xff && start[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(start.subarray(0, 1 << 16), { stream: true });
}
