import { describe, expect, test } from 'vitest';
import { type Hdf5Object, openHdf5 } from '../../src/formats/archives/hdf5.js';
import { openKerasFile } from '../../src/formats/keras/keras-file.js';
import { readGolden } from './golden-files.js';

const bytes = readGolden('keras-files-more/hdf5.h5');
const root = openHdf5(bytes, 'hdf5.h5');
const valuesOf = async (path: string) => [...((await root.get(path)?.values()) ?? [])];

describe('openHdf5', () => {
  test('groups of both kinds', () => {
    expect(root.names).toEqual(['chunked', 'empty', 'few', 'filtered', 'fixed', 'many', 'not_written', 'texts']);
    expect(root.get('many')?.names).toHaveLength(20);
    expect(root.get('few')?.names).toHaveLength(7);
    expect(root.get('few')?.shape).toBe(null);
    expect(root.get('few/none')).toBe(null);
    expect(root.get('chunked/below')).toBe(null);
    expect(root.get('/few/half')?.path).toBe('/few/half');
  });

  test('every member of a group with a heap', async () => {
    for (let i = 0; i < 20; i++) expect(await valuesOf(`many/member_${i}`)).toEqual([i - 7]);
  });

  test.each(['half', 'double', 'big_endian', 'byte', 'unsigned'])('numbers: %s', async (name) => {
    expect(root.get(`few/${name}`)?.shape).toEqual([2, 3]);
    expect(await valuesOf(`few/${name}`)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('booleans, and integers of 64 bits', async () => {
    expect(await valuesOf('few/flags')).toEqual([1, 0, 1]);
    expect(await valuesOf('few/long')).toEqual([2 ** 53, -3]);
  });

  test.each(['chunked', 'filtered'])('chunks that hang over the edge: %s', async (name) => {
    expect(root.get(name)?.shape).toEqual([5, 7]);
    expect(await valuesOf(name)).toEqual(Array.from({ length: 35 }, (_, i) => i));
  });

  test('chunks that leave out some of the filters, as their mask says', async () => {
    const masked = openHdf5(readGolden('keras-files-more/hdf5-filter-mask.h5'), 'a.h5').get('data');
    expect([...((await masked?.values()) ?? [])]).toEqual(Array.from({ length: 16 }, (_, i) => i));
  });

  test('datasets without data', async () => {
    expect(await valuesOf('empty')).toEqual([]);
    expect(await valuesOf('not_written')).toEqual([0, 0, 0, 0]);
  });

  test('texts', async () => {
    expect(await valuesOf('texts')).toEqual(['a', 'bcd', '', 'ü']);
    expect(await valuesOf('fixed')).toEqual(['ab', 'c']);
  });

  test('attributes', () => {
    expect(root.attribute('long')).toBe('x'.repeat(2000));
    expect(root.attribute('number')).toBe(3);
    expect(root.attribute('numbers')).toEqual(new Float32Array([1.5, 2]));
    expect(root.attribute('names')).toEqual(['a', 'bb']);
    expect(root.attribute('none')).toBe(null);
  });

  test('the weights and slots of a .keras file', async () => {
    const { weights } = await openKerasFile(readGolden('keras-files/keras3_cosine_adam.keras'));
    const model = openHdf5((await weights?.()) as Uint8Array, 'model.weights.h5');
    expect(model.get('layers/dense/vars/0')?.shape).toEqual([4, 8]);
    expect(await model.get('layers/dense/vars/0')?.values()).toBeInstanceOf(Float32Array);
    expect(model.get('optimizer/vars')?.names).toHaveLength(9);
    expect(model.get('optimizer/vars')?.attribute('name')).toBe('adam');
  });
});

describe('a damaged file', () => {
  /** Everything that is in the file is looked at. */
  async function walk(node: Hdf5Object, depth = 0): Promise<void> {
    node.attribute('any');
    node.attribute('names');
    if (node.shape) await node.values();
    if (depth < 8) for (const name of node.names) await walk(node.get(name) as Hdf5Object, depth + 1);
  }
  async function open(damaged: Uint8Array): Promise<void> {
    try {
      await walk(openHdf5(damaged, 'a.h5'));
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toMatch(/^TypeError: a\.h5: /);
    }
  }

  test('cut off anywhere', async () => {
    for (let length = 0; length < bytes.length; length += 499) {
      expect(() => openHdf5(bytes.subarray(0, length), 'a.h5')).toThrow(/^a\.h5: it is (no HDF5 file|cut off|damaged)/);
    }
  });

  test('with any byte changed', async () => {
    let seed = 1;
    const random = (limit: number) => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed % limit;
    };
    for (let i = 0; i < 500; i++) {
      const damaged = bytes.slice();
      for (let changes = 1 + random(3); changes > 0; changes--) {
        // Bytes that are not 0 are those that mean something.
        let at = random(damaged.length);
        while (damaged[at] === 0 && at > 0) at--;
        damaged[at] = [0, 1, 0xff, 0x80, random(256)][random(5)] as number;
      }
      await open(damaged);
    }
  });

  test('with a tree of many levels, in each of which all children are one node', async () => {
    const model = readGolden('keras-files/keras3_cosine_adam.h5');
    const trees: number[] = [];
    for (let at = model.indexOf(0x54); at >= 0; at = model.indexOf(0x54, at + 1)) {
      if (String.fromCharCode(...model.subarray(at, at + 4)) === 'TREE') trees.push(at);
    }
    expect(trees.length).toBeGreaterThan(5);
    const view = new DataView(model.buffer);
    // The last stays as it is, a leaf.
    for (const [i, tree] of trees.slice(0, -1).entries()) {
      const children = 20;
      view.setUint8(tree + 5, trees.length - 1 - i);
      view.setUint16(tree + 6, children, true);
      const next = trees[i + 1] as number;
      for (let child = 0; child < children; child++) view.setBigUint64(tree + 32 + 16 * child, BigInt(next), true);
    }
    expect(() => openHdf5(model, 'a.h5').names).toThrow(/^a\.h5: reading it takes more work/);
  });
});
