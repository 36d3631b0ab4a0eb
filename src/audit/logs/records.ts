import type { Column, Columns } from './columns.js';
import { startOf, TextPieces } from './lines.js';
import type { LogForm } from './log-form.js';

/** Deeper than any log nests its records. */
const DEEPEST = 512;

/** JSON: one document as `trainer_state.json`, a record a line, or lists by column. */
export const records: LogForm = {
  recognises: (start) => /^\s*[{[]/.test(startOf(start)),

  open(columns) {
    const pieces = new TextPieces();
    const scanner = new RecordScanner(columns);
    return {
      write: (piece) => scanner.scan(pieces.textOf(piece)),
      end() {
        if (scanner.finish()) columns.notes.push('It ends in the middle of a record: it was read up to there.');
        columns.form = formOf(columns.names);
      },
    };
  },
};

/** Who writes records with such names. */
function formOf(names: readonly string[]): string {
  if (names.includes('log_history')) return 'trainer_state';
  if (names.includes('current_steps')) return 'jsonl-llamafactory';
  return names.includes('data_time') && names.includes('iter') ? 'jsonl-mmengine' : 'jsonl';
}

/** Something in braces or brackets that has not ended yet. */
class Open {
  isList = false;
  /** What it stands under, and of braces the last key, with its column if that is read. */
  name = '';
  key = '';
  column: Column | null = null;
  /** What it says so far of the columns that are read; of lists of numbers all of them, by their column. */
  readonly columns: Column[] = [];
  readonly texts: string[] = [];
  lists: Map<Column, string[]> | null = null;

  begin(isList: boolean, name: string): void {
    this.isList = isList;
    this.name = name;
    this.key = '';
    this.column = null;
    this.columns.length = 0;
    this.texts.length = 0;
    this.lists = null;
  }

  has(isWanted: (column: Column) => boolean): boolean {
    return this.columns.some(isWanted) || (this.lists !== null && [...this.lists.keys()].some(isWanted));
  }
}

const isRate = ({ role }: Column) => role === 'rate';
const isClock = ({ role }: Column) => role !== 'rate';

/**
 * Finds records with a rate and a step, wherever they are in a text of JSON or of Python's dicts, and never holds more of
 * it than a record. It is lenient, since runs print `NaN`, break off and share files.
 */
export class RecordScanner {
  private text = '';
  private readonly stack: Open[] = [];
  private depth = 0;

  constructor(private readonly columns: Columns) {}

  scan(piece: string): void {
    this.text = this.read(this.text + piece, false);
  }

  /** @returns whether the text ends before its last record does. */
  finish(): boolean {
    this.text = this.read(this.text, true);
    const isOpen = this.depth > 0;
    this.depth = 0;
    return isOpen;
  }

  /** Reads all tokens that have ended for sure. @returns the rest. */
  private read(text: string, isAll: boolean): string {
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      const kind = code < 128 ? (KINDS[code] as number) : NOTHING;
      if (kind >= IN_TOKEN) {
        const isQuoted = kind === QUOTE;
        const end = isQuoted ? endOfQuoted(text, at) : endOfBare(text, at);
        let next = end;
        while (next < text.length && isSpace(text.charCodeAt(next))) next++;
        if (next >= text.length && !isAll) return text.slice(at);
        const [from, to] = isQuoted ? [at + 1, end - 1] : [at, end];
        const isKey = text.charCodeAt(next) === COLON;
        if (isKey) this.key(text.slice(from, to));
        else this.value(text, from, to);
        at = isKey ? next + 1 : next;
        continue;
      }
      if (kind === OPEN) this.open(code === OPEN_BRACKET);
      else if (kind === CLOSE) this.close();
      at++;
    }
    return '';
  }

  private open(isList: boolean): void {
    if (this.depth >= DEEPEST) throw new RangeError(`it is nested deeper than ${DEEPEST}.`);
    const above = this.stack[this.depth - 1];
    const name = above ? (above.isList ? above.name : above.key) : '';
    const open = this.stack[this.depth] ?? new Open();
    open.begin(isList, name);
    this.stack[this.depth++] = open;
  }

  private key(name: string): void {
    const top = this.stack[this.depth - 1];
    if (!top || top.isList) return;
    top.key = name;
    top.column = this.columns.column(name);
  }

  private value(text: string, from: number, to: number): void {
    const top = this.stack[this.depth - 1];
    if (!top) return;
    if (!top.isList) {
      if (TOTALS.has(top.key)) this.columns.sayTotal(Number(text.slice(from, to)));
      if (top.column === null) return;
      top.columns.push(top.column);
      top.texts.push(text.slice(from, to));
      return;
    }
    const record = this.stack[this.depth - 2];
    if (record && !record.isList) {
      if (record.column === null) return;
      record.lists ??= new Map();
      const list = record.lists.get(record.column);
      if (list) list.push(text.slice(from, to));
      else record.lists.set(record.column, [text.slice(from, to)]);
    } else if (top.texts.length < 3) top.texts.push(text.slice(from, to));
  }

  private close(): void {
    if (this.depth === 0) return;
    const closed = this.stack[--this.depth] as Open;
    const above = this.stack[this.depth - 1];
    if (closed.isList) {
      if (this.depth === 1 && above?.isList && closed.texts.length === 3) this.takeTriple(closed.texts);
      return;
    }
    if (!closed.has(isRate)) return;
    if (!closed.has(isClock) && above && !above.isList) this.handUp(closed, above);
    else if (closed.lists && !closed.columns.some(isClock)) this.takeLists(closed.lists);
    else this.take(closed);
  }

  private take({ columns, texts, lists }: Open): void {
    for (const [i, column] of columns.entries()) this.set(column, texts[i] as string);
    for (const [{ name, role }, list] of lists ?? []) {
      // A rate for each group of parameters.
      if (role === 'rate') for (const [i, text] of list.entries()) this.set(this.rate(`${name}/${i}`), text);
    }
    this.columns.endRow();
  }

  /** Lists of numbers by column, as `history.history` of Keras has them. */
  private takeLists(lists: ReadonlyMap<Column, readonly string[]>): void {
    const length = Math.max(...[...lists.values()].map((list) => list.length));
    const epoch = [...lists.keys()].some(isClock) ? null : this.columns.column('epoch', 'epoch');
    for (let row = 0; row < length; row++) {
      for (const [column, list] of lists) this.set(column, list[row] ?? '');
      if (epoch) this.set(epoch, String(row));
      this.columns.endRow();
    }
  }

  /** A point as TensorBoard's page saves it: the time, the step and the value. */
  private takeTriple([, step = '', value = '']: readonly string[]): void {
    this.set(this.columns.column('step', 'step') as Column, step);
    this.set(this.rate('value'), value);
    this.columns.endRow();
  }

  /** Rates without a step belong to the record around them. */
  private handUp(inner: Open, outer: Open): void {
    for (const [i, { name }] of inner.columns.entries()) {
      outer.columns.push(this.rate(`${inner.name}/${name}`));
      outer.texts.push(inner.texts[i] as string);
    }
  }

  private rate = (name: string) => this.columns.column(name, 'rate') as Column;

  /** What is no number is left out, since files of JSON have settings among their records, too. */
  private set(column: Column, text: string): void {
    try {
      column.set(text);
    } catch {
      column.notFinite++;
    }
  }
}

/** Keys that say how many updates were planned. */
const TOTALS = new Set(['max_steps', 'total_steps']);

/** What a character begins: of tokens one in quotes, or one of letters, digits and `+ - . _`. */
const [NOTHING, OPEN, CLOSE, IN_TOKEN, QUOTE] = [0, 1, 2, 3, 4];
const KINDS = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if ('{['.includes(character)) return OPEN;
  if ('}]'.includes(character)) return CLOSE;
  if (/["']/.test(character)) return QUOTE;
  return /[\w.+-]/.test(character) ? IN_TOKEN : NOTHING;
});

const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;

const isSpace = (code: number) => code === 0x20 || (code >= 9 && code <= 13);

function endOfBare(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && KINDS[text.charCodeAt(end)] === IN_TOKEN) end++;
  return end;
}

/** Behind the closing quote, or the line that it is missing in. */
function endOfQuoted(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === BACKSLASH) end++;
    else if (code === quote || code === 10) return end + 1;
  }
  return text.length + 1;
}
