import { classNameOf, type Finding, warning } from '../diagnose/finding.js';
import { show } from '../errors.js';
import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import { LearningRateSchedule } from '../schedule.js';
import { CosineRamp } from '../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../schedules/blocks/linear-ramp.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { build } from './curve.js';
import { planned } from './plan.js';

const table = {
  /** The step from which on the schedule is another: the first update after the resume. */
  at: { is: 'number', atLeast: 0 },
  /** The step at which the new schedule ends. */
  to: { is: 'number', above: 0 },
  /** Rate at the end. Default 0. */
  end: { is: 'number', atLeast: 0, default: 0 },
  /**
   * How it gets there: by a straight line or half a cosine from the rate at `at`, or as the schedule itself would have with
   * its end at `to`, which may jump. Default `'linear'`.
   */
  shape: { is: 'choice', of: ['linear', 'cosine', 'same'], default: 'linear' },
} as const satisfies OptionTable;

export interface ExtendOptions extends Needed<typeof table>, Optional<typeof table> {}

/** A schedule that goes on to another end. */
export interface Extension {
  readonly schedule: LearningRateSchedule;
  /** A jump at `at`, where the shape cannot do without one; else null. */
  readonly finding: Finding | null;
}

/** A change at one step that is no more than this many of the schedule's own moves is no jump. */
const MOVES = 3;

/**
 * A schedule that is as it was up to a step, and from there goes on, without a jump, to another end: what a run needs that is
 * to last longer, or to be over sooner, than it was planned.
 *
 * rate(t) = schedule(t) for t < at, then from schedule(at) to `end` over the steps from `at` to `to`.
 *
 * ```ts
 * const plan = new LinearRamp({ from: 0.1, to: 0, steps: 1000 });
 * const { schedule } = extend(plan, { at: 800, to: 1600 });
 * schedule(800); // 0.02
 * schedule(1200); // 0.01
 * ```
 *
 * @throws {TypeError} for what is no schedule, and for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless 0 ≤ `at` < `to` and `end` ≥ 0, and for `shape: 'same'` of a schedule without an end.
 */
export function extend(schedule: LearningRateSchedule, options: ExtendOptions): Extension {
  if (!(schedule instanceof LearningRateSchedule)) {
    throw new TypeError(`extend requires a schedule, received ${show(schedule)}.`);
  }
  const { at, to, end, shape } = readOptions('extend', table, options);
  if (!(at < to)) throw new RangeError(`extend: to must be more than at (${at}), received ${show(to)}.`);
  if (shape === 'same') {
    const refitted = sameTo(schedule, to);
    const joined = joinedAt(at, schedule, refitted, 'shared');
    return { schedule: joined, finding: jumpAt(at, schedule, refitted) };
  }
  const way = { from: schedule.at(at), to: end, steps: to - at };
  const rest = shape === 'cosine' ? new CosineRamp(way) : new LinearRamp(way);
  return { schedule: joinedAt(at, schedule, rest, 'restart'), finding: null };
}

function joinedAt(
  at: number,
  before: LearningRateSchedule,
  after: LearningRateSchedule,
  clock: 'restart' | 'shared',
): LearningRateSchedule {
  return at === 0 ? after : new Sequence({ schedules: [before, after], boundaries: [at], clock });
}

/** The same curve with its end at another step. */
function sameTo(schedule: LearningRateSchedule, total: number): LearningRateSchedule {
  const { fit, totalSteps } = planned(schedule, total);
  if (!fit || totalSteps === null) {
    throw new RangeError(
      `extend: shape 'same' requires a schedule that runs to an end by one formula, received ${classNameOf(schedule)}: use 'linear' or 'cosine'.`,
    );
  }
  // A total may count one step more than the curve has.
  return build(fit.curve, { ...fit.parameters, total: fit.parameters.total + total - totalSteps });
}

function jumpAt(at: number, before: LearningRateSchedule, after: LearningRateSchedule): Finding | null {
  const [old, fresh] = [before.at(at), after.at(at)];
  const move = Math.abs(before.at(at) - before.at(Math.max(0, at - 1)));
  if (Math.abs(fresh - old) <= MOVES * move + 1e-12 * Math.abs(old)) return null;
  return warning(
    'jump',
    at,
    `At step ${at} the rate leaps from ${show(old)} to ${show(fresh)}, since the same schedule with another end is at another rate there; use shape 'linear' or 'cosine' to go on from ${show(old)}.`,
  );
}
