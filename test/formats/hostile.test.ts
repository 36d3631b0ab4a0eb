import { strToU8, zipSync } from 'fflate';
import { readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { readGolden } from './golden-files.js';

const keras = readGolden('keras-files/keras3_cosine_adam.keras');
const h5 = readGolden('keras-files/keras3_cosine_adam.h5');
const deep = 1e5;
const zeros = new Uint8Array(100e6);

function uint16(bytes: Uint8Array, at: number, value: number): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(at, value, true);
  return bytes;
}
function uint32(bytes: Uint8Array, at: number, value: number): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, value, true);
  return bytes;
}

/** An archive whose directory says of its entry that it is of another size. */
function lying(size: number): Uint8Array {
  const archive = zipSync({ 'config.json': zeros });
  const directory = new DataView(archive.buffer).getUint32(archive.length - 6, true);
  return uint32(archive, directory + 24, size);
}

/** So many empty entries, made by hand: fflate would count them wrong. */
function manyEntries(count: number): Uint8Array {
  const archive = new Uint8Array(54 * count + 22);
  archive.set(strToU8('PK'));
  let at = 0;
  for (let i = 0; i < count; i++) {
    uint32(archive, at, 0x02014b50);
    uint16(archive, at + 28, 8);
    archive.set(strToU8(String(i).padStart(8, '0')), at + 46);
    at += 54;
  }
  uint32(archive, at, 0x06054b50);
  uint16(archive, at + 10, count % 65536);
  uint32(archive, at + 16, 0);
  return archive;
}

/** The end of an archive whose true numbers stand elsewhere. */
function zip64(): Uint8Array {
  const archive = new Uint8Array(100);
  archive.set(strToU8('PK'));
  return uint16(uint32(uint32(archive, 78, 0x06054b50), 94, 0xffffffff), 88, 0xffff);
}

/** An archive of one entry, whose name fflate would not write. */
function renamed(name: string): Uint8Array {
  const placeholder = 'x'.repeat(name.length);
  const archive = zipSync({ [placeholder]: strToU8('{}') });
  for (let at = 0; at < archive.length; at++) {
    if (archive.subarray(at, at + name.length).every((byte) => byte === 0x78)) archive.set(strToU8(name), at);
  }
  return archive;
}

const bomb = Array.from({ length: 12 }, (_, i) =>
  i === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
).join('\n');
const mergeBomb = Array.from({ length: 30 }, (_, i) =>
  i === 0
    ? 'a0: &a0 {k0: 1}'
    : `a${i}: &a${i} {k${i}: 1, <<: [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]}`,
).join('\n');
const rate = (text: string) => `{"class_name": "Adam", "config": {"learning_rate": ${text}}}`;

test.each<[string, string | Uint8Array, RegExp]>([
  ['nothing', '', /the file: it is empty/],
  ['no bytes', new Uint8Array(0), /the file: it is empty/],
  ['blanks', ' \n\t', /the file: it is empty/],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x80, 0x81]), /the file: it is no text in UTF-8/],
  ['100 MB of zeros', zeros, /the file: at most/],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /the file: it is no text/],

  ['a .keras file cut in the middle', keras.subarray(0, keras.length / 2), /zip archive: .*cut off/],
  ['a .keras file that lacks its last byte', keras.subarray(0, -1), /zip archive: .*cut off/],
  ['two letters of one', keras.subarray(0, 2), /zip archive: .*cut off/],
  ['a zip archive of nothing', zipSync({}), /config\.json: it is missing/],
  ['an archive without a config', zipSync({ 'a.txt': strToU8('a') }), /config\.json: it is missing/],
  ['an archive of PyTorch', zipSync({ 'training_args/data.pkl': strToU8('a') }), /config\.json: .*PyTorch/],
  ['100 MB of zeros for a config', zipSync({ 'config.json': zeros }), /config\.json: 100000000 bytes/],
  ['100 MB of zeros that pass for 1000', lying(1000), /config\.json: .*more comes out than the 1000 bytes/],
  ['100 MB of zeros that pass for 5 MB', lying(5e6), /config\.json: .*more comes out/],
  [
    'weights of 100 MB of zeros',
    zipSync({ 'config.json': compiled(), 'model.weights.h5': zeros }),
    /model\.weights\.h5: reading it takes more work/,
  ],
  [
    'weights that are none',
    zipSync({ 'config.json': compiled(), 'model.weights.h5': strToU8('none') }),
    /model\.weights\.h5: it is no HDF5 file/,
  ],
  ['a config that is no JSON', zipSync({ 'config.json': strToU8('{') }), /config\.json: it is no JSON/],
  ['an entry called __proto__', renamed('__proto__'), /config\.json: it is missing/],
  ['10^5 entries', manyEntries(1e5), /config\.json: it is missing/],
  ['more entries than the format counts', zip64(), /zip archive: more than 65534 entries/],
  [
    'a directory that leads nowhere',
    uint32(keras.slice(), keras.length - 6, 0xfffffff0),
    /zip archive: its directory is damaged/,
  ],

  [
    'an HDF5 file that is not one',
    strToU8('\x89HDF\r\n\x1a\nand no more', true),
    /\.h5 file: version 97 of the format/,
  ],
  ['an HDF5 signature alone', h5.subarray(0, 8), /\.h5 file: it is /],
  ['an .h5 file cut in the middle', h5.subarray(0, h5.length / 2), /\.h5 file: it is cut off/],
  [
    'an .h5 file of weights alone',
    readGolden('keras-files-more/hdf5.h5'),
    /\.h5 file → training_config: it is missing/,
  ],

  ['JSON nested 10^5 deep', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, /JSON: it is (nested deeper|no JSON)/],
  [
    'lists nested 10^5 deep',
    `{"class_name":${'['.repeat(deep)}${']'.repeat(deep)}}`,
    /JSON: it is (nested deeper|no JSON)/,
  ],
  ['10^5 open braces', '{'.repeat(deep), /JSON: it is no JSON/],
  [
    '__proto__ in a schedule',
    rate('{"class_name": "CosineDecay", "config": {"__proto__": {"x": 1}}}'),
    /JSON: the key "__proto__" is refused/,
  ],
  [
    '__proto__ in an optimizer',
    '{"class_name": "Adam", "config": {"__proto__": {"learning_rate": 1}}}',
    /JSON: the key "__proto__" is refused/,
  ],
  [
    'constructor in a schedule',
    rate('{"class_name": "CosineDecay", "config": {"constructor": {}}}'),
    /learning_rate: .*constructor/,
  ],
  [
    'a class nobody knows',
    rate('{"class_name": "MyDecay", "config": {}}'),
    /config\.learning_rate: .*does not know the class "MyDecay"/,
  ],
  ['a class of every object', rate('{"class_name": "toString", "config": {}}'), /does not know the class "toString"/],
  ['a rate too large', rate('1e999'), /config\.learning_rate: Constant: value must be a finite number/],
  ['schedules nested 100 deep', rate(nested(100)), /config\.learning_rate: .*nested at most 64 deep/],

  ['a bomb of aliases', bomb, /YAML: reading it takes more work/],
  ['a bomb of merge keys', mergeBomb, /YAML: it is of none of the forms/],
  ['YAML that holds itself', '&a [*a]', /YAML(:\d+:\d+)?: /],
  ['a map that holds itself', '&a {learning_rate: *a}', /YAML(:\d+:\d+)?: /],
  ['YAML nested 10^5 deep', '['.repeat(deep), /YAML(:\d+:\d+)?: it is nested deeper/],
  ['YAML maps nested in a line', 'a: '.repeat(2e4), /YAML(:\d+:\d+)?: /],
  ['YAML lists nested in a line', '- '.repeat(3e4), /YAML(:\d+:\d+)?: it is nested deeper/],
  [
    'YAML nested line by line',
    Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    /YAML(:\d+:\d+)?: /,
  ],
  ['more YAML than there is', 'a: 1\n'.repeat(3e5), /YAML(:\d+:\d+)?: at most/],
  ['as much YAML as there may be', 'a: 1\n'.repeat(2e5), /YAML: it is of none of the forms/],
  [
    'as many keys as there may be',
    Array.from({ length: 4500 }, (_, i) => `key${i}: ${i}`).join('\n'),
    /YAML(:\d+:\d+)?: it is of none of the forms/,
  ],
  [
    '__proto__ in YAML',
    'learning_rate: {type: constant, __proto__: {a: 1}}',
    /YAML(:\d+:\d+)?: the key "__proto__" is refused/,
  ],
  [
    'a Python object',
    'learning_rate: !!python/object/apply:os.system ["touch pwned"]',
    /YAML(:\d+:\d+)?: .*tag.*python.*Only plain values/,
  ],
  ['a Python name', '!!python/name:os.system', /YAML(:\d+:\d+)?: .*python/],
  ['a tag of its own', 'learning_rate: !rate 0.1', /YAML(:\d+:\d+)?: the tag !rate/],
  ['a function of JavaScript', 'a: !!js/function "function () {}"', /YAML(:\d+:\d+)?: .*js\/function/],
])(
  '%s',
  async (_, file, message) => {
    await expect(readSchedule(file)).rejects.toThrow(message);
  },
  20_000,
);

describe('the prototype of objects', () => {
  test('is as it was', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['x']).toBe(undefined);
  });
});

test.each([undefined, null, 7, {}, [1]])('%j is no file', async (source) => {
  await expect(readSchedule(source as never)).rejects.toThrow(/bytes are required/);
});

test('a compressed .keras file is read all the same', async () => {
  const config = strToU8(JSON.stringify({ compile_config: { optimizer: JSON.parse(rate('0.1')) } }));
  const { schedule, ignored } = await readSchedule(zipSync({ 'config.json': [config, { level: 9 }] }));
  expect(schedule(0)).toBe(0.1);
  expect(ignored).toEqual(['model.weights.h5: it is missing, and the iteration with it']);
});

function compiled(): Uint8Array {
  return strToU8(JSON.stringify({ compile_config: { optimizer: JSON.parse(rate('0.1')) } }));
}

function nested(depth: number): string {
  return depth === 0
    ? '0.1'
    : `{"class_name": "LinearWarmup", "config": {"warmup_steps": 1, "warmup_learning_rate": 0, "after_warmup_lr_sched": ${nested(depth - 1)}}}`;
}
