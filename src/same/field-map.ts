/** What the curves that several frameworks have under their own names are made of. */
export type Parameter =
  /** The highest rate, the rate at step 0, and the one at the end. */
  | 'peak'
  | 'start'
  | 'floor'
  /** Length of the warmup, and of the whole with it. */
  | 'warmup'
  | 'total'
  /** Length of the last part, or the time in which the rate is multiplied by `factor`. */
  | 'decay'
  | 'factor'
  | 'power'
  /** How the last part falls: `'linear'`, `'cosine'` or `'1-sqrt'`. */
  | 'fall'
  /** The part of the run that climbs. */
  | 'climb';

/** What one option has in it: a parameter, what follows from two of them, or what it must be. */
export type Field =
  | Parameter
  | number
  | boolean
  /** `of` / `per`, never less than `least`; `and` is another parameter that is the same. */
  | { readonly of: Parameter; readonly per: Parameter; readonly least?: number; readonly and?: Parameter }
  /** `under` / `of`. */
  | { readonly of: Parameter; readonly under: Parameter }
  /** `of` − `less`. */
  | { readonly of: Parameter; readonly less: readonly Parameter[] }
  /** The factor of one step, of one that counts for `within`. */
  | { readonly of: Parameter; readonly within: Parameter }
  /** A parameter whose values are called otherwise. */
  | { readonly of: Parameter; readonly called: Readonly<Record<string, string>> }
  | FieldMap
  | readonly Field[];

/** A curve in a framework: the schedule's name, and what its options are; those that are not here have their defaults. */
export interface FieldMap {
  readonly type: Name;
  readonly [option: string]: Field | Name;
}
/** The name of a schedule in the catalog, which no parameter has. */
type Name = `${string}.${string}` | Capitalize<string> | 'withWarmup' | 'warmupStableDecay';

/** The curves that have a name in more than one framework. */
export type Family =
  | 'constant'
  | 'cosine'
  | 'polynomial decay'
  | 'exponential decay'
  | 'step decay'
  | 'one cycle'
  | 'warmup, stable, decay';

/**
 * How one framework has them. The schedules of a family may overlap: which of them a curve is, is found out by comparing
 * rates, so none has to say when it fits.
 */
export type FieldMaps = Readonly<Partial<Record<Family, readonly FieldMap[]>>>;
