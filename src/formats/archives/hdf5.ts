import { Budget } from '../budget.js';
import { Hdf5Bytes, UNDEFINED } from './hdf5-bytes.js';
import { readDenseLinks, readLink, readSymbolTable } from './hdf5-groups.js';
import { type Datatype, decode, readDatatype, type Values } from './hdf5-types.js';
import { inflate } from './inflate.js';

/** A group or a dataset of an HDF5 file. */
export interface Hdf5Object {
  /** Its path in the file. */
  readonly path: string;
  /** The dimensions of a dataset, none for a scalar; null for a group. */
  readonly shape: readonly number[] | null;
  /** Names of what a group holds. */
  readonly names: readonly string[];
  /** What stands at a path below a group, such as `'optimizer/vars/0'`; null if nothing does. */
  get(path: string): Hdf5Object | null;
  /** The value of an attribute: its only element where it is a scalar, else a list; null if there is none. */
  attribute(name: string): number | string | Values | null;
  /** The elements of a dataset, in row-major order; of integers of 64 bits, as doubles. */
  values(): Promise<Values>;
}

/** Types of header messages. */
const DATASPACE = 0x01;
const LINK_INFO = 0x02;
const DATATYPE = 0x03;
const LINK = 0x06;
const LAYOUT = 0x08;
const FILTERS = 0x0b;
const ATTRIBUTE = 0x0c;
const CONTINUATION = 0x10;
const SYMBOL_TABLE = 0x11;

interface Message {
  readonly type: number;
  readonly at: number;
  readonly size: number;
}

/**
 * An HDF5 file, as far as Keras writes and reads them: every kind of group, attributes, and datasets of numbers and
 * texts, contiguous, compact or in chunks, with the filters that h5py has by itself.
 *
 * @param budget what all reading of the file may cost, that of its datasets later on included.
 * @returns its root group.
 * @throws {TypeError} that starts with `part`, for a file that is none, is cut off, is damaged or uses anything else.
 */
export function openHdf5(bytes: Uint8Array, part: string, budget = new Budget(bytes.length)): Hdf5Object {
  const file = new Hdf5Bytes(bytes, part, budget);
  return file.guard(() => new Hdf5Node(file, rootAddress(file), '', new Map()));
}

function rootAddress(file: Hdf5Bytes): number {
  if (!file.hasSignature(0, '\x89HDF\r\n\x1a\n')) file.fail('it is no HDF5 file.');
  const version = file.u8(8);
  if (version > 3) file.fail(`version ${version} of the format is not known.`);
  const classic = version < 2;
  const [offsets, lengths] = classic ? [file.u8(13), file.u8(14)] : [file.u8(9), file.u8(10)];
  if (offsets !== 8 || lengths !== 8) file.fail('addresses of other than 64 bits are not read.');
  // Version 1 has four bytes more than version 0, before its addresses.
  const addresses = classic ? 24 + 4 * version : 12;
  const end = file.u64(addresses + 16);
  if (end > file.length) file.fail(`it is cut off: ${file.length} bytes of ${end}.`);
  return file.u64(classic ? addresses + 40 : addresses + 24);
}

class Hdf5Node implements Hdf5Object {
  readonly shape: readonly number[] | null;
  private readonly messages: readonly Message[];
  private links: Map<string, number> | null = null;
  /** Where the attributes stand, by their names. */
  private attributes: Map<string, number> | null = null;

  constructor(
    private readonly file: Hdf5Bytes,
    address: number,
    readonly path: string,
    /** Objects that were read before, by address: each is read once. */
    private readonly known: Map<number, Hdf5Node>,
  ) {
    this.messages = readHeader(file, address);
    const dataspace = this.find(DATASPACE);
    this.shape = dataspace ? readShape(file, dataspace.at) : null;
    known.set(address, this);
  }

  get names(): readonly string[] {
    return this.file.guard(() => [...this.readLinks().keys()]);
  }

  get(path: string): Hdf5Object | null {
    return this.file.guard(() => {
      let node: Hdf5Node | null = this;
      for (const name of path.split('/')) {
        if (name !== '') node = node.child(name);
        if (node === null) break;
      }
      return node;
    });
  }

  attribute(name: string): number | string | Values | null {
    return this.file.guard(() => {
      const at = this.findAttributes().get(name);
      return at === undefined ? null : readAttribute(this.file, at);
    });
  }

  async values(): Promise<Values> {
    const { file, shape } = this;
    const { type, layout, filters } = file.guard(() => ({
      type: this.find(DATATYPE),
      layout: this.find(LAYOUT),
      filters: this.find(FILTERS),
    }));
    if (!shape || !type || !layout) return file.fail(`${this.path} is no dataset.`);
    return file.guardAsync(async () => {
      const datatype = readDatatype(file, type.at);
      const count = shape.reduce((product, length) => product * length, 1);
      const content = await readContent(file, layout.at, shape, datatype, count, filters);
      return decode(file, content, datatype, count);
    });
  }

  private child(name: string): Hdf5Node | null {
    const address = this.readLinks().get(name);
    if (address === undefined) return null;
    return this.known.get(address) ?? new Hdf5Node(this.file, address, `${this.path}/${name}`, this.known);
  }

  private findAttributes(): Map<string, number> {
    if (this.attributes) return this.attributes;
    const attributes = new Map<string, number>();
    for (const { type, at } of this.messages) {
      if (type !== ATTRIBUTE) continue;
      const { name } = attributeHead(this.file, at);
      if (!attributes.has(name)) attributes.set(name, at);
    }
    this.attributes = attributes;
    return attributes;
  }

  private readLinks(): Map<string, number> {
    if (this.links) return this.links;
    const links = new Map<string, number>();
    for (const { type, at } of this.messages) {
      if (type === SYMBOL_TABLE) readSymbolTable(this.file, at, links);
      if (type === LINK_INFO) readDenseLinks(this.file, at, links);
      if (type === LINK) readLink(this.file, at, links);
    }
    this.links = links;
    return links;
  }

  private find(type: number): Message | undefined {
    return this.messages.find((message) => message.type === type);
  }
}

/** The messages of an object's header, of either version, with all its continuations. */
function readHeader(file: Hdf5Bytes, address: number): Message[] {
  const messages: Message[] = [];
  const modern = file.hasSignature(address, 'OHDR');
  if (!modern && file.u8(address) !== 1) file.fail(`no object's header is at ${address}.`);
  const flags = modern ? file.u8(address + 5) : 0;
  const headLength = modern ? 4 + (flags & 4 ? 2 : 0) : 8;

  const blocks: [at: number, size: number][] = [];
  if (modern) {
    const sizeAt = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const sizeLength = 1 << (flags & 3);
    blocks.push([sizeAt + sizeLength, file.uint(sizeAt, sizeLength)]);
  } else {
    blocks.push([address + 16, file.u32(address + 8)]);
  }
  for (const [start, size] of blocks) {
    file.spend(size);
    for (let at = start; at + headLength <= start + size; ) {
      const type = modern ? file.u8(at) : file.u16(at);
      const length = file.u16(at + (modern ? 1 : 2));
      const message: Message = { type, at: at + headLength, size: length };
      if (type === CONTINUATION) {
        const [next, nextSize] = [file.u64(message.at), file.u64(message.at + 8)];
        // A block of version 2 has a signature in front and a checksum behind.
        blocks.push(modern ? [next + 4, nextSize - 8] : [next, nextSize]);
      } else if (file.u8(at + (modern ? 3 : 4)) & 2 && (type === DATATYPE || type === DATASPACE)) {
        file.fail('types that objects share are not read.');
      } else {
        messages.push(message);
      }
      at += headLength + length;
    }
  }
  return messages;
}

function readShape(file: Hdf5Bytes, at: number): number[] {
  const version = file.u8(at);
  if (version !== 1 && version !== 2) file.fail(`version ${version} of a dataspace is not known.`);
  const dimensions = at + (version === 1 ? 8 : 4);
  const empty = version === 2 && file.u8(at + 3) === 2;
  return empty ? [0] : Array.from({ length: file.u8(at + 1) }, (_, i) => file.u64(dimensions + 8 * i));
}

/** The name of the attribute of this message, and what follows it. */
function attributeHead(file: Hdf5Bytes, at: number): { name: string; padded: (size: number) => number; end: number } {
  const version = file.u8(at);
  if (version < 1 || version > 3) file.fail(`version ${version} of an attribute is not known.`);
  const padded = (size: number) => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameLength = file.u16(at + 2);
  const nameAt = at + (version === 3 ? 9 : 8);
  return { name: file.text(nameAt, nameLength), padded, end: nameAt + padded(nameLength) };
}

function readAttribute(file: Hdf5Bytes, at: number): number | string | Values {
  const { padded, end: typeAt } = attributeHead(file, at);
  const spaceAt = typeAt + padded(file.u16(at + 4));
  const valueAt = spaceAt + padded(file.u16(at + 6));
  const datatype = readDatatype(file, typeAt);
  const shape = readShape(file, spaceAt);
  const count = shape.reduce((product, length) => product * length, 1);
  const values = decode(file, file.slice(valueAt, count * datatype.size), datatype, count);
  return shape.length === 0 ? (values[0] as number | string) : values;
}

async function readContent(
  file: Hdf5Bytes,
  at: number,
  shape: readonly number[],
  { size }: Datatype,
  count: number,
  filters: Message | undefined,
): Promise<Uint8Array> {
  const version = file.u8(at);
  const layout = file.u8(at + 1);
  if (version !== 3 && !(version === 4 && layout < 2))
    file.fail(`version ${version} of a dataset's layout is not known.`);
  if (layout === 0) return file.slice(at + 4, file.u16(at + 2));
  if (layout === 1) {
    const address = file.u64(at + 2);
    if (address !== UNDEFINED) return file.slice(address, count * size);
    file.spend(count * size);
    return new Uint8Array(count * size);
  }
  if (layout !== 2) file.fail(`layout ${layout} of a dataset is not known.`);
  return readChunks(file, at, shape, size, count, filters ? readFilters(file, filters.at) : []);
}

/** The numbers of the filters that made the chunks, in that order. */
function readFilters(file: Hdf5Bytes, at: number): number[] {
  const version = file.u8(at);
  const filters: number[] = [];
  let next = at + (version === 1 ? 8 : 2);
  const count = file.u8(at + 1);
  for (let i = 0; i < count; i++) {
    const filter = file.u16(next);
    const named = version === 1 || filter >= 256;
    const nameLength = named ? file.u16(next + 2) : 0;
    const parameters = file.u16(next + (named ? 6 : 4));
    const padding = version === 1 && parameters % 2 === 1 ? 4 : 0;
    next += (named ? 8 : 6) + (version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength) + 4 * parameters + padding;
    filters.push(filter);
  }
  return filters;
}

const DEFLATE = 1;
const SHUFFLE = 2;
const FLETCHER = 3;

async function readChunks(
  file: Hdf5Bytes,
  at: number,
  shape: readonly number[],
  size: number,
  count: number,
  filters: readonly number[],
): Promise<Uint8Array> {
  const rank = file.u8(at + 2) - 1;
  if (rank !== shape.length || rank === 0) file.fail('its chunks do not fit the dataset.');
  const chunk = shape.map((_, axis) => file.u32(at + 11 + 4 * axis));
  const chunkSize = chunk.reduce((product, length) => product * length, size);
  if (chunkSize === 0) file.fail('its chunks are empty.');
  file.spend(count * size);
  const whole = new Uint8Array(count * size);
  const keyLength = 8 + 8 * (rank + 1);
  const root = file.u64(at + 3);
  if (root === UNDEFINED) return whole;

  for (const { key, child } of file.treeEntries(root, 1, keyLength)) {
    const mask = file.u32(key + 4);
    // To copy it takes time too, whatever the filters are.
    file.spend(chunkSize);
    const origin = shape.map((_, axis) => file.u64(key + 8 + 8 * axis));
    let content = file.slice(child, file.u32(key));
    for (let i = filters.length - 1; i >= 0; i--) {
      if (mask & (1 << i)) continue;
      file.spend(content.length);
      const filter = filters[i];
      if (filter === FLETCHER) content = content.subarray(0, -4);
      else if (filter === SHUFFLE) content = unshuffle(content, size);
      else if (filter === DEFLATE) content = await inflate(content, chunkSize, 'zlib', file.part, file.budget);
      else file.fail(`the filter ${filter} of a dataset is not known.`);
    }
    copyChunk(content, chunk, origin, whole, shape, size);
  }
  return whole;
}

function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size);
  const whole = new Uint8Array(bytes.length);
  for (let byte = 0; byte < size; byte++) {
    for (let i = 0; i < count; i++) whole[i * size + byte] = bytes[byte * count + i] as number;
  }
  return whole;
}

/** Copies a chunk to its place, row by row, without what hangs over the dataset's edge. */
function copyChunk(
  content: Uint8Array,
  chunk: readonly number[],
  origin: readonly number[],
  whole: Uint8Array,
  shape: readonly number[],
  size: number,
): void {
  const last = shape.length - 1;
  const copy = (axis: number, from: number, to: number): void => {
    const start = origin[axis] as number;
    const length = Math.min(chunk[axis] as number, (shape[axis] as number) - start);
    if (axis === last) {
      whole.set(content.subarray(from * size, (from + length) * size), (to + start) * size);
      return;
    }
    for (let i = 0; i < length; i++) {
      copy(axis + 1, (from + i) * (chunk[axis + 1] as number), (to + start + i) * (shape[axis + 1] as number));
    }
  };
  copy(0, 0, 0);
}
