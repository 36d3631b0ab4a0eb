import { type Hdf5Bytes, UNDEFINED } from './hdf5-bytes.js';

/** The links of a group of the classic kind: a B-tree of symbol nodes, the names in a heap. */
export function readSymbolTable(file: Hdf5Bytes, at: number, links: Map<string, number>): void {
  const [tree, heap] = [file.u64(at), file.u64(at + 8)];
  file.requireSignature(heap, 'HEAP');
  const names = file.u64(heap + 24);
  for (const { child: node } of file.treeEntries(tree, 0, 8)) {
    file.requireSignature(node, 'SNOD');
    const count = file.u16(node + 6);
    file.spend(40 * count);
    for (let i = 0; i < count; i++) {
      const entry = node + 8 + 40 * i;
      const SOFT_LINK = 2;
      if (file.u32(entry + 16) === SOFT_LINK) continue;
      links.set(file.textUpToZero(names + file.u64(entry)), file.u64(entry + 8));
    }
  }
}

/** A link in the message of a small group, or in the heap of a large one. */
export function readLink(file: Hdf5Bytes, at: number, links: Map<string, number>): void {
  const flags = file.u8(at + 1);
  let next = at + 2;
  const type = flags & 8 ? file.u8(next++) : 0;
  if (flags & 4) next += 8;
  if (flags & 16) next += 1;
  const lengthSize = 1 << (flags & 3);
  const length = file.uint(next, lengthSize);
  const name = file.text(next + lengthSize, length);
  // Links of other types lead out of the file, or by another name to what is in it.
  if (type === 0) links.set(name, file.u64(next + lengthSize + length));
}

/** The links of a group that keeps the order of its members, once they are many: in a fractal heap. */
export function readDenseLinks(file: Hdf5Bytes, at: number, links: Map<string, number>): void {
  const addresses = at + 2 + (file.u8(at + 1) & 1 ? 8 : 0);
  const heapAddress = file.u64(addresses);
  const tree = file.u64(addresses + 8);
  if (heapAddress === UNDEFINED || tree === UNDEFINED) return;
  const heap = new FractalHeap(file, heapAddress);
  // A record is a hash of the name, and the place in the heap.
  for (const record of nameRecords(file, tree)) readLink(file, heap.locate(record + 4), links);
}

/** Where the records of a B-tree of version 2 stand that sorts a group's links by name. */
function nameRecords(file: Hdf5Bytes, at: number): number[] {
  file.requireSignature(at, 'BTHD');
  const BY_NAME = 5;
  if (file.u8(at + 5) !== BY_NAME) file.fail('it is damaged: a tree is of the wrong type.');
  const nodeSize = file.u32(at + 6);
  const recordSize = file.u16(at + 10);
  const depth = file.u16(at + 12);
  if (recordSize < 5 || depth > 8) file.fail('it is damaged: a tree is too deep.');

  // Bytes of a child's number of records, and of all records below it, by the child's level.
  const bytesOf = (count: number) => Math.ceil(Math.log2(count + 1) / 8);
  const NODE_OVERHEAD = 10;
  let most = Math.floor((nodeSize - NODE_OVERHEAD) / recordSize);
  let mostBelow = most;
  const pointers = [{ countSize: bytesOf(most), belowSize: 0 }];
  for (let level = 1; level < depth; level++) {
    const { countSize, belowSize } = pointers[level - 1] as (typeof pointers)[number];
    const pointerSize = 8 + countSize + belowSize;
    most = Math.floor((nodeSize - NODE_OVERHEAD - pointerSize) / (recordSize + pointerSize));
    mostBelow = (most + 1) * mostBelow + most;
    pointers.push({ countSize: bytesOf(most), belowSize: bytesOf(mostBelow) });
  }

  const records: number[] = [];
  const readNode = (node: number, count: number, level: number): void => {
    file.requireSignature(node, level === 0 ? 'BTLF' : 'BTIN');
    file.spend(count * recordSize);
    for (let i = 0; i < count; i++) records.push(node + 6 + i * recordSize);
    if (level === 0) return;
    const { countSize, belowSize } = pointers[level - 1] as (typeof pointers)[number];
    let pointer = node + 6 + count * recordSize;
    for (let i = 0; i <= count; i++) {
      readNode(file.u64(pointer), file.uint(pointer + 8, countSize), level - 1);
      pointer += 8 + countSize + belowSize;
    }
  };
  const root = file.u64(at + 16);
  if (root !== UNDEFINED) readNode(root, file.u16(at + 24), depth);
  return records;
}

/** A heap that grows in blocks, which double in size from row to row. */
class FractalHeap {
  private readonly offsetSize: number;
  /** Where the blocks stand in the heap, and in the file. */
  private readonly blocks: { start: number; size: number; address: number }[] = [];

  constructor(
    private readonly file: Hdf5Bytes,
    at: number,
  ) {
    file.requireSignature(at, 'FRHP');
    if (file.u16(at + 7) !== 0) file.fail('groups with filters are not read.');
    this.offsetSize = Math.ceil(file.u16(at + 128) / 8);
    const width = file.u16(at + 110);
    const firstSize = file.u64(at + 112);
    const largest = file.u64(at + 120);
    const root = file.u64(at + 132);
    const rows = file.u16(at + 140);
    if (root === UNDEFINED) return;
    if (rows === 0) {
      this.blocks.push({ start: 0, size: firstSize, address: root });
      return;
    }
    file.requireSignature(root, 'FHIB');
    file.spend(8 * rows * width);
    let start = 0;
    for (let row = 0; row < rows; row++) {
      const size = firstSize * 2 ** Math.max(0, row - 1);
      if (size > largest) file.fail('groups of more than some ten thousand members are not read.');
      for (let column = 0; column < width; column++) {
        const address = file.u64(root + 13 + this.offsetSize + 8 * (row * width + column));
        if (address !== UNDEFINED) this.blocks.push({ start, size, address });
        start += size;
      }
    }
  }

  /** Where in the file the object stands that the heap's identifier at `id` means. */
  locate(id: number): number {
    const MANAGED = 0;
    if (((this.file.u8(id) >> 4) & 3) !== MANAGED) this.file.fail('a link of such a length is not read.');
    const offset = this.file.uint(id + 1, this.offsetSize);
    this.file.spend(this.blocks.length);
    const block = this.blocks.find(({ start, size }) => offset >= start && offset < start + size);
    if (!block) return this.file.fail('it is damaged: a link is missing.');
    return block.address + offset - block.start;
  }
}
