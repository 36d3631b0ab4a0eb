import {
  type CatalogEntry,
  type CatalogOption,
  offeredOptions,
  type Path,
  type ScheduleSpec,
} from 'lr-schedules/recipe';

/** A schedule with options, as a recipe has it; a constant rate is a bare number. */
export type NamedSpec = Exclude<ScheduleSpec, number>;

export const isNamed = (spec: unknown): spec is NamedSpec =>
  typeof spec === 'object' && spec !== null && !Array.isArray(spec) && typeof Reflect.get(spec, 'type') === 'string';

/** The options that the page shows: those that a framework has and nothing here depends on are left out. */
export const shownOptions = (entry: CatalogEntry): readonly CatalogOption[] => offeredOptions(entry);

/** The value with another one at the end of a path; undefined takes out what is there. */
export function withValue<T>(tree: T, [key, ...rest]: Path, value: unknown): T {
  if (key === undefined) return value as T;
  const inner = Reflect.get(tree as object, key);
  const changed = withValue(inner, rest, value);
  if (changed === inner) return tree;
  if (Array.isArray(tree)) {
    return (changed === undefined ? tree.toSpliced(Number(key), 1) : tree.with(Number(key), changed)) as T;
  }
  if (changed !== undefined) return { ...tree, [key]: changed };
  const { [key as keyof T]: _, ...others } = tree;
  return others as T;
}
