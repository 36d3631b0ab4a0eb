import { nearest } from '../errors.js';
import { canonicalSpec } from '../recipe/canonical-spec.js';
import { type ScheduleSpec, scheduleFrom } from '../recipe/schedule-from.js';
import { spellingOf } from '../recipe/spelling.js';
import { LearningRateSchedule } from '../schedule.js';
import { type TrainingClock, trainingClock } from '../training-clock.js';
import { type Apart, Rates } from './apart.js';
import type { Family } from './field-map.js';
import { fieldMaps } from './field-maps.js';
import { attempt, membershipsOf } from './membership.js';

/** The same curve in another framework. */
export interface Same {
  /** What such curves are called. */
  readonly family: Family;
  /** The framework's own schedule, with its options as a recipe has them. */
  readonly spec: ScheduleSpec;
  readonly schedule: LearningRateSchedule;
  /** Where its rates differ after all; null where all of the run are the same. */
  readonly apart: Apart | null;
}

export interface SameInOptions {
  /** The run in which the curves are compared, and that epochs and percent are of. Default: as long as the curve changes. */
  readonly clock?: TrainingClock;
}

/**
 * A schedule under the names and options of another framework; null where that has no such curve.
 *
 * The rates of both are compared: they are the same all over the run, or `apart` says from which step on they differ and
 * by how much. Frameworks part by a step within the curve (where one cycle of PyTorch has `total_steps − 1` steps), or only
 * once it has ended; what differs more is not the same curve, and not returned. Units such as `'5ep'` are kept.
 *
 * ```ts
 * const spec = { type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: 1000 };
 * sameIn(spec, 'optax')?.spec; // { type: 'optax.cosine_decay_schedule', init_value: 0.1, decay_steps: 1000, alpha: 0 }
 * ```
 *
 * @throws {RangeError} for a framework that is unknown or has no schedules of its own.
 * @throws {TypeError | RangeError} for a spec that is wrong, as `scheduleFrom`.
 */
export function sameIn(
  schedule: LearningRateSchedule | ScheduleSpec,
  framework: string,
  options: SameInOptions = {},
): Same | null {
  const { clock = trainingClock({}) } = options;
  const maps = Object.hasOwn(fieldMaps, framework) ? fieldMaps[framework] : undefined;
  if (!maps) {
    const names = Object.keys(fieldMaps);
    const meant = nearest(framework, names);
    throw new RangeError(
      `sameIn: framework must be one of ${names.join(', ')}, received ${framework}${meant ? `; did you mean ${meant}?` : '.'}`,
    );
  }
  const isMade = schedule instanceof LearningRateSchedule;
  const spec = isMade ? spellingOf(schedule) : canonicalSpec(schedule);
  const rates = new Rates(isMade ? schedule : scheduleFrom(spec, { clock }), clock.totalSteps);
  const named = typeof spec === 'number' ? { type: 'Constant', value: spec } : spec;
  const found: Same[] = [];
  for (const own of Object.values(fieldMaps)) {
    for (const { family, shape } of membershipsOf(named, own, rates, clock)) {
      for (const map of maps[family] ?? []) {
        const same = attempt(map, shape, rates, clock);
        // A recipe has a constant rate as a number.
        if (same) found.push({ ...same, family, spec: map.type === 'Constant' ? (shape.peak as number) : same.spec });
      }
    }
  }
  return found.find(({ apart }) => apart === null) ?? found.sort((a, b) => by(a) - by(b))[0] ?? null;
}

const by = ({ apart }: Same) => apart?.by ?? 0;

/** The frameworks whose names {@link sameIn} takes. */
export const sameInFrameworks: readonly string[] = Object.keys(fieldMaps);
