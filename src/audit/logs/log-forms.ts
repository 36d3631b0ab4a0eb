import { csv } from './csv.js';
import { eventFile } from './event-file.js';
import type { LogForm } from './log-form.js';
import { records } from './records.js';
import { textLines } from './text-lines.js';

/** All forms of logs, in the order in which a file is tried; the last one takes any text. */
export const logForms: readonly LogForm[] = [eventFile, records, csv, textLines];
