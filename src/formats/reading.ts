import { show } from '../errors.js';
import { oneLine } from '../plot/text-width.js';
import type { Json, LearningRateSchedule, ScheduleClass } from '../schedule.js';
import { Budget } from './budget.js';
import { type FormRun, LackingError } from './run.js';

export interface ReadOptions {
  /** The form to read it as, such as `'deepspeed'`. Default: recognised by what is in it. */
  readonly form?: string;
  /** The file's name, for messages and where it helps to recognise the form. */
  readonly file?: string;
  /** What the file does not say of the run; it goes before what the file says. */
  readonly run?: FormRun;
  /** The experiment of Model Garden that the file is laid over. */
  readonly experiment?: string;
  /** Whose class a saved `WarmUp` is, where the file does not say: they differ in the clock of what follows. */
  readonly warmUp?: 'transformers' | 'model-garden';
  /** The text of a file that this one is based on, by its path as it is written. */
  readonly base?: Readonly<Record<string, string>> | ((path: string) => string | null | Promise<string | null>);
  /** Schedule classes of your own, by the name they are saved under. */
  readonly customObjects?: Readonly<Record<string, ScheduleClass>>;
}

/** The settings of an optimizer, without its learning rate. */
export interface OptimizerSettings {
  /** The name of the optimizer's class in Keras, such as `'Adam'`. */
  readonly className: string;
  /** Its settings under Keras's names, such as `beta_1`. */
  readonly config: Readonly<Record<string, Json>>;
}

/** What a file says about the learning rate. */
export interface ReadSchedule {
  /** The form that it was read as. */
  readonly form: string;
  /** The schedule; of a plain number as the rate, a `Constant`. */
  readonly schedule: LearningRateSchedule;
  /** The schedules of parameter groups that have another, by the group's name. */
  readonly groups: Readonly<Record<string, LearningRateSchedule>>;
  /** The schedule of the momentum, or of Adam's beta 1, where it moves; null where not. */
  readonly momentum: LearningRateSchedule | null;
  /** The optimizer's settings; null where the file names no optimizer. */
  readonly optimizer: OptimizerSettings | null;
  /** The optimizer's count of updates, from where a training goes on; null where the file has none. */
  readonly iterations: number | null;
  /** What is known of the run, by the file and by the option `run`. */
  readonly run: FormRun;
  /** What the file says besides and nothing here can use: where it stands, and why if that is not plain. */
  readonly ignored: readonly string[];
}

/** What a form's reader finds; what it leaves out is empty. */
export type Found = Pick<ReadSchedule, 'schedule'> & Partial<Omit<ReadSchedule, 'form'>>;

export const asRead = (form: string, found: Found): ReadSchedule => ({
  groups: {},
  momentum: null,
  optimizer: null,
  iterations: null,
  run: {},
  ignored: [],
  ...found,
  form,
});

/** What the readers take: a text, or its bytes in UTF-8; those of JSON also take what `JSON.parse` makes of it. */
export type Source = string | Uint8Array | ArrayBuffer;

export type JsonObject = Record<string, unknown>;

/** As large as no config is: these bound time and memory on a hostile file. */
export const LARGEST_JSON = 8 << 20;
const MOST_VALUES = 250_000;
/** Deeper than any model nests its layers. */
const DEEPEST = 512;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const refusals = new WeakSet<object>();

/** @throws {TypeError} that names the part of the file. */
export function fail(part: string, message: string): never {
  const error = new TypeError(oneLine(`${part}: ${message}`));
  refusals.add(error);
  throw error;
}

/** Whether an error is of `fail`, rather than of the engine. */
export const isRefusal = (error: unknown) => typeof error === 'object' && error !== null && refusals.has(error);

/** A path inside a part of a file: `config.json → compile_config.optimizer`. */
export function within(part: string, path: string): string {
  return part.includes(' → ') ? `${part}.${path}` : `${part} → ${path}`;
}

/** Runs `read`, and names the part of the file in front of what it throws. */
export function inPart<R>(part: string, read: () => R): R {
  try {
    return read();
  } catch (error) {
    // What is asked for names its place already.
    if (error instanceof LackingError) throw error;
    const Kind = error instanceof RangeError ? RangeError : TypeError;
    throw new Kind(oneLine(`${part}: ${error instanceof Error ? error.message : String(error)}`), { cause: error });
  }
}

/** The bytes of a source that is not a text. */
export function toBytes(source: unknown, part: string): Uint8Array {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  fail(part, `bytes are required, as a Uint8Array or an ArrayBuffer, received ${show(source)}.`);
}

/** The text of a source, of at most `largest` characters. */
export function toText(source: unknown, part: string, largest: number): string {
  const size = typeof source === 'string' ? source.length : toBytes(source, part).length;
  if (size > largest) throw new RangeError(`${part}: at most ${largest} characters are read, received ${size}.`);
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decodeUtf8(toBytes(source, part), part);
  if (text.trim() === '') fail(part, 'it is empty.');
  return text;
}

function decodeUtf8(bytes: Uint8Array, part: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    fail(part, 'it is no text in UTF-8.');
  }
}

/** The object in a JSON text, or one that is parsed already; harmless either way. */
export function toJsonObject(source: unknown, part: string, budget?: Budget): JsonObject {
  const given = isObject(source) && !(source instanceof ArrayBuffer) && !ArrayBuffer.isView(source);
  const text = given ? null : toText(source, part, LARGEST_JSON);
  const value = text === null ? source : parse(text, part);
  if (!isObject(value)) fail(part, `an object is required, received ${show(value)}.`);
  checkTree(value, part, budget ?? new Budget(text?.length ?? LARGEST_JSON));
  return value;
}

function parse(text: string, part: string): unknown {
  if (countOf(text, '[') + countOf(text, '{') + countOf(text, ',') > MOST_VALUES) {
    throw new RangeError(`${part}: more than ${MOST_VALUES} values are refused.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    fail(part, `it is no JSON: ${(error as Error).message}.`);
  }
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** What a value of a tree costs: it is looked at more than once. */
const VALUE_COST = 64;

/**
 * Refuses keys that would reach a prototype, deep nesting, and more values than the budget has, those that are shared
 * counted wherever they are, before anything else walks the tree.
 * @throws {TypeError | RangeError} for those.
 */
export function checkTree(value: unknown, part: string, budget: Budget, depth = 0): void {
  budget.spend(VALUE_COST + (typeof value === 'string' ? value.length : 0), part);
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) throw new RangeError(`${part}: it is nested deeper than ${DEEPEST}.`);
  if (Array.isArray(value)) {
    for (const item of value) checkTree(item, part, budget, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__') fail(part, 'the key "__proto__" is refused.');
    budget.spend(key.length, part);
    checkTree((value as JsonObject)[key], part, budget, depth + 1);
  }
}

/** A copy of the JSON of a tree that `checkTree` passed. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
