import type { Columns } from './columns.js';

/** What the numbers of `Event` and of what is inside it mean. */
const EVENT = { step: 2, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2, tensor: 8 } as const;
const TENSOR = { dtype: 1, content: 4, floats: 5, doubles: 6 } as const;
const FLOAT = 1;
const DOUBLE = 2;

/** A number, or a part of the message with the places where it begins and ends. */
interface Field {
  number: number;
  wire: number;
  value: number;
  start: number;
  end: number;
}

/** Puts the numbers of an `Event` that are rates into their columns. @throws {TypeError} for no valid protobuf. */
export function readScalars(view: DataView, start: number, end: number, columns: Columns): void {
  let step = 0;
  const values: { start: number; end: number }[] = [];
  eachField(view, start, end, (field) => {
    if (field.number === EVENT.step && field.wire === 0) step = field.value;
    if (field.number === EVENT.summary && field.wire === 2) {
      eachField(view, field.start, field.end, ({ number, wire, start, end }) => {
        if (number === SUMMARY.value && wire === 2) values.push({ start, end });
      });
    }
  });
  for (const value of values) takeValue(view, value.start, value.end, step, columns);
}

function takeValue(view: DataView, start: number, end: number, step: number, columns: Columns): void {
  let tag = '';
  let rate: { value: number; isFloat32: boolean } | null = null;
  eachField(view, start, end, (field) => {
    if (field.number === VALUE.tag && field.wire === 2) tag = textOf(view, field.start, field.end);
    else if (field.number === VALUE.simpleValue && field.wire === 5) rate = { value: field.value, isFloat32: true };
    else if (field.number === VALUE.tensor && field.wire === 2) rate = scalarOf(view, field.start, field.end);
  });
  if (rate !== null) columns.point(tag, step, rate);
}

/** The only number of a tensor; null for texts, and for tensors of several numbers. */
function scalarOf(view: DataView, start: number, end: number): { value: number; isFloat32: boolean } | null {
  let dtype = 0;
  let packed = { start: 0, end: 0 };
  let single: number | null = null;
  eachField(view, start, end, ({ number, wire, value, ...place }) => {
    if (number === TENSOR.dtype) dtype = value;
    else if (number !== TENSOR.content && number !== TENSOR.floats && number !== TENSOR.doubles) return;
    else if (wire === 2) packed = place;
    else single = value;
  });
  if (dtype !== FLOAT && dtype !== DOUBLE) return null;
  const isFloat32 = dtype === FLOAT;
  const size = packed.end - packed.start;
  if (size === (isFloat32 ? 4 : 8)) {
    single = isFloat32 ? view.getFloat32(packed.start, true) : view.getFloat64(packed.start, true);
  }
  return single === null ? null : { value: single, isFloat32 };
}

/** Calls `take` for every field, always with the same object. */
function eachField(view: DataView, start: number, end: number, take: (field: Field) => void): void {
  const field: Field = { number: 0, wire: 0, value: 0, start: 0, end: 0 };
  let at = start;
  const varint = () => {
    let value = 0;
    for (let factor = 1; at < end; factor *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return broken();
  };
  while (at < end) {
    const key = varint();
    field.number = Math.floor(key / 8);
    field.wire = key % 8;
    if (field.wire === 0) field.value = varint();
    else {
      const size = field.wire === 2 ? varint() : field.wire === 1 ? 8 : field.wire === 5 ? 4 : broken();
      field.start = at;
      field.end = at + size;
      if (field.end > end) broken();
      if (field.wire === 5) field.value = view.getFloat32(at, true);
      if (field.wire === 1) field.value = view.getFloat64(at, true);
      at = field.end;
    }
    take(field);
  }
}

function broken(): never {
  throw new TypeError('it has records that are no events of TensorBoard.');
}

const decoder = /* @__PURE__ */ new TextDecoder();
const textOf = ({ buffer, byteOffset }: DataView, start: number, end: number) =>
  decoder.decode(new Uint8Array(buffer, byteOffset + start, end - start));
