import { type Base, readBase } from '../base.js';
import type { FormFile, FormOptions } from '../form.js';
import { fail } from '../reading.js';
import { at } from '../syntax/places.js';
import { type PythonFile, readPython } from '../syntax/python/read-python.js';
import type { PythonValue } from '../syntax/python/value.js';

type Names = Map<string, PythonValue>;

/** The names of a config with those of the files that it is based on, as MMEngine merges them. */
export async function readConfig(file: FormFile, options: FormOptions): Promise<Names> {
  return readNames(file, file.text, file.name, options, null);
}

async function readNames(
  file: FormFile,
  text: string,
  part: string,
  options: FormOptions,
  from: Base | null,
): Promise<Names> {
  const alone = await readPython(text, part);
  const paths = pathsOf(alone, part);
  if (paths.length === 0) return new Map(alone.names);
  const inherited: Names = new Map();
  for (const path of paths) {
    const base = await readBase(file, options, path, from);
    for (const [name, value] of await readNames(file, base.text, base.path, options, base)) {
      if (inherited.has(name) && alone.bases.length === 0 && value.kind !== 'name') {
        fail(part, `its bases both have ${name}, which MMEngine refuses.`);
      }
      inherited.set(name, value);
    }
  }
  const place = { line: 1, column: 1 };
  const base: PythonValue = { kind: 'dict', entries: inherited, place };
  // What is imported from a base is there by its own name; what `_base_` names is not.
  const given: Names = alone.bases.length > 0 ? new Map(inherited) : new Map([['_base_', base]]);
  const { names } = await readPython(text, part, given);
  const merged: Names = new Map(inherited);
  for (const [name, value] of names) {
    if (name === '_base_') continue;
    merged.set(name, merge(inherited.get(name), value));
  }
  return merged;
}

/** The paths in `_base_`, or of the modules imported under `read_base`. */
function pathsOf({ names, bases }: PythonFile, part: string): readonly string[] {
  const modules = bases.map(({ module }) => {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    return `${'../'.repeat(Math.max(0, dots.length - 1))}${rest.replaceAll('.', '/')}.py`;
  });
  const written = names.get('_base_');
  if (!written) return modules;
  const items = written.kind === 'list' ? written.items : [written];
  return items.map((item) =>
    item.kind === 'text' ? item.value : fail(at(part, item.place), '_base_ must be a text or a list of texts.'),
  );
}

/** A dict goes into the one that it is laid over, unless it says `_delete_=True`; anything else takes its place. */
function merge(base: PythonValue | undefined, own: PythonValue): PythonValue {
  if (own.kind !== 'dict') return own;
  const replaces = own.entries.get('_delete_');
  const entries = new Map(own.entries);
  entries.delete('_delete_');
  if (base?.kind !== 'dict' || (replaces?.kind === 'flag' && replaces.value)) return { ...own, entries };
  const merged = new Map(base.entries);
  for (const [key, value] of entries) merged.set(key, merge(base.entries.get(key), value));
  return { ...own, entries: merged };
}
