import { nearest, show } from '../../errors.js';
import { fail } from '../reading.js';
import { at } from '../syntax/places.js';
import { type ProtoMessage, type ProtoValue, toNumber } from '../syntax/text-proto.js';
import type { Place } from '../syntax/yaml.js';

/** The fields of a message, asked for by kind: what does not fit is refused with its place. */
export class Fields {
  constructor(
    private readonly part: string,
    private readonly own: ProtoMessage,
    private readonly path: readonly string[],
  ) {}

  get name(): string {
    return this.path.at(-1) ?? '';
  }

  message(name: string): Fields | null {
    const value = this.single(name);
    return value ? this.inside(name, value) : null;
  }

  messages(name: string): readonly Fields[] {
    return (this.own.fields.get(name) ?? []).map((value) => this.inside(name, value));
  }

  /** The one message that there is of several. */
  oneOf(names: readonly string[], what: string): Fields {
    const [first, second] = names.filter((name) => this.own.fields.has(name));
    if (first === undefined) {
      const known = [...this.own.fields.keys()];
      const meant = known.map((name) => nearest(name, names)).find((name) => name !== undefined);
      return fail(
        this.where(this.own.place),
        `${what} is missing: it must be one of ${names.join(', ')}${meant ? `; is ${meant} meant?` : '.'}`,
      );
    }
    if (second !== undefined) {
      const place = this.own.fields.get(second)?.[0]?.place ?? this.own.place;
      return fail(this.where(place, second), `there must be one of ${names.join(', ')}, received ${first}, too.`);
    }
    return this.message(first) as Fields;
  }

  number(name: string, fallback: number): number {
    const value = this.single(name);
    if (!value) return fallback;
    const number = value.kind === 'word' ? toNumber(value.value) : null;
    if (number === null || !Number.isFinite(number)) return this.refuse(name, 'a number', written(value), TypeError);
    return number;
  }

  count(name: string, fallback: number): number {
    const number = this.number(name, fallback);
    return Number.isSafeInteger(number) && number >= 0
      ? number
      : this.refuse(name, 'a whole number of at least 0', number);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.single(name);
    if (!value) return fallback;
    const word = value.kind === 'word' ? value.value : '';
    if (/^(true|True|t|1)$/.test(word)) return true;
    return /^(false|False|f|0)$/.test(word) ? false : this.refuse(name, 'true or false', written(value), TypeError);
  }

  /** @throws {TypeError} for a field that the message has not. */
  refuseOthers(known: readonly string[]): void {
    for (const [name, [value]] of this.own.fields) {
      if (known.includes(name)) continue;
      const meant = nearest(name, known);
      const place = value?.place ?? this.own.place;
      fail(
        this.where(place, name),
        `there is no field ${show(name)}: ${meant ? `did you mean ${meant}?` : `it has ${known.join(', ')}.`}`,
      );
    }
  }

  refuse(
    name: string,
    requires: string,
    received: unknown,
    Kind: typeof TypeError | typeof RangeError = RangeError,
  ): never {
    const place = this.own.fields.get(name)?.[0]?.place ?? this.own.place;
    throw new Kind(`${this.where(place, name)}: ${requires} is required, received ${show(received)}.`);
  }

  missing(name: string): never {
    return fail(this.where(this.own.place), `${name} is missing.`);
  }

  /** A field that is there once at most, as protobuf has it. */
  private single(name: string): ProtoValue | undefined {
    const [value, another] = this.own.fields.get(name) ?? [];
    if (another) fail(this.where(another.place, name), 'it is there twice.');
    return value;
  }

  private inside(name: string, value: ProtoValue): Fields {
    if (value.kind !== 'message') return this.refuse(name, 'a message in braces', written(value), TypeError);
    return new Fields(this.part, value.message, [...this.path, name]);
  }

  private where(place: Place, name?: string): string {
    const path = [...this.path, ...(name === undefined ? [] : [name])];
    return `${at(this.part, place)}${path.length > 0 ? ` → ${path.join('.')}` : ''}`;
  }
}

const written = (value: ProtoValue) => (value.kind === 'message' ? {} : value.value);
