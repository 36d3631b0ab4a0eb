import { readSchedule } from '../formats/read-schedule.js';
import {
  isObject,
  type JsonObject,
  LARGEST_JSON,
  type OptimizerSettings,
  type Source,
  toText,
} from '../formats/reading.js';
import { type TrainingClockOptions, trainingClock } from '../training-clock.js';
import { isRecipe, parseFile, type ReadRecipeOptions, type Recipe, recipeIn } from './read-recipe.js';

/** What a file says, be it a recipe or what a framework saved. */
export interface Input extends Omit<Recipe, 'document'> {
  /** The recipe as it was read; null where the file is none. */
  readonly document: Recipe['document'] | null;
  /** As of `readSchedule`; null, null and empty where the file is a recipe. */
  readonly optimizer: OptimizerSettings | null;
  readonly iterations: number | null;
  readonly ignored: readonly string[];
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
export async function readInput(source: Source, options: ReadRecipeOptions = {}): Promise<Input> {
  const { file = 'the input', run = (own) => own } = options;
  const parsed = isText(source) ? await parseFile(toText(source, file, LARGEST_JSON), file) : null;
  if (parsed && isRecipe(parsed.value)) {
    return { ...recipeIn(parsed, run), optimizer: null, iterations: null, ignored: [] };
  }
  const clock = trainingClock(run(parsed ? runOf(parsed.value as JsonObject) : {}));
  const { stepsPerEpoch } = clock;
  try {
    const { schedule, ...rest } = await readSchedule(source, stepsPerEpoch === null ? {} : { stepsPerEpoch });
    return { clock, schedules: { learning_rate: schedule }, document: null, ...rest };
  } catch (error) {
    throw new (error instanceof RangeError ? RangeError : TypeError)(`${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** What a config of Model Garden, or training arguments of Hugging Face, say of the length of the run. */
function runOf({ trainer, max_steps: steps, num_train_epochs: epochs }: JsonObject): TrainingClockOptions {
  const totalSteps = isObject(trainer) ? trainer['train_steps'] : steps;
  if (typeof totalSteps === 'number' && Number.isInteger(totalSteps) && totalSteps > 0) return { totalSteps };
  return typeof epochs === 'number' && epochs > 0 ? { epochs } : {};
}

/** Whether it is none of the archives that models are saved in. */
function isText(source: Source): boolean {
  if (typeof source === 'string') return true;
  const [first, second] = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
  return !(first === 0x50 && second === 0x4b) && first !== 0x89;
}
