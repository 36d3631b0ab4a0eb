// Hostile files that are too large to be kept: HDF5 files, written as far as they are read, and texts.
import { readdirSync, readFileSync } from 'node:fs';

const SUPERBLOCK = 96;
const UNDEFINED = new Uint8Array(8).fill(0xff);

const bytesOf = (...parts: readonly (string | number | Uint8Array | [number, bytes: number])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      if (typeof part === 'number') return Buffer.from([part]);
      if (part instanceof Uint8Array) return part;
      const number = Buffer.alloc(part[1]);
      number.writeUIntLE(part[0], 0, Math.min(6, part[1]));
      return number;
    }),
  );
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);

/** An attribute that is a list of texts: each in place, or its length and where it stands in a heap. */
function attribute(name: string, type: Buffer, count: number, values: Buffer): Buffer {
  const space = bytesOf(1, 1, 0, 0, [0, 4], [count, 8]);
  const named = padded(Buffer.from(`${name}\0`));
  const sizes = bytesOf(1, 0, [name.length + 1, 2], [type.length, 2], [space.length, 2]);
  const body = padded(bytesOf(sizes, named, padded(type), space, values));
  return bytesOf([0x0c, 2], [body.length, 2], [0, 4], body);
}

/** A file whose root has these attributes, with something behind them. */
function h5(attributes: readonly Buffer[], behind: Buffer = Buffer.alloc(0)): Buffer {
  const messages = Buffer.concat(attributes);
  const header = bytesOf(1, 0, [attributes.length, 2], [1, 4], [messages.length, 4], [0, 4], messages);
  const end = SUPERBLOCK + header.length + behind.length;
  const start = bytesOf('\x89HDF\r\n\x1a\n', 0, 0, 0, 0, 0, 8, 8, 0, [4, 2], [16, 2], [0, 4], [0, 8], UNDEFINED);
  return bytesOf(start, [end, 8], UNDEFINED, [0, 8], [SUPERBLOCK, 8], new Uint8Array(24), header, behind);
}

const LONG_TEXT = bytesOf(0x19, 1, 0, 0, [16, 4], 0x13, 0, 0, 0, [1, 4]);
const SHORT_TEXT = bytesOf(0x13, 0, 0, 0, [1, 4]);

/** An attribute that refers thousands of times to one text, which fills the rest of the file. */
function amplification(size: number): Buffer {
  const count = 4000;
  const make = (heap: number) => {
    const reference = bytesOf([size, 4], [heap, 8], [1, 4]);
    return attribute('training_config', LONG_TEXT, count, Buffer.concat(Array(count).fill(reference)));
  };
  const heap = SUPERBLOCK + 16 + make(0).length;
  const object = bytesOf([1, 2], [1, 2], [0, 4], [size, 8], Buffer.alloc(size, 'x'));
  return h5([make(heap)], bytesOf('GCOL', 1, 0, 0, 0, [16 + object.length, 8], object));
}

/** So many attributes that are one list. */
const manyAttributes = (count: number) =>
  h5([
    attribute('training_config', bytesOf(0x13, 0, 0, 0, [2, 4]), 1, Buffer.from('{}')),
    ...Array.from({ length: count }, (_, i) => attribute(`weight_names${i}`, SHORT_TEXT, 1, Buffer.from('x'))),
  ]);

const MOST = 1 << 20;
const upTo = (piece: string, around = '') => around + piece.repeat((MOST - around.length) / piece.length);

/** A megabyte of such pieces, each with its number. */
function repeated(piece: (i: number) => string): string {
  const pieces: string[] = [];
  for (let i = 0, left = MOST; left > 0; i++) {
    pieces.push(piece(i));
    left -= piece(i).length;
  }
  return pieces.join('');
}

const kept = new URL('hostile/', import.meta.url);

/** Hostile files by their names: those that are kept in `hostile`, and larger ones. */
export const hostileFiles: Readonly<Record<string, () => Uint8Array>> = {
  ...Object.fromEntries(readdirSync(kept).map((name) => [name, () => readFileSync(new URL(name, kept))])),
  'one-text-4000-times.h5': () => amplification(1 << 20),
  'quadratic-attributes.h5': () => manyAttributes(16_000),
  'nested-keys.yaml': () => Buffer.from(`${'? '.repeat(40)}x`),
  'maps-as-keys.yaml': () => Buffer.from(`${'{'.repeat(30)}x${'}: 1'.repeat(30)}`),
  'empty-keys.yaml': () => Buffer.from(upTo(':\n')),
  'lists.yaml': () => Buffer.from(upTo('- [[[[]]]]\n')),
  'numbers.yaml': () => Buffer.from(`${upTo('1,', 'learning_rate: [')}]`),
  'quotes.yaml': () => Buffer.from(upTo('"')),
  'aliases.yaml': () => Buffer.from(`a: &a ${'x'.repeat(5e5)}\nb: [${'*a,'.repeat(1e5)}]`),
  'columns.jsonl': () => Buffer.from(repeated((i) => `{"step":${i},"lr":0.1,"lr${i}":0.1}\n`)),
  'groups.jsonl': () => Buffer.from(repeated((i) => `{"step":${i},"lr":[${'0.1,'.repeat(200)}0.1]}\n`)),
  'letters.log': () => Buffer.from(`lr${upTo('x')}`),
  'digits.log': () => Buffer.from(`lr ${upTo('1')}x`),
  'rates.log': () => Buffer.from(`step 1 ${repeated((i) => `lr${i} 0.1 `)}`),
  'clocks.csv': () => Buffer.from(`${repeated((i) => `lr${i},a${i}/step,`)}\n${'1,'.repeat(1e5)}`),
  'tabs.csv': () => Buffer.from(`step\tlr\n0\t0.1\n1${upTo('\t')}"`),
  'lists.json': () => Buffer.from(`{"a": [${'[],'.repeat(2e5)}1]}`),
};
