import { InvalidArgumentError } from 'commander';
import { numberIn } from '../recipe/number.js';

// How commander reads the values of flags.

export function number(text: string): number {
  const value = numberIn(text);
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new InvalidArgumentError('A number is required.');
  return value;
}

/** A part of something, or more than all of it. */
export function part(text: string): number {
  const value = number(text);
  if (value < 0) throw new InvalidArgumentError('A number of at least 0 is required.');
  return value;
}

/** A file's name: not what looks like the next flag. */
export function pathOf(text: string): string {
  if (text === '' || text.startsWith('--')) throw new InvalidArgumentError('A file is required.');
  return text;
}

/** A number of columns, lines or pixels. */
export function size(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('A whole number of at least 1 is required.');
  return value;
}

/** A name: not what looks like the next flag. */
export function nameOf(text: string): string {
  if (text === '' || text.startsWith('-')) throw new InvalidArgumentError('A name is required.');
  return text;
}
