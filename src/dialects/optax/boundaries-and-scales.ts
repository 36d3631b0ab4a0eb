import { show } from '../../errors.js';

/** Steps, as numbers or as the texts that JSON makes of them, and what the rate is multiplied by from each on. */
export type BoundariesAndScales = Readonly<Record<number, number>>;

/**
 * The steps in rising order, each with its scale.
 * @throws {TypeError} for a step or scale that is no number, or a step given twice. @throws {RangeError} for a negative one.
 */
export function sorted(name: string, given: BoundariesAndScales | null): (readonly [step: number, scale: number])[] {
  const entries = Object.entries(given ?? {}).map(([key, scale]) => {
    const where = `${name}: boundariesAndScales`;
    const step = key.trim() === '' ? Number.NaN : Number(key);
    if (!Number.isFinite(step)) throw new TypeError(`${where} must have steps as its keys, received ${show(key)}.`);
    if (step < 0) throw new RangeError(`${where} must have steps of at least 0 as its keys, received ${show(key)}.`);
    if (!(Number.isFinite(scale) && scale >= 0)) {
      throw new (typeof scale === 'number' ? RangeError : TypeError)(
        `${where}[${show(key)}] must be a number of at least 0, received ${show(scale)}.`,
      );
    }
    return [step, scale] as const;
  });
  entries.sort(([a], [b]) => a - b);
  const twice = entries.find(([step], i) => step === entries[i + 1]?.[0]);
  if (twice) throw new TypeError(`${name}: boundariesAndScales has the step ${twice[0]} twice: leave one out.`);
  return entries;
}
