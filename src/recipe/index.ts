export { catalog, findSchedule } from './catalog/catalog.js';
export type { CatalogEntry, CatalogOption, Framework } from './catalog/entry.js';
export type { Form } from './form.js';
export type { Path, PlacedError } from './path.js';
export type { Quantity } from './quantities.js';
export { type Input, readInput } from './read-input.js';
export { type ReadRecipeOptions, type Recipe, type RecipeDocument, readRecipe } from './read-recipe.js';
export { type ScheduleFromOptions, type ScheduleSpec, scheduleFrom } from './schedule-from.js';
export { specOf, writeRecipe } from './write-recipe.js';
