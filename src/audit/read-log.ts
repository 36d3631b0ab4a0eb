import { show } from '../errors.js';
import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { RateLog } from './log.js';
import { Columns, listOf } from './logs/columns.js';
import { likeliest } from './logs/likeliest.js';
import type { LogForm, LogReader } from './logs/log-form.js';
import { logForms } from './logs/log-forms.js';
import { notesOn, refuseMixture } from './logs/order.js';
import { refuseOthers } from './logs/other-files.js';
import { joinSeries, type Series } from './logs/series.js';

const table = {
  /** The column to take the rates from, by its name. Default the likeliest. */
  column: { is: 'text', default: null },
  /** What the log is called in messages. */
  file: { is: 'text', default: 'the log' },
} as const satisfies OptionTable;

export interface ReadLogOptions extends Needed<typeof table>, Optional<typeof table> {}

/** A log as it was read. */
export interface ReadLog extends RateLog {
  /** How many updates the run was to have; null where the log does not say it. */
  readonly totalSteps: number | null;
  /** What was left out, or is odd: a sentence each. */
  readonly notes: readonly string[];
}

/** So much of a file tells its form. */
const START = 4096;
/** What is given to a reader at once of a file that is there as a whole. */
const PIECE = 1 << 20;

/**
 * The learning rates in a log of any form that is known, recognised by what is in it: `trainer_state.json` of Hugging Face
 * and what its trainer prints, CSV of Keras, Lightning, Ultralytics, timm and Weights & Biases, JSON lines of MMEngine,
 * LLaMA-Factory and others, event files of TensorBoard, and any table of a step (or an epoch) and a rate.
 *
 * Rows without a rate are passed over. Of several columns with rates the likeliest is taken; `columns` has all.
 *
 * ```ts
 * const { form, steps, rates } = readLog('step,lr\n0,0.1\n10,0.09\n20,0.08\n');
 * form; // 'csv'
 * steps; // [0, 10, 20]
 * ```
 *
 * @throws {TypeError} for a file of another kind, without a rate or without a step, with text in place of a number, or with
 * the rates of several groups in one column.
 */
export function readLog(source: string | Uint8Array | ArrayBuffer, options: ReadLogOptions = {}): ReadLog {
  const { file, column } = checked('readLog', options);
  return naming(file, () => {
    const whole = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
    if (typeof whole !== 'string' && !(whole instanceof Uint8Array)) {
      throw new TypeError(`a text or bytes are required, received ${show(source)}.`);
    }
    const reading = new Reading(new Columns(column));
    for (let at = 0; at < whole.length; at += PIECE) reading.write(pieceOf(whole, at));
    reading.end();
    return logFrom([reading.columns], column);
  });
}

/**
 * The same, of files that come piece by piece, which are never in memory as a whole. Several files, such as the event files
 * of a run that was resumed, make one log in their order; those of them without a rate are passed over.
 *
 * ```ts
 * const log = await readLogStream([createReadStream('events.out.tfevents.1795820449.host')]);
 * ```
 *
 * @throws {TypeError} as `readLog` does.
 */
export async function readLogStream(
  files: readonly AsyncIterable<Uint8Array>[],
  options: ReadLogOptions = {},
): Promise<ReadLog> {
  const { file, column } = checked('readLogStream', options);
  const parts: Columns[] = [];
  for (const pieces of files) {
    const reading = new Reading(new Columns(column));
    for await (const piece of pieces) naming(file, () => reading.write(piece));
    naming(file, () => reading.end());
    parts.push(reading.columns);
  }
  return naming(file, () => logFrom(parts, column));
}

/** One file under way: its form is chosen when enough of it has come. */
class Reading {
  private reader: LogReader | null = null;
  private start: Uint8Array | string = '';

  constructor(readonly columns: Columns) {}

  write(piece: Uint8Array | string): void {
    this.columns.budget.grow(piece.length);
    if (this.reader) {
      this.reader.write(piece);
      return;
    }
    this.start = this.start.length === 0 ? piece : joined(this.start, piece);
    if (this.start.length >= START) this.open();
  }

  end(): void {
    (this.reader ?? this.open()).end();
  }

  private open(): LogReader {
    refuseOthers(this.start);
    const form = logForms.find((one) => one.recognises(this.start)) as LogForm;
    this.reader = form.open(this.columns);
    this.reader.write(this.start);
    this.start = '';
    return this.reader;
  }
}

function logFrom(parts: readonly Columns[], asked: string | undefined): ReadLog {
  const found = parts.filter((columns) => columns.hasSeries());
  // Where no file has any, the first one says what is missing.
  const all = joinSeries((found.length > 0 ? found : parts.slice(0, 1)).map((columns) => columns.series()));
  const chosen = asked === undefined ? likeliest(all) : all.find(({ name }) => name === asked);
  if (!chosen) {
    const isThere = parts.some(({ names }) => names.includes(asked as string));
    throw new TypeError(
      `it has no ${isThere ? 'numbers in' : 'column'} ${show(asked)}: its rates are in ${listOf(all.map(nameOf))}.`,
    );
  }
  refuseMixture(chosen);
  const { name, clock, steps, rates, precision } = chosen;
  const { form, total } = found[0] as Columns;
  const notes = [...parts.flatMap((columns) => columns.notes), ...notesOn(chosen)];
  return { form, column: name, columns: all.map(nameOf), clock, steps, rates, precision, totalSteps: total, notes };
}

const nameOf = ({ name }: Series) => name;

function pieceOf(whole: string | Uint8Array, at: number): string | Uint8Array {
  return typeof whole === 'string' ? whole.slice(at, at + PIECE) : whole.subarray(at, at + PIECE);
}

function joined(start: string | Uint8Array, piece: string | Uint8Array): string | Uint8Array {
  if (typeof start === 'string') return start + (piece as string);
  const bytes = new Uint8Array(start.length + piece.length);
  bytes.set(start);
  bytes.set(piece as Uint8Array, start.length);
  return bytes;
}

function checked(caller: string, options: ReadLogOptions): { file: string; column: string | undefined } {
  const { file, column } = readOptions(caller, table, options);
  return { file, column: column ?? undefined };
}

/** Runs `read`, and names the file in front of what it throws. */
function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const Kind = error instanceof RangeError ? RangeError : TypeError;
    throw new Kind(`${file}: ${error.message}`, { cause: error });
  }
}
