import { isUnused, type Option, type OptionTable, toSnakeCase } from './options.js';
import type { LearningRateSchedule } from './schedule.js';

/** An option of a schedule under its two names. */
export type CatalogOption = Option & {
  /** In camelCase, as the constructor takes it. */
  readonly name: string;
  /** As Python spells it, which recipes do too. */
  readonly pythonName: string;
};

/** A schedule that can be named, by a recipe or a flag. */
export interface CatalogEntry {
  /** Its name in Python, after its framework's unless that is Keras or Model Garden: `'CosineDecay'`, `'torch.OneCycleLR'`. */
  readonly name: string;
  /** Where it comes from: `'keras'`, `'model-garden'`, a dialect; `'blocks'` are this package's own. */
  readonly framework: string;
  /** What this package exports it as: `'oneCycleLR'`. */
  readonly exportName: string;
  readonly options: readonly CatalogOption[];
  /** The schedule with these options, in camelCase; errors are the constructor's. */
  build(options: Readonly<Record<string, unknown>>): LearningRateSchedule;
}

/** The options that change a rate, and so are worth a field, a flag, or a line of help. */
export const offeredOptions = ({ options }: CatalogEntry) => options.filter((option) => !isUnused(option));

/** The entries of one framework. */
export interface Dialect {
  readonly name: string;
  /** What people call it: `'PyTorch'`. */
  readonly title: string;
  readonly entries: readonly CatalogEntry[];
}

type Build = (options: never) => LearningRateSchedule;
/** A schedule's function or class, given as `{ name: function }`, so that a minifier keeps its name, and its options. */
export type Row = readonly [exported: Readonly<Record<string, Build>>, table: OptionTable];

/** A list of a framework's schedules, by their names in Python. `spell` is how its Python spells an option. */
export function dialect(
  name: string,
  title: string,
  rows: Readonly<Record<string, Row>>,
  spell = toSnakeCase,
): Dialect {
  return {
    name,
    title,
    entries: Object.entries(rows).map(([pythonName, row]) => entryOf(name, `${name}.${pythonName}`, row, spell)),
  };
}

/** The entry of one schedule. */
export function entryOf(framework: string, name: string, [exported, table]: Row, spell = toSnakeCase): CatalogEntry {
  const [[exportName, build]] = Object.entries(exported) as [[string, Build]];
  return {
    name,
    framework,
    exportName,
    options: optionsOf(table, spell),
    build: build as CatalogEntry['build'],
  };
}

/** The options of a table under their two names. */
export function optionsOf(table: OptionTable, spell = toSnakeCase): CatalogOption[] {
  return Object.entries(table).map(([name, option]) => ({ ...option, name, pythonName: spell(name) }));
}
