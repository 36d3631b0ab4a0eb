import type { TrainingClock } from '../training-clock.js';

/** A number of steps, or a text such as `'5ep'` or `'30%'`. */
export type Time = number | string;

/** a + sign · b: in the unit of both, or in steps. */
export function combined(a: Time, sign: 1 | -1, b: Time, clock: TrainingClock): Time {
  // Without a warmup the rest is the whole, in whichever unit.
  if (b === 0) return a;
  const [, x, unit] = parts(a);
  const [, y, other] = parts(b);
  if (unit === undefined || unit !== other) return clock.steps(a) + sign * clock.steps(b);
  return `${Number((Number(x) + sign * Number(y)).toPrecision(12))}${unit}`;
}

const parts = (time: Time): readonly (string | undefined)[] =>
  (typeof time === 'string' && /^\s*([\d.e+-]+)\s*(ep|%)\s*$/i.exec(time)) || [];
