import { checkTree, fail, isObject, LARGEST_JSON, toJsonObject, toText } from '../formats/reading.js';
import { LARGEST_YAML, type Place, parseYamlFile } from '../formats/yaml.js';
import { nearest, readOptions, show, toCamelCase, toSnakeCase } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { clockTable, type TrainingClock, type TrainingClockOptions, trainingClock } from '../training-clock.js';
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
  /** Options of the clock that count more than those of the recipe's `run`. */
  readonly run?: TrainingClockOptions;
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
 * schedules.learning_rate(1499); // 0.1
 * ```
 *
 * @throws {TypeError | RangeError} with the line and the column, as `recipe:3:19: …`.
 */
export async function readRecipe(text: string, options: ReadRecipeOptions = {}): Promise<Recipe> {
  const { file = 'recipe', run = {} } = options;
  const { value, place } = await parse(text, file);
  try {
    return recipeFrom(value, run);
  } catch (error) {
    if (!isPlaced(error)) throw error;
    throw new (error instanceof RangeError ? RangeError : TypeError)(`${place(error.path)}: ${error.message}`, {
      cause: error,
    });
  }
}

/** Whether a parsed file means to be a recipe, rather than a config of some framework. */
export function isRecipe(value: unknown): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value).map(toSnakeCase);
  if (keys.includes('hyper_parameters') || keys.includes('run')) return true;
  const rate = value['learning_rate'] ?? value['learningRate'];
  // Model Garden has the options of the type under its name.
  const isSpec = typeof rate === 'number' || (isObject(rate) && !Object.hasOwn(rate, String(rate['type'])));
  return isSpec && keys.every((key) => key === 'learning_rate' || key === '$schema');
}

async function parse(text: string, file: string): Promise<{ value: unknown; place(path: Path): string }> {
  const source = toText(text, file, LARGEST_JSON);
  // What is larger than YAML may be can be JSON still, whose parser tells no places.
  if (source.length > LARGEST_YAML && source.trimStart().startsWith('{')) {
    return { value: toJsonObject(source, file), place: (path) => [file, ...path].join(' → ') };
  }
  const { value, place, twice } = await parseYamlFile(toText(source, file, LARGEST_YAML), file);
  checkTree(value, file);
  const show = ({ line, column }: Place) => `${file}:${line}:${column}`;
  if (twice) fail(show(twice), `${twice.key} is there twice: leave one out.`);
  return { value, place: (path) => show(place(path)) };
}

/** The recipe in a parsed file. Errors have the `path` to what is wrong. */
export function recipeFrom(value: unknown, run: TrainingClockOptions = {}): Recipe {
  if (!isObject(value)) failAt([], `a recipe must be a map with ${KEYS.join(', ')}, received ${show(value)}.`);
  const found = new Map<string, { key: string; value: unknown }>();
  for (const [key, part] of Object.entries(value)) {
    const name = toSnakeCase(key);
    if (key === '$schema') continue;
    if (!(KEYS as readonly string[]).includes(name)) {
      const meant = nearest(name, KEYS);
      failAt([key], `a recipe has no ${show(key)}: ${meant ? `did you mean ${meant}?` : `it has ${KEYS.join(', ')}.`}`);
    }
    if (found.has(name)) failAt([key], `${name} is there twice, in two spellings.`);
    found.set(name, { key, value: part });
  }
  const clock = readRun(found.get('run'), run);
  const schedules: Record<string, LearningRateSchedule> = {};
  const read = (name: string, spec: unknown, path: Path) => {
    schedules[name] = inside(path, () => scheduleFrom(spec, { clock }));
  };
  const rate = found.get('learning_rate');
  if (rate) read('learning_rate', rate.value, [rate.key]);
  const others = found.get('hyper_parameters');
  if (others) {
    if (!isObject(others.value))
      failAt([others.key], `hyper_parameters must be a map, received ${show(others.value)}.`);
    for (const [name, spec] of Object.entries(others.value)) {
      const path = [others.key, name];
      if (!/^[A-Za-z]\w*$/.test(name))
        failAt(path, `a hyper-parameter must have a name of letters, digits and _, received ${show(name)}.`);
      if (toSnakeCase(name) === 'learning_rate')
        failAt(path, 'learning_rate stands beside hyper_parameters, not in it.');
      read(name, spec, path);
    }
  }
  if (Object.keys(schedules).length === 0)
    failAt([], 'a recipe must have a learning_rate, or something in hyper_parameters.');
  const document = Object.fromEntries([...found].map(([name, part]) => [name, part.value])) as RecipeDocument;
  return { clock, schedules, document };
}

function readRun(found: { key: string; value: unknown } | undefined, more: TrainingClockOptions): TrainingClock {
  if (!found) return trainingClock(more);
  const { key: run, value } = found;
  if (!isObject(value)) failAt([run], `run must be a map, received ${show(value)}.`);
  const options: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value)) {
    const name = toCamelCase(key);
    const rule = clockTable[name];
    if (!rule) {
      const known = Object.keys(clockTable);
      const meant = nearest(name, known);
      const help = meant ? `did you mean ${toSnakeCase(meant)}?` : `it has ${known.map(toSnakeCase).join(', ')}.`;
      failAt([run, key], `run has no ${show(key)}: ${help}`);
    }
    placed([run, key], () => readOptions('run', { [key]: rule }, { [key]: given }));
    options[name] = given;
  }
  return placed([run], () => trainingClock({ ...options, ...more }));
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
