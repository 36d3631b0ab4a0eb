import type { TimeUnit, TrainingClock } from 'lr-schedules';
import { inUnit, partsOf, type Time, timeOf } from '../state/times.js';

/** Pixels that a round value has to itself. */
export const GRAIN = 3;

/** The multiple nearest to a value of the smallest of 1, 2 and 5 times a power of ten that is no finer than `grain`. */
export function snapped(value: number, grain: number): number {
  const power = 10 ** Math.floor(Math.log10(grain));
  const unit = [1, 2, 5, 10].map((n) => n * power).find((size) => size >= grain * (1 - 1e-9)) ?? 10 * power;
  // Divided where that is exact: 3 · 0.1 is not 0.3.
  const count = Math.round(value / unit);
  return unit < 1 ? count / Math.round(1 / unit) : count * unit;
}

/** A step as a round time in the unit of another one; `grain` in steps. */
export function timeAt(step: number, grain: number, like: Time, clock: TrainingClock): Time {
  const unit: TimeUnit = partsOf(like)?.unit ?? 'st';
  const amountOf = (steps: number) => partsOf(inUnit(Math.round(steps), unit, clock))?.amount ?? steps;
  const fine = unit === 'st' ? Math.max(1, grain) : grain * (amountOf(1e6) / 1e6);
  return timeOf({ amount: Math.max(0, snapped(unit === 'st' ? step : amountOf(step), fine)), unit });
}
