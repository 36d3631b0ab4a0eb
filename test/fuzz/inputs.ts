import { Random } from './random.js';
import type { Reader } from './readers.js';
import type { Input } from './samples.js';

/** The input with that number for a reader, which is always the same for the same seed. */
export function inputOf({ samples }: Reader, seed: number, number: number): Input {
  const random = new Random(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  return samples.mutate(random.pick(samples.inputs), random.pick(samples.inputs), random);
}
