import { describe, expect, it } from 'vitest';
import { readPython } from '../../src/formats/syntax/python/read-python.js';
import { toPlain } from '../../src/formats/syntax/python/value.js';

async function read(text: string, name = 'x'): Promise<unknown> {
  const { names } = await readPython(text, 'c.py');
  const value = names.get(name);
  return value && toPlain(value, 'c.py');
}

describe('what a Python file is read as', () => {
  it.each([
    ['x = 5 * 8', 40],
    ['x = 7 // 2', 3],
    ['x = -7 // 2', -4],
    ['x = -7 % 3', 2],
    ['x = 7 % -3', -2],
    ['x = 2 ** -1', 0.5],
    ['x = -2 ** 2', -4],
    ['x = 1_000 + 0x10 + 0b11 + 0o7', 1026],
    ['x = 1e-3', 0.001],
    ['x = .5', 0.5],
    ['x = 1 - -1', 2],
    ['x = (1 + 2) * 3', 9],
    ['x = True + 1', 2],
    ['x = not False', true],
    ['x = None', null],
    ["x = 'a' 'b' + \"c\"", 'abc'],
    ["x = r'\\n' + '\\n\\x41\\u00e9\\101'", '\\n\nAéA'],
    ["x = '''a\nb'''", 'a\nb'],
    ['x = [1, (2, 3), *[4]]', [1, [2, 3], 4]],
    ['x = (1,)', [1]],
    ['x = [1] + [2]', [1, 2]],
    ["x = dict(a=1, b=dict(c=[1]), **{'d': 2})", { a: 1, b: { c: [1] }, d: 2 }],
    ["x = {'a': 1, **dict(b=2)}", { a: 1, b: 2 }],
    ["y = dict(a=[1, 2])\nx = y['a'][-1]", 2],
    ['a = b = 3\nx = a * b', 9],
    ['(a, x) = 1, 2', 2],
    ['x: float = 3', 3],
    ['x = 3\nx += 4', 7],
    ['x = 1; x = x + 1', 2],
    ['x = 1 if True else f()', 1],
    ['x = int(7.9) + round(2.5) + max(1, 2) + abs(-1)', 12],
    ['# a comment\nx = [  # another\n    1,\n]', [1]],
    ['from a.b import LinearLR as L\nx = dict(type=L)', { type: 'LinearLR' }],
    ['x = 1\ndef f():\n    return 2\n', 1],
    ['import time\nx = 1', 1],
  ])('%j', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('keeps a number that is a float apart from one that is whole', async () => {
    const { names } = await readPython('a = 1\nb = 1.0\nc = 4 / 2\nd = 1e0', 'c.py');
    expect(['a', 'b', 'c', 'd'].map((name) => names.get(name))).toMatchObject([
      { isFloat: false },
      { isFloat: true },
      { isFloat: true },
      { isFloat: true },
    ]);
  });

  it('tells where a value stands', async () => {
    const { names } = await readPython('a = 1\nb = dict(\n    c=f(2))', 'c.py');
    const b = names.get('b');
    expect(b?.kind === 'dict' && b.entries.get('c')?.place).toEqual({ line: 3, column: 7 });
  });
});

describe('what cannot be told without running it', () => {
  it.each([
    ['x = f(1)', /^c\.py:1:5: .*f\(1\)/],
    ['y = 1\nx = dict(a=y, b=time.time())', /^c\.py:2:17: .*time\.time\(\)/],
    ['x = [i for i in range(3)]', /^c\.py:1:5: /],
    ["x = f'{y}'", /^c\.py:1:5: /],
    ['x = 1 / 0', /^c\.py:1:5: /],
    ["x = 'a' * 3", /^c\.py:1:5: /],
    ['x = 1j', /^c\.py:1:5: /],
    ['x = lambda t: t', /^c\.py:1:5: /],
    ['x = 1\nif True:\n    x = 2', /^c\.py:2:1: /],
    ['x = 1\nfor x in range(3):\n    pass', /^c\.py:2:1: /],
    ['x = 1\ntry:\n    x = 2\nexcept ValueError:\n    pass', /^c\.py:2:1: /],
    ['x = [1]\nx.append(2)', /x\.append/],
    ['x = [1]\ny = x\ny.append(2)', /y\.append/],
    ['x = dict(a=[1])\nx["a"] = 2', /^c\.py:2:1: /],
    ['y = [1]\nx = dict(a=y)\nchange(y)', /change/],
    ['y = f()\nx = y', /^c\.py:1:5: .*y, which is.*f\(\)/],
    ['x = 1\ndel x', /^c\.py:2:1: /],
    ['x = 9007199254740993', /^c\.py:1:5: /],
  ])('%j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it.each(['exec(open("a.py").read())', "globals()['x'] = 3", "y = eval('1')"])(
    'refuses %s, which may set any name',
    async (text) => {
      await expect(readPython(`x = 1\n${text}`, 'c.py')).rejects.toThrow(/^c\.py:2:\d+: .*may set any name/);
    },
  );

  it('is no error where nobody asks for it', async () => {
    expect(await read('y = f()\nx = 2')).toBe(2);
  });
});

describe('bad input', () => {
  it('names the place where it is no Python', async () => {
    await expect(readPython('x = 1\ny = (2', 'c.py')).rejects.toThrow(/^c\.py:2:\d+: it is no Python/);
  });

  it('stays within bounds', async () => {
    await expect(readPython(`x = ${'('.repeat(600)}1${')'.repeat(600)}`, 'c.py')).rejects.toThrow(RangeError);
    const doubling = `x = [1]\n${'x = x + x\n'.repeat(60)}`;
    await expect(read(doubling)).rejects.toThrow(TypeError);
    await expect(read(`x = ${'not '.repeat(50_000)}True`)).rejects.toThrow(RangeError);
    await expect(read(`x = ${'not '.repeat(1000)}True`)).rejects.toThrow(TypeError);
    await expect(read("x = {'__proto__': 1}")).rejects.toThrow(/__proto__/);
    await expect(read(`x = ${'1 + '.repeat(20_000)}1`)).rejects.toThrow();
  });
});
