import { show } from '../../errors.js';
import type { FormFile } from '../form.js';
import { fail, isObject, type JsonObject } from '../reading.js';

/** References that lead to references; more are a circle. */
const LONGEST_WAY = 20;

/**
 * A tree with OmegaConf's references in it, `${a.b}`, replaced by what they are to. One that is to nothing, or inside a
 * text, stays: where it is needed, it is no number.
 */
export function resolveReferences(
  value: unknown,
  root: JsonObject,
  file: FormFile,
  path: readonly string[],
  way = 0,
): unknown {
  if (way > LONGEST_WAY) fail(file.at(path), `it refers to itself, by ${show(value)}.`);
  if (typeof value === 'string') {
    const reference = /^\$\{\s*(?:oc\.select:)?([\w.]+?)\s*(?:,\s*[\w.]+\s*)?\}$/.exec(value)?.[1];
    if (reference === undefined) return value;
    const target = reference.startsWith('.') ? relative(reference, path) : reference.split('.');
    const found = target?.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), root);
    return found === undefined || isObject(found) ? value : resolveReferences(found, root, file, path, way + 1);
  }
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, root, file, path, way));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveReferences(item, root, file, [...path, key], way)]),
  );
}

/** `.key` is beside, `..key` beside the map that it is in. */
function relative(reference: string, path: readonly string[]): readonly string[] | undefined {
  const [dots = ''] = /^\.+/.exec(reference) ?? [];
  return dots.length > path.length
    ? undefined
    : [...path.slice(0, path.length - dots.length), ...reference.slice(dots.length).split('.')];
}
