import { type OptionTable, type Rule, toSnakeCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { type Form, formOf } from '../form.js';
import { type Quantity, quantityOf } from '../quantities.js';

/** Where a schedule comes from; `blocks` are this package's own. */
export type Framework = 'keras' | 'model-garden' | 'blocks' | 'optax' | 'torch' | 'timm' | 'transformers';

/** An option of a schedule, with all that a form field needs to know. */
export interface CatalogOption extends Form {
  /** In camelCase, as the constructor takes it. */
  readonly name: string;
  /** As Python spells it, which recipes do too. */
  readonly pythonName: string;
  readonly quantity: Quantity;
  readonly isRequired: boolean;
  /** What it is if it is left out; undefined where it is required. */
  readonly fallback: unknown;
  readonly rule: Rule;
}

/** A schedule that a recipe can name. */
export interface CatalogEntry {
  /** Its name in Python, after its framework's unless that is Keras or Model Garden: `'CosineDecay'`, `'torch.OneCycleLR'`. */
  readonly name: string;
  readonly framework: Framework;
  /** What this package exports it as: `'oneCycleLR'`. */
  readonly exportName: string;
  readonly options: readonly CatalogOption[];
  /** The schedule with these options, in camelCase; errors are the constructor's. */
  build(options: Readonly<Record<string, unknown>>): LearningRateSchedule;
}

/** The options that change a rate, and so are worth a field, a flag, or a line of help. */
export const offeredOptions = ({ options }: CatalogEntry) => options.filter(({ quantity }) => quantity !== 'none');

type Build = (options: never) => LearningRateSchedule;

/** The entry of one function, given as `{ name: function }`, so that a minifier keeps its name. */
export function entryOf(
  framework: Framework,
  pythonName: string,
  exported: Readonly<Record<string, Build>>,
  table: OptionTable,
): CatalogEntry {
  const [[exportName, build]] = Object.entries(exported) as [[string, Build]];
  const isPeer = !['keras', 'model-garden', 'blocks'].includes(framework);
  const options = Object.entries(table).map(([name, [rule, fallback]]) => ({
    name,
    // PyTorch has `T_max` and its like.
    pythonName: framework === 'torch' ? toSnakeCase(name).replace(/^t_?(?=max|mult|0)/, 'T_') : toSnakeCase(name),
    quantity: quantityOf(pythonName, name),
    isRequired: fallback === undefined,
    fallback,
    rule,
    ...formOf(rule),
  }));
  return {
    name: isPeer ? `${framework}.${pythonName}` : pythonName,
    framework,
    exportName,
    options,
    build: build as CatalogEntry['build'],
  };
}
