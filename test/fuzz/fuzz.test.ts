import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { inputOf } from './inputs.js';
import { readers } from './readers.js';
import type { Input } from './samples.js';
import { faultOf, watch } from './watch.js';

// TensorFlow.js warns of what it refuses.
vi.spyOn(console, 'warn').mockImplementation(() => {});

const SEED = 20;
/** Ten thousand inputs of the quick readers, and some models, each of which takes as long as twenty texts. */
const COUNTS = { models: 60, others: 720 };

const hostile = new URL('../hostile/', import.meta.url);
const kept = readdirSync(hostile).map((name) => [name, new Uint8Array(readFileSync(new URL(name, hostile)))] as const);

/** A file as a text, where it is one. */
function asText(bytes: Uint8Array): Input | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

describe.each(readers.map((reader) => [reader.name, reader] as const))('%s', (name, reader) => {
  test('answers whatever it is given', async () => {
    const count = name.startsWith('loadKerasModel') ? COUNTS.models : COUNTS.others;
    for (let number = 0; number < count; number++) {
      const input = inputOf(reader, SEED, number);
      const fault = await watch(reader, input);
      expect(
        fault,
        `input ${number}: ${typeof input === 'string' ? input.slice(0, 2000) : `${input.length} bytes`}`,
      ).toBe(null);
    }
  });

  test('answers all that once broke something', async () => {
    const takesText = typeof reader.samples.inputs[0] === 'string';
    for (const [file, bytes] of kept) {
      const input = takesText ? asText(bytes) : bytes;
      if (input !== null) expect(await watch(reader, input), file).toBe(null);
    }
  });
});

test('every reader has samples, which it accepts as they are', async () => {
  for (const { name, samples, read } of readers) {
    let accepted = 0;
    for (const input of samples.inputs.slice(0, 12)) {
      const schedules = await Promise.resolve()
        .then(() => read(input))
        .catch(() => []);
      accepted += schedules.length;
    }
    expect(accepted, name).toBeGreaterThan(0);
  }
});

test.each([
  ["config.json: Cannot read properties of undefined (reading 'rank')", /of the machine/],
  ['config.json: shape.some is not a function', /of the machine/],
  ['.h5 file: Maximum call stack size exceeded', /of the machine/],
  ['YAML: Merge sources must be maps or map aliases', /of the machine/],
  ['Invalid array length', /does not start/],
  ['YAML: a\nb', /control/],
])('tells that %j is no message for anyone', (message, fault) => {
  expect(faultOf(message, /^(config\.json|\.h5 file|YAML)\b|^\.h5 file/)).toMatch(fault);
});

test.each(['config.json → compile_config: it is missing.', 'YAML:1:2: a text is required, received "undefined".'])(
  'lets %j pass',
  (message) => {
    expect(faultOf(message, /^(config\.json|YAML)\b/)).toBe(null);
  },
);
