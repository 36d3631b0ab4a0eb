import { OptionRangeError, OptionTypeError } from '../../errors.js';

/** Steps, as numbers or as the texts that JSON makes of them, and what the rate is multiplied by from each on. */
export type BoundariesAndScales = Readonly<Record<number, number>>;

/**
 * The steps in rising order, each with its scale.
 * @throws {TypeError} for a step or scale that is no number, or a step given twice. @throws {RangeError} for a negative one.
 */
export function sorted(name: string, given: BoundariesAndScales | null): (readonly [step: number, scale: number])[] {
  const entries = Object.entries(given ?? {}).map(([key, scale]) => {
    const step = key.trim() === '' ? Number.NaN : Number(key);
    const fault = (requires: string, received: unknown) => ({
      owner: name,
      option: 'boundariesAndScales',
      requires,
      received,
    });
    if (!Number.isFinite(step)) throw new OptionTypeError(fault('an object whose keys are steps', key));
    if (step < 0) throw new OptionRangeError(fault('an object whose keys are steps of at least 0', key));
    if (!(Number.isFinite(scale) && scale >= 0)) {
      const Wrong = typeof scale === 'number' ? OptionRangeError : OptionTypeError;
      throw new Wrong(fault(`an object whose scales are numbers of at least 0, as the one at ${key}`, scale));
    }
    return [step, scale] as const;
  });
  entries.sort(([a], [b]) => a - b);
  const twice = entries.find(([step], i) => step === entries[i + 1]?.[0]);
  if (twice) {
    throw new OptionTypeError({
      owner: name,
      option: 'boundariesAndScales',
      requires: 'an object with each step once',
      received: twice[0],
    });
  }
  return entries;
}
