import { csv } from './csv.js';
import { eventFile } from './event-file.js';
import { startOf } from './lines.js';
import { records } from './records.js';

/** A record a line, or the dict that a trainer prints. */
const RECORDS = /^\s*\{[^\n]*\}\s*\n\s*\{|^\s*\{'/;

/** Whether a file that may as well be a plan, such as a recipe, starts as a log does. */
export function isLog(start: Uint8Array): boolean {
  if (eventFile.recognises(start)) return true;
  // A recipe in JSON has commas between names of rates, too.
  if (!records.recognises(start)) return csv.recognises(start);
  const text = startOf(start);
  return text.includes('"log_history"') || RECORDS.test(text);
}
