import { describe, expect, it } from 'vitest';
import { type ProtoMessage, parseTextProto, toNumber } from '../../src/formats/syntax/text-proto.js';

/** Fields as plain data, with all their values. */
function plain({ fields }: ProtoMessage): unknown {
  return Object.fromEntries(
    [...fields].map(([name, values]) => [
      name,
      values.map((value) => (value.kind === 'message' ? plain(value.message) : value.value)),
    ]),
  );
}

describe('what a text of protobuf is read as', () => {
  it.each([
    ['a: 1', { a: ['1'] }],
    ['a: 1 a: -2.5e-3', { a: ['1', '-2.5e-3'] }],
    ['a { b: .5 }', { a: [{ b: ['.5'] }] }],
    ['a: < b: true, c: FOO; >', { a: [{ b: ['true'], c: ['FOO'] }] }],
    ['a: [1, 2] b: []', { a: ['1', '2'], b: [] }],
    ['# one\na: \'x#\' "y" # two', { a: ['x#y'] }],
    ['[my.ext] { a: 0x1F }', { '[my.ext]': [{ a: ['0x1F'] }] }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(plain(parseTextProto(text, 'p'))).toEqual(expected);
  });

  it.each([
    ['0x64', 100],
    ['010', 8],
    ['-.5', -0.5],
    ['8e-2', 0.08],
    ['1.5f', 1.5],
    ['5.', 5],
    ['true', null],
    ['1_0', null],
  ])('the number in %s', (word, expected) => {
    expect(toNumber(word)).toBe(expected);
  });
});

describe('bad input', () => {
  it.each([
    ['a 1', /^p:1:3: "?':' or '\{'/],
    ['a {\n  b: 1', /^p:2:7: .*the end/],
    ['a: }', /^p:1:4: /],
    ['a: 1 ?', /^p:1:6: it is no text format/],
    ["a: 'x", /^p:1:4: /],
    ['{}', /^p:1:1: a field's name/],
    ['a: [1 2]', /^p:1:7: /],
  ])('%j', (text, message) => {
    expect(() => parseTextProto(text, 'p')).toThrow(message);
  });

  it('stays within bounds', () => {
    expect(() => parseTextProto('a {'.repeat(1000), 'p')).toThrow(RangeError);
    expect(parseTextProto('a: 1 '.repeat(100_000), 'p').fields.get('a')).toHaveLength(100_000);
    expect(() => parseTextProto(`${'# x\n'.repeat(50_000)}?`, 'p')).toThrow(/^p:50001:1/);
    expect(() => parseTextProto(`a: "${'\\"'.repeat(50_000)}`, 'p')).toThrow(TypeError);
  });
});
