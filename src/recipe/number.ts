const written = /^\s*([+-]?)((?:\d[\d_]*)?\.?\d*(?:e[+-]?\d+)?)\s*([kM]?)\s*$/i;
const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

/** The number in a text as people type it: `1e3`, `1_000`, `1k`, `1.5M`; anything else as it is. */
export function numberIn(value: unknown): unknown {
  const [, sign = '', digits = '', unit = ''] = typeof value === 'string' ? (written.exec(value) ?? []) : [];
  if (!/\d/.test(digits)) return value;
  const number = Number(sign + digits.replaceAll('_', '')) * (factors[unit.toLowerCase()] as number);
  return Number.isNaN(number) ? value : number;
}
