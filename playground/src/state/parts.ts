import type { TrainingClock } from 'lr-schedules';
import { findSchedule, isList, type Path, type ScheduleSpec } from 'lr-schedules/recipe';
import { isNamed, type NamedSpec } from './spec.js';
import { inUnit, partsOf, type Time, timeOf } from './times.js';

/** A schedule of several that follow one another, and when each gives way to the next. */
export interface Parts {
  readonly spec: NamedSpec;
  /** The options that have the schedules and the boundaries. */
  readonly schedules: string;
  readonly boundaries: string;
}

/** The parts of a spec; null for one that is not made of parts. */
export function partsIn(spec: unknown): Parts | null {
  if (!isNamed(spec)) return null;
  const { options } = findSchedule(spec.type);
  const schedules = options.find((option) => option.is === 'schedule' && isList(option));
  const boundaries = options.find((option) => option.is === 'steps' && 'list' in option && option.list === 'rising');
  return schedules && boundaries ? { spec, schedules: schedules.pythonName, boundaries: boundaries.pythonName } : null;
}

export const schedulesIn = ({ spec, schedules }: Parts) => spec[schedules] as readonly ScheduleSpec[];
export const boundariesIn = ({ spec, boundaries }: Parts) => (spec[boundaries] ?? []) as readonly Time[];

/** With one more at the end, which begins halfway through the last. */
export function withPart(parts: Parts, part: ScheduleSpec, clock: TrainingClock): NamedSpec {
  const times = boundariesIn(parts);
  const last = times.at(-1);
  const from = last === undefined ? 0 : clock.steps(last);
  const to = Math.max(clock.totalSteps ?? 0, from + 2);
  const unit = (last === undefined ? null : partsOf(last)?.unit) ?? '%';
  return changed(parts, [...schedulesIn(parts), part], [...times, roundIn((from + to) / 2, unit, clock)]);
}

/** Without one of them: the next one begins where it did. */
export function withoutPart(parts: Parts, i: number): NamedSpec {
  const times = boundariesIn(parts);
  const gone = Math.min(i, times.length - 1);
  return changed(parts, schedulesIn(parts).toSpliced(i, 1), gone < 0 ? times : times.toSpliced(gone, 1));
}

/** With a boundary at another step, and what fitted the parts beside it fitting them still. */
export function withBoundary(parts: Parts, i: number, time: Time, clock: TrainingClock): NamedSpec {
  const times = boundariesIn(parts);
  const total = clock.totalSteps ?? Number.POSITIVE_INFINITY;
  const edges = [0, ...times.map((own) => clock.steps(own)), total];
  const schedules = schedulesIn(parts).map((part, at) => {
    if (at !== i && at !== i + 1) return part;
    const length = (edges[at + 1] as number) - (edges[at] as number);
    return fitting(part, length, times[i] as Time, time, at === i ? 1 : -1, clock);
  });
  return changed(parts, schedules, times.with(i, time));
}

const changed = (
  { spec, ...keys }: Parts,
  schedules: readonly ScheduleSpec[],
  boundaries: readonly Time[],
): NamedSpec => ({
  ...spec,
  [keys.schedules]: schedules,
  [keys.boundaries]: boundaries,
});

/** A part whose lengths of so many steps grow or shrink as its boundary moves. */
function fitting(
  part: ScheduleSpec,
  length: number,
  before: Time,
  after: Time,
  sign: 1 | -1,
  clock: TrainingClock,
): ScheduleSpec {
  if (!isNamed(part)) return part;
  const lengths = findSchedule(part.type).options.flatMap((option) => {
    const time = part[option.pythonName] as Time;
    const isLength = option.is === 'steps' && !isList(option) && time != null && clock.steps(time) === length;
    return isLength ? [[option.pythonName, moved(time, before, after, sign, clock)]] : [];
  });
  return { ...part, ...Object.fromEntries(lengths) };
}

/** time ± (after − before), in its own unit, exactly where the others have that too. */
function moved(time: Time, before: Time, after: Time, sign: 1 | -1, clock: TrainingClock): Time {
  const unit = partsOf(time)?.unit ?? 'st';
  const amountOf = (one: Time) => partsOf(inUnit(one, unit, clock))?.amount ?? 0;
  const amount = amountOf(time) + sign * (amountOf(after) - amountOf(before));
  return timeOf({ amount: Number(amount.toPrecision(12)), unit });
}

/** A step as a round number of the unit. */
function roundIn(step: number, unit: 'st' | 'ep' | '%', clock: TrainingClock): Time {
  const { amount = step } = partsOf(inUnit(Math.round(step), unit, clock)) ?? {};
  return unit === 'st' ? amount : `${Math.max(1, Math.round(amount))}${unit}`;
}

/** What is at the end of a path. */
export const valueAt = (tree: unknown, path: Path): unknown =>
  path.reduce(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    tree,
  );
