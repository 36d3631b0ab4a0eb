import { extname } from 'node:path';
import { type Target, targets } from '../codegen/index.js';
import { UsageError } from './usage-error.js';

/** The target of a file by its ending. @throws {UsageError} for an ending that is of none, or of several. */
export function targetOfFile(file: string): Target {
  const ending = extname(file).toLowerCase();
  const found = targets.find(({ endings }) => endings.includes(ending));
  if (found) return found;
  const names = targets.filter(({ language }) => ending !== '.py' || language === 'python').map(({ name }) => name);
  const help =
    ending === '.py'
      ? `--to ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
      : `--to with one of ${names.join(', ')}`;
  throw new UsageError(`${file}: the ending does not say which form to write; pass ${help}.`);
}
