/** `value` with so many significant digits. */
export const toDigits = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** How many significant digits a number is written with: 1 of 0.002 and 3000, 2 of 0.00015. */
export function digitsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const [mantissa = ''] = Math.abs(value).toExponential().split('e');
  return mantissa.replace('.', '').length;
}

/** Roundings of a number that a person would write, the shortest first, up to so many digits. */
export function written(value: number, most = 6): number[] {
  const numbers = new Set<number>();
  for (let digits = 1; digits <= most; digits++) numbers.add(toDigits(value, digits));
  return [...numbers];
}

/** Roundings to whole numbers, the roundest first: 1218.3 is 1000, 1200, 1220, 1218. */
export function wholes(value: number): number[] {
  const numbers = new Set<number>();
  for (let unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value))))); unit >= 1; unit /= 10) {
    numbers.add(Math.round(value / unit) * unit);
  }
  return [...numbers];
}

export function median(values: Float64Array | readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The shortest number within a tolerance of another. */
export function shortest(value: number, tolerance: number): number {
  return written(value, 15).find((number) => Math.abs(number - value) <= tolerance) ?? value;
}

/** The number with the fewest digits above one and up to another. */
export function roundestIn(after: number, upTo: number): number {
  for (let unit = 10 ** Math.ceil(Math.log10(Math.max(1, Math.abs(upTo)))); unit >= 1; unit /= 10) {
    const number = Math.floor(upTo / unit) * unit;
    if (number > after) return number;
  }
  return upTo;
}
