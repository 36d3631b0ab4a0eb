const written = /^\s*([+-]?)((?:\d+(?:_\d+)*)?\.?\d*(?:e[+-]?\d+)?)\s*([kM]?)\s*$/i;
const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

/** The number in a text as people type it: `1e3`, `1_000`, `1k`, `1.5M`; anything else as it is. */
export function numberIn(value: unknown): unknown {
  const [, sign = '', digits = '', unit = ''] = typeof value === 'string' ? (written.exec(value) ?? []) : [];
  if (!/\d/.test(digits)) return value;
  const number = Number(sign + digits.replaceAll('_', '')) * (factors[unit.toLowerCase()] as number);
  return Number.isNaN(number) ? value : number;
}

const timed = /^(.*?)\s*(ep|%|st)\s*$/i;

/** The time in a text as people type it: a number of steps, or with a unit, as `1_000st` or `1kst`, one that a clock reads. */
export function timeIn(value: unknown): unknown {
  const number = numberIn(value);
  if (typeof number !== 'string') return number;
  const [, amount, unit] = timed.exec(number) ?? [];
  const read = numberIn(amount);
  return typeof read === 'number' ? `${read}${unit}` : number;
}
