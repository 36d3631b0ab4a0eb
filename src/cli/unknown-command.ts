import { existsSync } from 'node:fs';
import { catalog, schedulesMeant } from '../registry.js';
import { UsageError } from './usage-error.js';

/** What people call the commands. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  plot: ['draw', 'show', 'view', 'graph', 'curve', 'chart'],
  table: ['print', 'rates', 'values', 'csv'],
  check: ['validate', 'verify', 'lint', 'diagnose', 'doctor'],
  audit: ['log', 'logs', 'inspect'],
  diff: ['compare', 'cmp', 'differences'],
  convert: ['translate', 'save'],
  export: ['codegen', 'code', 'generate', 'emit', 'to'],
  list: ['schedules', 'ls', 'search', 'find', 'frameworks'],
};

/**
 * Says the way from what stands where a command goes: another word for one, a file, or a schedule.
 * @throws {UsageError} with the way; nothing where there is none to say.
 */
export function sayTheWay(word: string | undefined): void {
  if (word === undefined) return;
  const command = Object.keys(CALLED).find((name) => CALLED[name]?.includes(word.toLowerCase()));
  if (command) throw new UsageError(`unknown command '${word}': it is ${command}. See lr-schedules ${command} --help.`);
  const [schedule] = catalog.some(({ name }) => name === word) ? [word] : schedulesMeant(word);
  if (schedule) {
    throw new UsageError(`unknown command '${word}': to draw the schedule, lr-schedules plot --schedule ${schedule}.`);
  }
  if (existsSync(word)) throw new UsageError(`unknown command '${word}': to draw the file, lr-schedules plot ${word}.`);
}
