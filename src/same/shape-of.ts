import { canonicalSpec } from '../recipe/canonical-spec.js';
import { type ScheduleSpec, scheduleFrom } from '../recipe/schedule-from.js';
import { findSchedule } from '../registry.js';
import { type TrainingClock, trainingClock } from '../training-clock.js';
import { Rates } from './apart.js';
import type { Family, FieldMap, Parameter } from './field-map.js';
import { fieldMaps } from './field-maps.js';
import { membershipsOf } from './membership.js';
import { parametersOf, type Shape, write } from './shape.js';

/** A schedule by what its curve is made of. */
export interface SpecShape {
  readonly family: Family;
  /** Those that its options have in them. */
  readonly parameters: Partial<Shape>;
  readonly spec: ScheduleSpec;
  /** The same with other parameters: all options that follow from them change with them. */
  with(change: Partial<Shape>): SpecShape;
}

/**
 * What the curve of a spec is made of: its peak, its floor, how long its warmup is, and so on, whatever the options are called
 * that say so. Null for a curve of no family.
 *
 * ```ts
 * const spec = { type: 'CosineDecay', initial_learning_rate: 0, warmup_target: 0.1, warmup_steps: 100, decay_steps: 900 };
 * shapeOf(spec)?.with({ warmup: 200 }).spec; // { …, warmup_steps: 200, decay_steps: 800 }: the run ends where it did
 * ```
 *
 * @throws {TypeError | RangeError} for a spec that is wrong, as `scheduleFrom`.
 */
export function shapeOf(
  spec: ScheduleSpec,
  { clock = trainingClock({}) }: { readonly clock?: TrainingClock } = {},
): SpecShape | null {
  const given = canonicalSpec(spec);
  if (typeof given === 'number') return null;
  const maps = fieldMaps[findSchedule(given.type).framework] ?? {};
  const rates = new Rates(scheduleFrom(given, { clock }), clock.totalSteps);
  for (const { family, map, shape } of membershipsOf(given, maps, rates, clock))
    return shaped(family, map, shape, given, clock);
  return null;
}

function shaped(
  family: Family,
  map: FieldMap,
  shape: Shape,
  spec: Exclude<ScheduleSpec, number>,
  clock: TrainingClock,
): SpecShape {
  const known = parametersOf(map).map((parameter: Parameter) => [parameter, shape[parameter]]);
  return {
    family,
    parameters: Object.fromEntries(known),
    spec,
    with: (change) => {
      const changed = { ...shape, ...change };
      return shaped(family, map, changed, { ...spec, ...write(map, changed, clock) }, clock);
    },
  };
}
