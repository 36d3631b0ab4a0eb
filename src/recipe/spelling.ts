import { originOf } from '../origin.js';
import { catalog } from '../registry.js';
import { LearningRateSchedule } from '../schedule.js';
import { canonicalSpec } from './canonical-spec.js';
import type { ScheduleSpec } from './schedule-from.js';
import { specOf } from './write-recipe.js';

/** The recipe's form of a schedule as it was made: by the framework's own function, where it was made by one. */
export function spellingOf(schedule: LearningRateSchedule): ScheduleSpec {
  const origin = originOf(schedule);
  const type = origin && (origin.framework === 'blocks' ? origin.name : `${origin.framework}.${origin.name}`);
  if (!origin || !catalog.some(({ name }) => name === type)) return specOf(schedule);
  const options = Object.entries(origin.options).map(([name, value]) => [name, spelled(value)]);
  return canonicalSpec({ type: type as string, ...Object.fromEntries(options) });
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  return value instanceof LearningRateSchedule ? spellingOf(value) : value;
}
