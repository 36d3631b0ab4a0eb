import { csv } from './csv.js';
import { eventFile } from './event-file.js';
import { startOf } from './lines.js';

/** A record a line, or the dict that a trainer prints. */
const RECORDS = /^\s*\{[^\n]*\}[^\S\n]*\n\s*\{|^\s*\{'/;

/** A map on one line, in JSON or YAML, whose commas separate no cells. */
const MAP = /^\s*(\{|[\w-]+:\s*\{)/;

/** Whether a file that may as well be a plan, such as a recipe, starts as a log does. */
export function isLog(start: Uint8Array): boolean {
  const text = startOf(start);
  if (eventFile.recognises(start) || (!MAP.test(text) && csv.recognises(start))) return true;
  return text.includes('"log_history"') || RECORDS.test(text);
}
