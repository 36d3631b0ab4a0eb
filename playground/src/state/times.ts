import type { TimeUnit, TrainingClock } from 'lr-schedules';

/** A number of steps, or a text such as `'5ep'` or `'30%'`. */
export type Time = number | string;

export interface Amount {
  readonly amount: number;
  readonly unit: TimeUnit;
}

/** A time in its parts; null for what is none. */
export function partsOf(time: unknown): Amount | null {
  if (typeof time === 'number') return { amount: time, unit: 'st' };
  const [, digits, unit] = (typeof time === 'string' && /^\s*([-+.\de]*?)\s*(ep|%|st)\s*$/i.exec(time)) || [];
  if (!digits || !unit || Number.isNaN(Number(digits))) return null;
  return { amount: Number(digits), unit: unit.toLowerCase() as TimeUnit };
}

export const timeOf = ({ amount, unit }: Amount): Time => (unit === 'st' ? amount : `${amount}${unit}`);

/** The same time in another unit, to four digits, in whole steps; the same amount of it where the run tells no more. */
export function inUnit(time: Time, unit: TimeUnit, clock: TrainingClock): Time {
  const parts = partsOf(time) ?? { amount: 0, unit };
  try {
    const steps = typeof time === 'number' ? time : clock.steps(time);
    const amount = clock.timeAt(steps, unit);
    return timeOf({ amount: unit === 'st' ? Math.round(amount) : round(amount), unit });
  } catch {
    return timeOf({ amount: parts.amount, unit });
  }
}

/** A spec, or what is in one, with all times in epochs turned into steps: for a run that has no epochs. */
export function withoutEpochs<T>(value: T, clock: TrainingClock): T {
  const inSteps = (text: string) => (partsOf(text)?.unit === 'ep' ? clock.steps(text) : text);
  if (typeof value === 'string') return inSteps(value) as T;
  if (Array.isArray(value)) return value.map((item) => withoutEpochs(item, clock)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [inSteps(key), withoutEpochs(item, clock)]);
  return Object.fromEntries(entries);
}

export const round = (value: number, digits = 4) => Number(value.toPrecision(digits));
