/**
 * A progress bar, a curve and a table for the terminal. What is not a terminal, such as a pipe or a file, gets plain
 * lines without control characters; NO_COLOR (https://no-color.org) turns the colours off.
 */
const out = process.stdout;
const isTerminal = Boolean(out.isTTY) && process.env.TERM !== 'dumb';
const hasColour = isTerminal && !process.env.NO_COLOR;

// Piped into `head`, say, which has seen enough.
out.on('error', () => process.exit());

const style = (code) => (text) => (hasColour ? `\x1b[${code}m${text}\x1b[0m` : text);
export const bold = style(1);
export const cyan = style(36);

export const print = (text = '') => out.write(`${text}\n`);

const BAR_WIDTH = 20;

/** A bar for `total` pieces of work, below what its `print` writes; where there is no terminal, there is no bar. */
export function progressBar(total) {
  const started = performance.now();
  let done = 0;
  let drawnAt = started;
  let drawn = '';

  function erase() {
    if (drawn) out.write(`\r${' '.repeat(drawn.length)}\r`);
    drawn = '';
  }

  return {
    /** One more piece of work is done, of what `label` says. */
    advance(label) {
      done++;
      const now = performance.now();
      if (!isTerminal || now - drawnAt < 100) return;
      drawnAt = now;
      const filled = Math.floor((BAR_WIDTH * done) / total);
      const percent = String(Math.floor((100 * done) / total)).padStart(3);
      const secondsLeft = Math.ceil(((now - started) * (total / done - 1)) / 1000);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      // A line as wide as the terminal would wrap, and could not be drawn over.
      const line = `${bar} ${percent} %  ${label}  ${secondsLeft} s left`.slice(0, (out.columns || 80) - 1);
      out.write(`\r${line.padEnd(drawn.length)}`);
      drawn = line;
    },
    /** A line that stays. */
    print(text) {
      erase();
      print(text);
    },
    end: erase,
  };
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/**
 * The curve of the values at the steps 0, 1, 2, …, none of them negative, as lines of text.
 *
 * @param {number[]} values
 * @param {number[]} marks steps that the axis names, in rising order
 */
export function curve(values, marks, width = 64, height = 8) {
  const lastStep = values.length - 1;
  const top = Math.max(...values);
  const topLabel = String(Number(top.toPrecision(3)));
  const margin = topLabel.length;
  const columns = Array.from({ length: width }, (_, column) => {
    const value = values[Math.round((column * lastStep) / (width - 1))];
    return Math.round((value / top) * 8 * height);
  });

  const lines = Array.from({ length: height }, (_, line) => {
    const below = 8 * (height - 1 - line);
    const cells = columns.map((eighths) => EIGHTHS[Math.min(Math.max(eighths - below, 0), 8)]);
    return `${(line === 0 ? topLabel : '').padStart(margin)} ┤${cells.join('')}`;
  });

  const axis = Array(width).fill('─');
  let names = '';
  for (const step of marks) {
    const column = Math.round((step * (width - 1)) / lastStep);
    // A name that would run into the one before is left out.
    if (names && column <= names.length) continue;
    axis[column] = '┬';
    names = names.padEnd(column) + step;
  }
  lines.push(`${'0'.padStart(margin)} └${axis.join('')}`, `${' '.repeat(margin + 2)}${names}`);
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Columns side by side, the first flush left and the others flush right. @param {string[][]} rows */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('   '))
    .join('\n');
}
