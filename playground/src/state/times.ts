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

/** The same time in another unit, as exactly as numbers have it; the same amount of it where the run tells no more. */
export function inUnit(time: Time, unit: TimeUnit, clock: TrainingClock): Time {
  const parts = partsOf(time) ?? { amount: 0, unit };
  if (parts.unit === unit) return timeOf(parts);
  try {
    // Not by whole steps, which half an epoch need not have.
    const steps = parts.amount / clock.timeAt(1, parts.unit);
    const amount = unit === 'st' ? clock.steps(time) : tidy(clock.timeAt(steps, unit));
    return timeOf({ amount, unit });
  } catch {
    return timeOf({ amount: parts.amount, unit });
  }
}

/** Without the last digits, which products get wrong. */
const tidy = (amount: number) => Number(amount.toPrecision(14));

/** An amount as a field shows it, which keeps all of it. */
export const shownAmount = (amount: number) => String(Number(amount.toPrecision(7)));

/**
 * A spec, or what is in one, with all times in epochs turned into percent: for a run that has no epochs, and may become
 * longer.
 */
export function withoutEpochs<T>(value: T, clock: TrainingClock): T {
  const inPercent = (text: string) => (partsOf(text)?.unit === 'ep' ? inUnit(text, '%', clock) : text);
  if (typeof value === 'string') return inPercent(value) as T;
  if (Array.isArray(value)) return value.map((item) => withoutEpochs(item, clock)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [inPercent(key), withoutEpochs(item, clock)]);
  return Object.fromEntries(entries);
}
