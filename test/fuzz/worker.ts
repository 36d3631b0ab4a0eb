// Tries inputs until it is stopped, and says which one comes next, so that one that never ends is known too.
import { Console } from 'node:console';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { inputOf } from './inputs.js';
import { type Reader, readers } from './readers.js';
import { watch } from './watch.js';

const [, , folder = '', seedText = '0', fromText = '0', only = '', brokeText = ''] = process.argv;
const seed = Number(seedText);
const chosen = readers.filter(({ name }) => new RegExp(only).test(name));
// TensorFlow.js greets, and warns of what it refuses; what it says is not what is looked for.
globalThis.console = new Console({ stdout: process.stderr });

const limits = { milliseconds: 1000, bytes: 200e6 };
const counts = new Map<string, number>();
/** Faults of one kind are kept once. */
const kept = new Set<string>();
const send = (message: object) => process.send?.(message);

function keep(name: string, fault: string, input: string | Uint8Array): void {
  const kind = `${name}: ${fault.replace(/"[^"]*"|\d+/g, '…').slice(0, 120)}`;
  if (kept.has(kind)) return;
  kept.add(kind);
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const file = `${name.replace(/\W+/g, '-').toLowerCase()}-${hash}`;
  writeFileSync(`${folder}/${file}`, bytes);
  send({ fault, name, file });
}

// The input that ended the process before this one.
if (brokeText !== '') {
  const [index, number] = JSON.parse(brokeText);
  const reader = chosen[index] as Reader;
  keep(reader.name, 'it never ends, or takes all memory', inputOf(reader, seed, number));
}

// What runs first is compiled on the way, which takes longer than what is looked for.
for (const reader of chosen) for (let i = 0; i < 20; i++) await watch(reader, inputOf(reader, 0, i));

for (let number = Number(fromText); ; number++) {
  for (const [index, reader] of chosen.entries()) {
    send({ next: [index, number] });
    try {
      const input = inputOf(reader, seed, number);
      const fault = await watch(reader, input, limits);
      if (fault) keep(reader.name, fault, input);
    } catch (error) {
      send({ name: `${reader.name}, input ${number}`, fault: (error as Error).stack, file: 'nothing' });
    }
    counts.set(reader.name, (counts.get(reader.name) ?? 0) + 1);
  }
  if (number % 100 === 99) send({ counts: Object.fromEntries(counts) });
}
