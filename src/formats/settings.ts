import { nearest, show } from '../errors.js';
import { brief } from '../plot/text-width.js';
import type { FormFile } from './form.js';
import { isObject, type JsonObject } from './reading.js';

type Path = readonly (string | number)[];

export interface NumberBounds {
  readonly above?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly whole?: true;
}

/**
 * A map in a file, whose values are asked for by kind: what does not fit is refused with its place, and what nobody asked
 * for is known in the end. A key that is null is as good as left out, as trainers have it.
 */
export class Settings {
  private readonly asked = new Set<string>();

  constructor(
    readonly file: FormFile,
    readonly map: JsonObject,
    readonly path: Path = [],
  ) {}

  /** Whether the key is there, and not null. */
  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** The value of a key; undefined where it is missing or null. */
  value(key: string): unknown {
    this.asked.add(key);
    return Object.hasOwn(this.map, key) ? (this.map[key] ?? undefined) : undefined;
  }

  /** A finite number, also written as a text: Python's YAML takes `1e-5` for one, and trainers make a number of it. */
  number(key: string, bounds?: NumberBounds): number;
  number<T>(key: string, bounds: NumberBounds, fallback: T): number | T;
  number<T>(key: string, bounds: NumberBounds = {}, ...fallback: [T?]): number | T {
    const given = this.value(key);
    if (given === undefined) return fallback.length > 0 ? (fallback[0] as T) : this.missing(key);
    const value = isNumeral(given) ? Number(given) : given;
    const requires = inWords(bounds);
    if (typeof value !== 'number') return this.refuse(key, requires, TypeError);
    return fits(value, bounds) ? value : this.refuse(key, requires);
  }

  /** A whole number of at least `atLeast`, 0 by default. */
  count(key: string, atLeast?: number): number;
  count<T>(key: string, atLeast: number, fallback: T): number | T;
  count<T>(key: string, atLeast = 0, ...fallback: [T?]): number | T {
    const bounds = { atLeast, whole: true } as const;
    return fallback.length > 0 ? this.number(key, bounds, fallback[0] as T) : this.number(key, bounds);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.value(key) ?? fallback;
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    return typeof value === 'boolean' ? value : this.refuse(key, 'true or false', TypeError);
  }

  text(key: string): string;
  text<T>(key: string, fallback: T): string | T;
  text<T>(key: string, ...fallback: [T?]): string | T {
    const value = this.value(key);
    if (value === undefined) return fallback.length > 0 ? (fallback[0] as T) : this.missing(key);
    return typeof value === 'string' ? value : this.refuse(key, 'a text', TypeError);
  }

  numbers(key: string): readonly number[];
  numbers<T>(key: string, fallback: T): readonly number[] | T;
  numbers<T>(key: string, ...fallback: [T?]): readonly number[] | T {
    const value = this.value(key);
    if (value === undefined) return fallback.length > 0 ? (fallback[0] as T) : this.missing(key);
    const items = Array.isArray(value) ? value.map((item) => (isNumeral(item) ? Number(item) : item)) : [Number.NaN];
    return items.every((item) => typeof item === 'number' && Number.isFinite(item))
      ? items
      : this.refuse(key, 'a list of finite numbers', TypeError);
  }

  /** A map inside; null where it is missing. */
  inside(key: string): Settings | null {
    const value = this.value(key);
    if (value === undefined) return null;
    if (!isObject(value)) return this.refuse(key, 'a map', TypeError);
    return new Settings(this.file, value, [...this.path, key]);
  }

  /** What messages call a key. */
  at(key?: string | number): string {
    return this.file.at(key === undefined ? this.path : [...this.path, key]);
  }

  /** @throws {RangeError} or what else is passed, about a key's value. */
  refuse(key: string, requires: string, Kind: typeof TypeError | typeof RangeError = RangeError): never {
    throw new Kind(`${this.at(key)}: ${requires} is required, received ${show(this.map[key])}.`);
  }

  /** @throws {TypeError} since the key is not there; with the key that was meant, if one is there that is like it. */
  missing(key: string, why = 'it is missing'): never {
    const known = this.asked;
    const meant = nearest(
      key,
      Object.keys(this.map).filter((other) => !known.has(other)),
    );
    throw new TypeError(`${this.at()}: ${key}: ${why}${meant ? `; is ${brief(meant)} meant for it?` : '.'}`);
  }

  /**
   * Refuses keys that are misspelt. @param strictly whether every unknown key is refused, as where they are arguments.
   * @throws {TypeError} with the nearest key.
   */
  refuseMisspelt(known: readonly string[], strictly = false): void {
    for (const key of Object.keys(this.map)) {
      if (known.includes(key) || this.asked.has(key)) continue;
      const meant = misspelt(key, known, strictly);
      if (!meant && !strictly) continue;
      const help = meant ? `did you mean ${meant}?` : `it has ${known.join(', ')}.`;
      throw new TypeError(`${this.at(key)}: there is no ${show(key)}: ${help}`);
    }
  }

  /** The keys that nobody asked for, but those that say nothing. */
  unused(): string[] {
    return Object.keys(this.map)
      .filter((key) => !this.asked.has(key) && !saysNothing(this.map[key]))
      .map((key) => [...this.path, key].join('.'));
  }
}

/** The known key that one is a misspelling of: a letter or two are other, missing, or in each other's place. */
function misspelt(key: string, known: readonly string[], freely: boolean): string | undefined {
  if (freely) return nearest(key, known);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return known.find((other) => {
    const [a, b] = [plain(key), plain(other)];
    return a === b || (Math.min(a.length, b.length) >= 8 && distance(a, b) <= 2);
  });
}

/** How many letters have to be changed, put in or taken out, up to 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || a.length > 64) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

const isNumeral = (value: unknown) =>
  typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);

const saysNothing = (value: unknown) =>
  value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);

function fits(value: number, { above, atLeast, atMost, whole }: NumberBounds): boolean {
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return false;
  return (
    !(above !== undefined && value <= above) &&
    !(atLeast !== undefined && value < atLeast) &&
    !(value > (atMost ?? value))
  );
}

function inWords({ above, atLeast, atMost, whole }: NumberBounds): string {
  const parts = [
    above === undefined ? [] : `above ${above}`,
    atLeast === undefined ? [] : `of at least ${atLeast}`,
    atMost === undefined ? [] : `of at most ${atMost}`,
  ].flat();
  return `a ${whole ? 'whole' : 'finite'} number${parts.length > 0 ? ` ${parts.join(' and ')}` : ''}`;
}
