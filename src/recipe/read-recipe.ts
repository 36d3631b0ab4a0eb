import { isFault, nearest, reworded, show } from '../errors.js';
import type { FormFile } from '../formats/form.js';
import { learningRateTypes } from '../formats/model-garden/model-garden-types.js';
import { recognise } from '../formats/read-schedule.js';
import { fail, isObject, LARGEST_JSON, toJsonObject, toText } from '../formats/reading.js';
import { LARGEST_YAML, type Place, parseYamlFile, type YamlFile } from '../formats/syntax/yaml.js';
import { checkOption, type OptionTable, toCamelCase, toSnakeCase } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { clockTable, type TrainingClock, type TrainingClockOptions, trainingClock } from '../training-clock.js';
import { numberIn } from './number.js';
import { failAt, isPlaced, type Path, placed } from './path.js';
import { type ScheduleSpec, scheduleFrom } from './schedule-from.js';

/** A recipe as it is written: a plain tree, as of YAML or JSON. */
export interface RecipeDocument {
  readonly run?: Readonly<Record<string, unknown>>;
  readonly learning_rate?: ScheduleSpec;
  readonly hyper_parameters?: Readonly<Record<string, ScheduleSpec>>;
}

/** What a recipe says. */
export interface Recipe {
  /** The run's clock; without a `run`, one that understands steps alone. */
  readonly clock: TrainingClock;
  /** The schedules by what they are of: `learning_rate` first, if the recipe has it. */
  readonly schedules: Readonly<Record<string, LearningRateSchedule>>;
  /** The recipe as it was read, with its units and names. */
  readonly document: RecipeDocument;
}

export interface ReadRecipeOptions {
  /** What the recipe is called in messages. Default `'recipe'`. */
  readonly file?: string;
  /** What to make of the recipe's `run`, such as to put other options before its own. Default as it is. */
  readonly run?: (own: TrainingClockOptions) => TrainingClockOptions;
}

const KEYS = ['run', 'learning_rate', 'hyper_parameters'] as const;

/**
 * A recipe: a run and its schedules, as a person writes them in YAML or JSON.
 *
 * ```ts
 * const { clock, schedules } = await readRecipe(`
 *   run: { examples: 50000, batch_size: 100, epochs: 10 }
 *   learning_rate: { type: torch.OneCycleLR, max_lr: 0.1, total_steps: 100% }
 *   hyper_parameters:
 *     momentum: 0.9
 * `);
 * clock.totalSteps; // 5000
 * schedules.learning_rate?.(1499); // 0.1
 * ```
 *
 * @throws {TypeError | RangeError} with the line and the column, as `recipe:3:19: …`.
 */
export async function readRecipe(text: string, options: ReadRecipeOptions = {}): Promise<Recipe> {
  return recipeIn(await parseFile(text, options.file), options.run);
}

/** Whether a file means to be a recipe, with mistakes in it or not, rather than a config of some framework. */
export function isRecipe(file: FormFile): boolean {
  const { value } = file;
  if (!isObject(value)) return true;
  if (['run', 'hyper_parameters', 'hyperParameters', 'learningRate'].some((key) => key in value)) return true;
  const rate = value['learning_rate'];
  // Model Garden has a map there, too, beside its other parts, or with a map for each of its types.
  if (isObject(rate) && !['optimizer', 'warmup', 'optimizer_config', 'trainer'].some((key) => key in value)) {
    const types = ['constant', ...Object.keys(learningRateTypes)];
    return !types.some((type) => isObject(rate[type]) || (type === rate['type'] && type in rate));
  }
  return !recognise(file);
}

/** A parsed file, and what to call the place of a value in it. */
export interface ParsedFile {
  readonly value: unknown;
  place(path: Path): string;
  /** A key that its map has twice, and its place; null without one. */
  readonly twice: readonly [key: string, place: string] | null;
}

/** @throws {TypeError | RangeError} for what is neither YAML nor JSON, and for hostile files. */
export async function parseFile(text: string, file = 'recipe'): Promise<ParsedFile> {
  const source = toText(text, file, LARGEST_JSON);
  const isJson = source.trimStart().startsWith('{');
  try {
    return inFile(await parseYamlFile(toText(source, file, LARGEST_YAML), file), file);
  } catch (error) {
    // JSON may be larger and deeper than YAML, but its parser tells no places.
    if (!isJson) throw error;
    const value = tryJson(source, file);
    if (!value) throw error;
    return { value, place: (path) => [file, ...path].join(' → '), twice: null };
  }
}

/** YAML that is parsed already. */
export function inFile({ value, place, twice }: YamlFile, file: string): ParsedFile {
  const show = ({ line, column }: Place) => `${file}:${line}:${column}`;
  return { value, place: (path) => show(place(path)), twice: twice && [twice.key, show(twice)] };
}

function tryJson(source: string, file: string): object | null {
  try {
    return toJsonObject(source, file);
  } catch {
    return null;
  }
}

/** The recipe in a parsed file. */
export function recipeIn({ value, place, twice }: ParsedFile, run: ReadRecipeOptions['run'] = (own) => own): Recipe {
  if (twice) fail(twice[1], `${twice[0]} is there twice: leave one out.`);
  try {
    return recipeFrom(value, run);
  } catch (error) {
    if (!isPlaced(error)) throw error;
    const Kind = error instanceof RangeError ? RangeError : TypeError;
    throw new Kind(`${place(error.path)}: ${error.message}`, { cause: error });
  }
}

interface Part {
  /** The part's key as it was spelled. */
  readonly key: string;
  readonly value: unknown;
}

/** Errors have the `path` to what is wrong. */
function recipeFrom(value: unknown, run: Required<ReadRecipeOptions>['run']): Recipe {
  const parts = partsOf(value);
  const clock = readRun(parts.run, run);
  const specs = specsIn(parts);
  const schedules = Object.fromEntries(
    specs.map(({ name, path, spec }) => [name, inside(path, () => scheduleFrom(spec, { clock }))]),
  );
  const document = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value]));
  return { clock, schedules, document: document as RecipeDocument };
}

function partsOf(value: unknown): { readonly [K in (typeof KEYS)[number]]?: Part } {
  if (!isObject(value)) failAt([], `a recipe must be a map with ${KEYS.join(', ')}, received ${show(value)}.`);
  const parts: Record<string, Part> = {};
  for (const [key, part] of Object.entries(value)) {
    // What starts with x- holds anchors, or notes.
    if (key === '$schema' || key.startsWith('x-')) continue;
    const name = toSnakeCase(key);
    if (!(KEYS as readonly string[]).includes(name)) {
      const meant = nearest(name, KEYS);
      failAt([key], `a recipe has no ${show(key)}: ${meant ? `did you mean ${meant}?` : `it has ${KEYS.join(', ')}.`}`);
    }
    if (Object.hasOwn(parts, name)) failAt([key], `${name} is there twice, in two spellings.`);
    parts[name] = { key, value: part };
  }
  return parts;
}

/** What is scheduled: the learning rate first. */
function specsIn({ learning_rate: rate, hyper_parameters: others }: ReturnType<typeof partsOf>) {
  const specs: { name: string; path: Path; spec: unknown }[] = [];
  if (rate) specs.push({ name: 'learning_rate', path: [rate.key], spec: rate.value });
  if (others) {
    const { key, value } = others;
    if (!isObject(value)) failAt([key], `hyper_parameters must be a map, received ${show(value)}.`);
    for (const [name, spec] of Object.entries(value)) {
      const path = [key, name];
      if (!/^[A-Za-z]\w*$/.test(name)) {
        failAt(path, `a hyper-parameter must have a name of letters, digits and _, received ${show(name)}.`);
      }
      if (toSnakeCase(name) === 'learning_rate')
        failAt(path, 'learning_rate must be beside hyper_parameters, not in it.');
      specs.push({ name, path, spec });
    }
  }
  if (specs.length === 0) failAt([], 'a recipe must have a learning_rate, or something in hyper_parameters.');
  return specs;
}

function readRun(found: Part | undefined, change: Required<ReadRecipeOptions>['run']): TrainingClock {
  const own: Record<string, unknown> = {};
  if (found) {
    const { key: run, value } = found;
    if (!isObject(value)) failAt([run], `run must be a map, received ${show(value)}.`);
    for (const [key, given] of Object.entries(value)) {
      const name = toCamelCase(key);
      const option = Object.hasOwn(clockTable, name) ? (clockTable as OptionTable)[name] : undefined;
      if (!option) {
        const known = Object.keys(clockTable).map(toSnakeCase);
        const meant = nearest(key, known);
        const help = meant ? `did you mean ${meant}?` : `it has ${known.join(', ')}.`;
        failAt([run, key], `run has no ${show(key)}: ${help}`);
      }
      own[name] = placed([run, key], () => checkOption('run', key, option, numberIn(given)));
    }
  }
  return placed(found ? [found.key] : [], () => {
    try {
      return trainingClock(change(own));
    } catch (error) {
      throw isFault(error) ? reworded(error, { owner: () => 'run', option: toSnakeCase }) : error;
    }
  });
}

/** Runs `make`, and puts `path` before the path of what it throws. */
function inside<T>(path: Path, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (isPlaced(error)) throw Object.assign(error, { path: [...path, ...error.path] });
    throw error;
  }
}
