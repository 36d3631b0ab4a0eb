import type { FormFile } from '../formats/form.js';
import { openFile } from '../formats/open-file.js';
import { chooseForm, readForm } from '../formats/read-schedule.js';
import type { OptimizerSettings, ReadOptions, ReadSchedule, Source } from '../formats/reading.js';
import { clockOf, type FormRun } from '../formats/run.js';
import { inFile, isRecipe, parseFile, type ReadRecipeOptions, type Recipe, recipeIn } from './read-recipe.js';

/** What a file says, be it a recipe or what a framework saved. */
export interface Input extends Omit<Recipe, 'document'> {
  /** The recipe as it was read; null where the file is none. */
  readonly document: Recipe['document'] | null;
  /** As of `readSchedule`; null, and nothing is ignored, where the file is a recipe. */
  readonly form: string | null;
  readonly optimizer: OptimizerSettings | null;
  readonly iterations: number | null;
  readonly ignored: readonly string[];
}

export interface ReadInputOptions extends ReadRecipeOptions, Omit<ReadOptions, 'run' | 'file'> {
  /** What is known of the run besides; it goes before what the file says. */
  readonly known?: FormRun;
}

/**
 * A recipe, or any other file that `readSchedule` reads, recognised by what is in it.
 *
 * ```ts
 * const { schedules, iterations } = await readInput(await readFile('model.keras'), { file: 'model.keras' });
 * schedules.learning_rate?.(iterations ?? 0); // the rate of the next update
 * ```
 *
 * @throws {TypeError | RangeError} that starts with the file, and the line and the column or the part of it.
 */
export async function readInput(source: Source, options: ReadInputOptions = {}): Promise<Input> {
  const { file = 'the input', run = (own) => own, known = {}, form, ...others } = options;
  const opened = await openFile(source, file);
  if (form === undefined && (await mayBeRecipe(opened))) {
    const { yaml, text } = opened;
    const recipe = recipeIn(yaml ? inFile(yaml, file) : await parseFile(text, file), run);
    return { ...recipe, form: null, optimizer: null, iterations: null, ignored: [] };
  }
  const read = await readForm(opened, chooseForm(opened, form), { ...others, file, run: known });
  const { optimizer, iterations, ignored } = read;
  const clock = clockOf(run(read.run));
  return { clock, schedules: schedulesOf(read), document: null, form: read.form, optimizer, iterations, ignored };
}

const mayBeRecipe = (file: FormFile) => (file.syntax === 'json' || file.syntax === 'yaml') && isRecipe(file);

/** All schedules of a file, by what they are of. */
function schedulesOf({ schedule, groups, momentum }: ReadSchedule): Input['schedules'] {
  const ofGroups = Object.entries(groups).map(([name, group]) => [`learning_rate_${name}`, group] as const);
  return { learning_rate: schedule, ...Object.fromEntries(ofGroups), ...(momentum ? { momentum } : {}) };
}
