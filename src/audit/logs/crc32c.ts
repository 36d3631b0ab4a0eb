let table: Uint32Array | null = null;

/** Castagnoli's check sum of some bytes. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  table ??= makeTable();
  let sum = 0xffffffff;
  for (let i = start; i < end; i++) sum = (table[(sum ^ (bytes[i] as number)) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

const makeTable = () =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f63b78 : 0);
    return sum;
  });
