import { toSnakeCase } from '../options.js';
import { findSchedule } from '../registry.js';
import type { Json, LearningRateSchedule, Serialized } from '../schedule.js';
import type { RecipeDocument } from './read-recipe.js';
import type { ScheduleSpec } from './schedule-from.js';

/**
 * The recipe's form of a schedule: its class, and the options that are not their defaults.
 *
 * ```ts
 * specOf(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }));
 * // { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 1000 }
 * ```
 *
 * @throws {TypeError} for a class of your own, which a recipe cannot name.
 */
export function specOf(schedule: LearningRateSchedule): ScheduleSpec {
  return specFrom(schedule.toJSON());
}

function specFrom({ class_name: className, config }: Serialized): ScheduleSpec {
  if (className === 'Constant') return config['value'] as number;
  const { name, options } = findSchedule(className);
  const kept = options.flatMap((option) => {
    const value = config[toSnakeCase(option.name)] as Json;
    return value === option.default ? [] : [[option.pythonName, plain(value)] as const];
  });
  return { type: name, ...Object.fromEntries(kept) };
}

/** A value of a config, with the schedules in it as specs. */
function plain(value: Json): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? specFrom(value as unknown as Serialized) : value;
}

/**
 * A recipe as a text, in YAML.
 *
 * ```ts
 * const learning_rate = specOf(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }));
 * await writeRecipe({ run: { total_steps: 1000 }, learning_rate }); // 'run:\n  total_steps: 1000\nlearning_rate:\n…'
 * ```
 */
export async function writeRecipe(document: RecipeDocument): Promise<string> {
  const { dump } = await import('js-yaml');
  return dump(document, { lineWidth: 120, noRefs: true, quoteStyle: 'double' });
}
