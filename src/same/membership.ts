import { type ScheduleSpec, scheduleFrom } from '../recipe/schedule-from.js';
import type { LearningRateSchedule } from '../schedule.js';
import type { TrainingClock } from '../training-clock.js';
import type { Apart, Rates } from './apart.js';
import type { Family, FieldMap, FieldMaps } from './field-map.js';
import { read, type Shape, write } from './shape.js';

/** A map that a schedule is one of, and what its curve is by it. */
export interface Membership {
  readonly family: Family;
  readonly map: FieldMap;
  readonly shape: Shape;
}

/** The maps of those given that a schedule is one of: written again by them, it has the same rates. */
export function* membershipsOf(
  spec: Exclude<ScheduleSpec, number>,
  maps: FieldMaps,
  rates: Rates,
  clock: TrainingClock,
): Generator<Membership> {
  for (const [family, members] of Object.entries(maps) as [Family, readonly FieldMap[]][]) {
    for (const map of members) {
      const shape = map.type === spec.type ? read(map, spec, clock) : null;
      if (shape && attempt(map, shape, rates, clock)?.apart === null) yield { family, map, shape };
    }
  }
}

/** The schedule of a map, and where it differs; null if it is another curve. */
export function attempt(
  map: FieldMap,
  shape: Shape,
  rates: Rates,
  clock: TrainingClock,
): { spec: Exclude<ScheduleSpec, number>; schedule: LearningRateSchedule; apart: Apart | null } | null {
  try {
    const spec = write(map, shape, clock);
    const schedule = scheduleFrom(spec, { clock });
    const apart = rates.apart(schedule);
    return apart === undefined ? null : { spec, schedule, apart };
  } catch {
    // Options that the framework refuses: it has no such curve.
    return null;
  }
}
