import { checkOptions, type Option, type OptionTable, type Quantity } from './options.js';
import type { LearningRateSchedule } from './schedule.js';

// The types of a table's options. An interface that extends `Needed` and `Optional` has the comments of the table in an
// editor, and a misspelt option is refused with the interface's name rather than with the whole table.

type Item<O> = O extends { is: Quantity }
  ? number
  : O extends { is: 'flag' }
    ? boolean
    : O extends { is: 'text' | 'name' }
      ? string
      : O extends { is: 'choice'; of: readonly (infer Text)[] }
        ? Text
        : O extends { is: 'schedule' }
          ? LearningRateSchedule | number
          : O extends { is: 'groups'; of: infer T extends OptionTable }
            ? readonly Given<T>[]
            : O extends { is: 'by-step' }
              ? Readonly<Record<number, number>>
              : O extends { is: 'nothing' }
                ? null
                : O extends { is: 'other'; check: (value: unknown) => value is infer Value }
                  ? Value
                  : never;

type KeptItem<O> = O extends { is: 'schedule'; keep: (value: never) => infer Value } ? Value : Item<O>;
type Null<O> = O extends { nullable: true } | { default: null } | { is: 'name' } ? null : never;
type Value<O> = (O extends { list: string } ? readonly Item<O>[] : Item<O>) | Null<O>;
type KeptValue<O> = (O extends { list: string } ? readonly KeptItem<O>[] : KeptItem<O>) | Null<O>;
type Property<O, Name> = O extends { property: infer P extends string }
  ? P
  : O extends { is: 'name' }
    ? 'savedName'
    : Name;

/** The options that must be given. */
export type Needed<T> = {
  readonly [Name in keyof T as T[Name] extends { default: unknown } ? never : Name]: Value<T[Name]>;
};
/** The options that may be left out. */
export type Optional<T> = {
  readonly [Name in keyof T as T[Name] extends { default: unknown } ? Name : never]?: Value<T[Name]>;
};
/** All options, as they are given. */
export type Given<T> = Needed<T> & Optional<T>;
/** The properties of an object that keeps its options. */
export type Kept<T> = { readonly [Name in keyof T as Property<T[Name], Name>]: KeptValue<T[Name]> };
/** The options with their defaults filled in. */
export type Read<T> = { readonly [Name in keyof T]: KeptValue<T[Name]> };

/**
 * Checks the options of a function against its table.
 * @returns them with their defaults filled in, lists copied and numbers made schedules where the table says so.
 * @throws {OptionTypeError | OptionRangeError} as {@link checkOptions}.
 */
export function readOptions<const T extends Readonly<Record<string, Option>>>(
  owner: string,
  table: T,
  options: unknown,
): Read<T> {
  return checkOptions(owner, table, options) as Read<T>;
}
