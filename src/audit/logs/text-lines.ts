import { lineReader } from './lines.js';
import type { LogForm } from './log-form.js';
import { roleOf } from './names.js';
import { RecordScanner } from './records.js';

/**
 * `lr: 0.001`, `learning rate 1.0E-04`, `Step=100`, `iteration 10/ 1000`, `Epoch [3]`; also a name that no number follows,
 * which would be tried again from each of its letters if it were no match.
 */
const PAIR =
  /([a-z_][\w./-]*(?: rate(?![\w./-]))?)(?:["']?(?:\s*[:=[]\s*|\s+)([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?![\w.]))?/gi;

/** What a run printed: dicts as Hugging Face's trainer prints them, or names and numbers in a line. */
export const textLines: LogForm = {
  recognises: () => true,

  open(columns) {
    columns.form = 'text';
    const scanner = new RecordScanner(columns);
    return lineReader((line) => {
      const brace = line.indexOf('{');
      if (brace >= 0) {
        scanner.scan(line.slice(brace));
        scanner.finish();
        return;
      }
      for (const [, name = '', text] of line.matchAll(PAIR)) {
        if (text !== undefined && roleOf(name) !== null) columns.column(name)?.set(text);
      }
      columns.endRow();
    });
  },
};
