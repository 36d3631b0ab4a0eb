import { strToU8, unzipSync, zipSync } from 'fflate';
import { crc32c } from '../../src/audit/logs/crc32c.js';
import { mutateTree } from './mutate-tree.js';
import type { Random } from './random.js';

const numbers = [
  0,
  1,
  2,
  3,
  4,
  8,
  16,
  127,
  128,
  255,
  256,
  1000,
  65535,
  65536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
];

/** Bytes of which a few are others: numbers of one to eight bytes, addresses that lead elsewhere, blocks that moved. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  // What is small and often read stands in front, and of an archive behind.
  const place = () => {
    const near = random.chance(0.3) ? 512 : changed.length;
    const at = random.below(Math.min(near, changed.length));
    return random.chance(0.2) ? changed.length - 1 - at : at;
  };
  for (let count = 1 + random.below(6); count > 0; count--) {
    const at = place();
    const aligned = at - (at % 8);
    switch (random.below(7)) {
      case 0:
        changed[at] = random.below(256);
        break;
      case 1:
        changed[at] = (changed[at] as number) ^ (1 << random.below(8));
        break;
      case 2:
        if (at + 2 <= changed.length) view.setUint16(at, random.pick(numbers) & 0xffff, true);
        break;
      case 3:
        if (at + 4 <= changed.length) view.setUint32(at, random.pick(numbers), true);
        break;
      case 4:
        // An address of something else in the file, or of all ones.
        if (aligned + 8 <= changed.length) {
          view.setBigUint64(
            aligned,
            random.chance(0.1) ? 2n ** 64n - 1n : BigInt(8 * random.below(changed.length / 8)),
            true,
          );
        }
        break;
      case 5:
        changed.copyWithin(at, place(), place());
        break;
      default:
        if (random.chance(0.2)) return changed.slice(0, at);
    }
  }
  return changed;
}

/** The texts of JSON in bytes: where they begin and end. */
function jsonTexts(bytes: Uint8Array): { start: number; end: number; tree: object }[] {
  const text = new TextDecoder('latin1').decode(bytes);
  const found = [];
  for (const { index, 0: whole } of text.matchAll(/\{"[^\0]{20,}\}/g)) {
    try {
      found.push({ start: index, end: index + whole.length, tree: JSON.parse(whole) });
    } catch {
      // Not JSON after all.
    }
  }
  return found;
}

/** An HDF5 file with damage to its structures, or to the JSON in its attributes. */
export function mutateHdf5(bytes: Uint8Array, random: Random): Uint8Array {
  const texts = random.chance(0.5) ? jsonTexts(bytes) : [];
  if (texts.length === 0) return mutateBytes(bytes, random);
  const { start, end, tree } = random.pick(texts);
  const json = strToU8(JSON.stringify(mutateTree(tree, random.pick(texts).tree, random)));
  if (json.length > end - start) return mutateBytes(bytes, random);
  const changed = bytes.slice();
  changed.fill(0x20, start, end);
  changed.set(json, start);
  return changed;
}

/** A `.keras` file with damage to the archive, its config or its weights. */
export function mutateKeras(archive: Uint8Array, donor: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.15)) return mutateBytes(archive, random);
  const entries = unzipSync(archive);
  const config = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(unzipSync(bytes)['config.json']));
  const changed: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(entries)) {
    if (random.chance(0.01)) continue;
    changed[name] = bytes;
    if (name === 'config.json' && random.chance(0.7)) {
      const tree = random.chance(0.03) ? null : mutateTree(config(archive), config(donor), random);
      changed[name] = tree === null ? mutateBytes(bytes, random) : strToU8(JSON.stringify(tree));
    }
    if (name.endsWith('.h5') && random.chance(0.4)) changed[name] = mutateBytes(bytes, random);
  }
  return zipSync(changed, { level: random.chance(0.1) ? 6 : 0, mtime: 347_155_200_000 });
}

/** The head of a record in an event file: its length, and a check sum of that. */
const HEAD = 12;

/** An event file with damage to a record, whose check sums are made anew, or to anything. */
export function mutateEvents(file: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.2)) return mutateBytes(file, random);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += HEAD + view.getUint32(at, true) + 4) {
    records.push(file.subarray(at + HEAD, at + HEAD + view.getUint32(at, true)));
  }
  for (let count = 1 + random.below(3); count > 0; count--) {
    const at = random.below(records.length);
    records[at] = mutateBytes(records[at] as Uint8Array, random);
  }
  return Buffer.concat(records.flatMap(asRecord));
}

function asRecord(payload: Uint8Array): Uint8Array[] {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, payload.length, true);
  return [length, checkSum(length), payload, checkSum(payload)];
}

function checkSum(bytes: Uint8Array): Uint8Array {
  const sum = crc32c(bytes, 0, bytes.length);
  const masked = new Uint8Array(4);
  new DataView(masked.buffer).setUint32(0, ((sum >>> 15) | (sum << 17)) + 0xa282ead8, true);
  return masked;
}
