import { show } from '../../errors.js';
import { brief } from '../../plot/text-width.js';
import type { Column, Columns } from './columns.js';
import { lineReader, startOf } from './lines.js';
import type { LogForm } from './log-form.js';
import { roleOf } from './names.js';

const SEPARATORS = [',', ';', '\t'] as const;

/** Columns of a plain table that are no rate, whatever else there is. */
const NO_RATE = /time|loss|acc|error|metric|mae|mse|map|auc|f1|score|precision|recall|norm|perplexity|ppl/i;

/** Who writes such a header. */
const WRITERS: readonly (readonly [form: string, isOf: (header: readonly string[]) => boolean])[] = [
  ['csv-wandb', (header) => header.some((name) => /__MAX$|^_(step|runtime|timestamp)$/.test(name))],
  ['csv-ultralytics', (header) => header.some((name) => /^(x\/lr|lr\/pg)\d+$/.test(name))],
  ['csv-lightning', (header) => header.includes('step') && header.some((name) => name.startsWith('lr-'))],
  ['csv-timm', (header) => header.includes('epoch') && header.includes('train_loss') && header.includes('lr')],
  ['csv-keras', (header) => header[0] === 'epoch' && header.includes('loss')],
];

/** A table with a header: Keras, Lightning, Ultralytics, timm, Weights & Biases, or any other; also numbers without one. */
export const csv: LogForm = {
  recognises(start) {
    const [line = '', next] = startOf(start)
      .split(/[\r\n]+/)
      .filter((one) => one.trim() !== '');
    const separator = separatorOf(line);
    if (separator === null || next?.includes(separator) === false) return false;
    const cells = namesOf(line, separator);
    return isNumbers(cells) || cells.some((name) => roleOf(name) !== null);
  },

  open(columns) {
    let separator = ',';
    let header: readonly string[] | null = null;
    let headerLine = '';
    let read: readonly (readonly [index: number, column: Column])[] = [];
    let row = 0;

    const takeHeader = (line: string) => {
      separator = separatorOf(line) ?? ',';
      const cells = namesOf(line, separator);
      const isHeader = !isNumbers(cells);
      header = isHeader ? cells : cells.map((_, i) => `column ${i + 1}`);
      headerLine = isHeader ? line : '';
      columns.form = WRITERS.find(([, isOf]) => isOf(cells))?.[0] ?? 'csv';
      read = columnsOf(header, columns, isHeader);
      if (!isHeader) takeRow(line);
    };

    const takeRow = (line: string) => {
      row++;
      if (line === headerLine) return;
      const cells = cellsOf(line, separator);
      const { length } = header as readonly string[];
      if (cells.length > length && cells.slice(length).some((cell) => cell.trim() !== '')) {
        throw new TypeError(
          `row ${row} has ${cells.length} cells, and the header ${length}; numbers need a point for their decimals.`,
        );
      }
      for (const [index, column] of read) {
        const cell = cells[index]?.trim() ?? '';
        try {
          column.set(cell);
        } catch (error) {
          throw new TypeError(`row ${row}: ${isDecimalComma(cell) ? commaIn(column, cell) : (error as Error).message}`);
        }
      }
      columns.endRow();
    };

    return lineReader((line) => {
      if (line.trim() === '') return;
      if (header === null) takeHeader(line.replace(/^\uFEFF/, ''));
      else takeRow(line);
    });
  },
};

/** What to read of a row. */
function columnsOf(header: readonly string[], columns: Columns, isNamed: boolean): (readonly [number, Column])[] {
  const found = header.map((name) => columns.column(name));
  if (!isNamed && header.length === 2) {
    found[0] = columns.column(header[0] as string, 'step');
    found[1] = columns.column(header[1] as string, 'rate');
  }
  if (!found.some((column) => column?.role === 'rate')) {
    const others = header.filter((name, i) => found[i] === null && !/time/i.test(name));
    const [other = ''] = others;
    if (isNamed && others.length === 1 && !NO_RATE.test(other)) {
      found[header.indexOf(other)] = columns.column(other, 'rate');
    }
  }
  return found.flatMap((column, i) => (column ? [[i, column] as const] : []));
}

/** What stands between the cells of a line: what there is most of. */
function separatorOf(line: string): string | null {
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => [separator, bare.split(separator).length - 1] as const);
  const [separator, count] = counts.reduce((best, next) => (next[1] > best[1] ? next : best));
  return count > 0 ? separator : null;
}

const namesOf = (line: string, separator: string) => cellsOf(line, separator).map((cell) => cell.trim());

/** A cell in quotes, with the spaces around it; a tab is none of them where it separates cells. */
const QUOTED = /\s*"((?:[^"]|"")*)"\s*/y;
const QUOTED_BY_TABS = /[^\S\t]*"((?:[^"]|"")*)"[^\S\t]*/y;

/** The cells of a line, without the quotes around them. */
function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  const pattern = separator === '\t' ? QUOTED_BY_TABS : QUOTED;
  for (let at = 0; at <= line.length; ) {
    pattern.lastIndex = at;
    const quoted = pattern.exec(line);
    const end = line.indexOf(separator, at + (quoted?.[0].length ?? 0));
    const next = end < 0 ? line.length : end;
    cells.push(quoted ? (quoted[1] as string).replaceAll('""', '"') : line.slice(at, next));
    at = next + 1;
  }
  return cells;
}

const isNumbers = (cells: readonly string[]) =>
  cells.every((cell) => cell !== '' && (Number.isFinite(Number(cell)) || isDecimalComma(cell)));

const isDecimalComma = (cell: string) => /^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(cell);
const commaIn = (column: Column, cell: string) =>
  `${brief(column.name)} is ${show(cell)}: a decimal comma is not read, write it with a point.`;
