import { type Hdf5Bytes, TEXT_COST, textOf } from './hdf5-bytes.js';

/** The elements of a dataset or an attribute. */
export type Values =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | readonly string[];

export interface Datatype {
  readonly kind: 'integer' | 'float' | 'text' | 'longText';
  /** Bytes of an element. */
  readonly size: number;
  readonly signed: boolean;
  readonly bigEndian: boolean;
}

const INTEGER = 0;
const FLOAT = 1;
const TEXT = 3;
const ENUM = 8;
const VARIABLE_LENGTH = 9;

export function readDatatype(file: Hdf5Bytes, at: number): Datatype {
  const typeClass = file.u8(at) & 15;
  const bits = file.u8(at + 1);
  const size = file.u32(at + 4);
  const type = { size, signed: (bits & 8) !== 0, bigEndian: (bits & 1) !== 0 };
  if (typeClass === INTEGER && [1, 2, 4, 8].includes(size)) return { kind: 'integer', ...type };
  if (typeClass === FLOAT && [2, 4, 8].includes(size)) return { kind: 'float', ...type };
  if (typeClass === TEXT && size > 0) return { kind: 'text', ...type };
  if (typeClass === VARIABLE_LENGTH && (bits & 15) === 1 && size === 16) return { kind: 'longText', ...type };
  // h5py's booleans: the type below follows, and gives their values 0 and 1.
  if (typeClass === ENUM && (file.u8(at + 8) & 15) === INTEGER) return readDatatype(file, at + 8);
  return file.fail(`data of the type ${typeClass} with ${size} bytes is not read.`);
}

/** The elements in `bytes`, of which there must be enough. */
export function decode(file: Hdf5Bytes, bytes: Uint8Array, type: Datatype, count: number): Values {
  const { kind, size, signed, bigEndian } = type;
  if (bytes.length < count * size) file.fail('it is damaged or cut off: a dataset is too short.');
  file.spend(count * (kind === 'text' || kind === 'longText' ? size + TEXT_COST : Math.max(size, 4)));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = !bigEndian;
  const fill = <A extends Exclude<Values, readonly string[]>>(values: A, read: (at: number) => number): A => {
    for (let i = 0; i < count; i++) values[i] = read(i * size);
    return values;
  };
  if (kind === 'text') return Array.from({ length: count }, (_, i) => textOf(bytes.subarray(i * size, (i + 1) * size)));
  if (kind === 'longText') return Array.from({ length: count }, (_, i) => readLongText(file, view, 16 * i));
  if (kind === 'float') {
    if (size === 8) return fill(new Float64Array(count), (at) => view.getFloat64(at, little));
    if (size === 4) return fill(new Float32Array(count), (at) => view.getFloat32(at, little));
    return fill(new Float32Array(count), (at) => halfFloat(view.getUint16(at, little)));
  }
  if (size === 8) {
    return fill(new Float64Array(count), (at) =>
      Number(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little)),
    );
  }
  if (size === 4) {
    return signed
      ? fill(new Int32Array(count), (at) => view.getInt32(at, little))
      : fill(new Uint32Array(count), (at) => view.getUint32(at, little));
  }
  if (size === 2) {
    return signed
      ? fill(new Int16Array(count), (at) => view.getInt16(at, little))
      : fill(new Uint16Array(count), (at) => view.getUint16(at, little));
  }
  return signed
    ? fill(new Int8Array(count), (at) => view.getInt8(at))
    : fill(new Uint8Array(count), (at) => view.getUint8(at));
}

/** A text that stands in a global heap; here are its length, the heap's address, and its number there. */
function readLongText(file: Hdf5Bytes, view: DataView, at: number): string {
  const length = view.getUint32(at, true);
  if (length === 0) return '';
  const heap = view.getUint32(at + 4, true) + 2 ** 32 * view.getUint32(at + 8, true);
  const wanted = view.getUint32(at + 12, true);
  const object = file.globalHeap(heap).get(wanted);
  if (!object) return file.fail('it is damaged: a text is missing.');
  return file.text(object.at, Math.min(length, object.size));
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}
