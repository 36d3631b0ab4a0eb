import { expect } from 'vitest';

/** What `run` throws. */
export function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  return new Error('nothing was refused');
}

/** `run` throws an error of this kind with exactly this message. */
export function expectError(run: () => unknown, kind: typeof TypeError | typeof RangeError, message: string): void {
  const error = errorOf(run);
  expect([error.name, error.message]).toEqual([kind.name, message]);
}

/** The longest message: the sentence about an unknown class names all known ones. */
const LONGEST = 1000;

/** `run` throws an error of exactly this class, whose message is short and says all of `parts`. */
export function expectRefusal(
  run: () => unknown,
  kind: typeof TypeError | typeof RangeError,
  ...parts: readonly string[]
): void {
  const error = errorOf(run);
  const { message } = error;
  expect([error.name, message]).toEqual([kind.name, expect.stringMatching(/[.?]$/)]);
  for (const part of parts) expect(message).toContain(part);
  expect(message.length).toBeLessThan(LONGEST);
}

/** Values that break what handles them carelessly, each made anew. */
export const hostileValues: Readonly<Record<string, () => unknown>> = {
  'an object that cannot be converted': () => ({
    toString() {
      throw new Error('toString');
    },
    valueOf() {
      throw new Error('valueOf');
    },
    [Symbol.toPrimitive]() {
      throw new Error('toPrimitive');
    },
    toJSON() {
      throw new Error('toJSON');
    },
  }),
  'an object without a prototype': () => Object.create(null),
  'a function with a name that is no text': () =>
    Object.defineProperty(() => 0, 'name', { value: { toString: () => expect.fail('toString') } }),
  'a function with a long name': () => ({ ['f'.repeat(1e6)]: () => 0 })['f'.repeat(1e6)],
  'a symbol': () => Symbol('secret'),
  'a long symbol': () => Symbol('s'.repeat(1e6)),
  'a bigint': () => 7n,
  'a long bigint': () => 7n ** 5000n,
  'a long text': () => 't'.repeat(1e6),
  'a text of control characters': () => '\u0000\u001b[31m\n'.repeat(100),
  'a long list': () => new Array(1e5).fill('x'.repeat(100)),
  'a list of holes': () => new Array(3),
  'a list in itself': () => {
    const list: unknown[] = [];
    list.push(list, list);
    return list;
  },
  'a list nested 100,000 deep': () => {
    let list: unknown = 1;
    for (let i = 0; i < 1e5; i++) list = [list];
    return list;
  },
  'a date': () => new Date(Number.NaN),
  'a map': () => new Map([[1, 2]]),
  'a typed array': () => Float64Array.of(1, 2),
};
