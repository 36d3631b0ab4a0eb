import type { LearningRateSchedule } from 'lr-schedules';
import { sampleCurve } from 'lr-schedules/plot';
import type { Range } from '../state/page.js';

/** Points of a curve; null for what is no number. */
export interface Points {
  readonly x: Float64Array;
  readonly y: ArrayLike<number | null>;
  /** How many steps were read to find them; Infinity if all were. */
  readonly evaluations: number;
}

/** Steps that are read for each column of pixels while something moves, and for a curve at rest. */
const MOVING = 4;
const AT_REST = 2 ** 17;

interface Sample extends Points {
  readonly key: string;
}

const samples = new WeakMap<LearningRateSchedule, Sample>();

/** The points of a curve, as exact as there is time for; those found before, if they are of the same place. */
export function pointsOf(
  schedule: LearningRateSchedule,
  { from, to }: Range,
  columns: number,
  isMoving: boolean,
): Points {
  const key = `${from} ${to} ${columns}`;
  const steps = to - from;
  const evaluations = isMoving ? MOVING * columns : AT_REST;
  const known = samples.get(schedule);
  if (known?.key === key && known.evaluations >= evaluations) return known;
  const { steps: x, rates } = sampleCurve(schedule, { start: from, steps, columns, evaluations });
  const y = rates.some(Number.isNaN) ? Array.from(rates, (rate) => (Number.isNaN(rate) ? null : rate)) : rates;
  const sample = { key, x, y, evaluations: steps <= evaluations ? Number.POSITIVE_INFINITY : evaluations };
  samples.set(schedule, sample);
  return sample;
}

/** Whether the points at rest are those that are drawn already. */
export function isExact(schedule: LearningRateSchedule): boolean {
  return (samples.get(schedule)?.evaluations ?? 0) >= AT_REST;
}
