export { type CatalogEntry, type CatalogOption, offeredOptions, optionsOf } from '../catalog-entry.js';
export {
  type Bounds,
  type ChoiceOption,
  type GroupsOption,
  isList,
  isNullable,
  isRequired,
  isUnused,
  type NumberOption,
  type Option,
  type OptionTable,
  type Quantity,
} from '../options.js';
export { catalog, findSchedule, frameworkTitles } from '../registry.js';
export type { Apart } from '../same/apart.js';
export type { Family } from '../same/field-map.js';
export { type Same, type SameInOptions, sameIn, sameInFrameworks } from '../same/same-in.js';
export { canonicalSpec } from './canonical-spec.js';
export { numberIn, timeIn } from './number.js';
export type { Path, PlacedError } from './path.js';
export { type Input, readInput } from './read-input.js';
export { type ReadRecipeOptions, type Recipe, type RecipeDocument, readRecipe } from './read-recipe.js';
export { type ScheduleFromOptions, type ScheduleSpec, scheduleFrom } from './schedule-from.js';
export { specOf, writeRecipe } from './write-recipe.js';
