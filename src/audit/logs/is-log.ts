import { csv } from './csv.js';
import { eventFile } from './event-file.js';
import { startOf } from './lines.js';

/** A record a line, or the dict that a trainer prints. */
const RECORDS = /^\s*\{[^\n]*\}\s*\n\s*\{|^\s*\{'/;

/** Whether a file that may as well be a plan, such as a recipe, starts as a log does. */
export function isLog(start: Uint8Array): boolean {
  if (eventFile.recognises(start) || csv.recognises(start)) return true;
  const text = startOf(start);
  return text.includes('"log_history"') || RECORDS.test(text);
}
