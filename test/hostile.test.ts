import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileFiles } from './hostile-files.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads files in all ways that there are. Of each it prints its name first, then the kinds of the errors and the largest size of the process. */
const script = `
import { readFileSync } from 'node:fs';
import { readSchedule } from 'lr-schedules/formats';
import { readInput } from 'lr-schedules/recipe';
import { readLog } from 'lr-schedules/audit';
const [isModel, ...files] = process.argv.slice(1);
let tf, loadKerasModel;
if (isModel === 'true') {
  console.warn = () => {};
  tf = await import('@tensorflow/tfjs');
  ({ loadKerasModel } = await import('lr-schedules/keras'));
}
const kindOf = (error) => [TypeError, RangeError].find((kind) => error instanceof kind)?.name ?? String(error);
for (const file of files) {
  console.log('reads ' + file);
  const bytes = new Uint8Array(readFileSync(file));
  const kinds = [];
  const attempt = (read) => read().then(() => kinds.push('read'), (error) => kinds.push(kindOf(error)));
  await attempt(() => readSchedule(bytes));
  await attempt(() => readInput(bytes));
  await attempt(async () => readLog(bytes));
  if (tf) await attempt(() => loadKerasModel(tf, bytes, { warnings: [] }));
  console.log(JSON.stringify({ file, kinds, kilobytes: process.resourceUsage().maxRSS }));
}
`;

interface Outcome {
  readonly file: string;
  readonly kinds: readonly string[];
  readonly kilobytes: number;
}

/** Seconds that the processor may be busy with all files of a kind, the start of TensorFlow.js included. */
const BUSY = 30;

/** What a fresh process makes of files; the system ends one that is busy for longer. */
function outcomesOf(isModel: boolean, files: readonly string[]): Promise<string> {
  const command = `ulimit -t ${BUSY}; exec "$0" --input-type=module -e "$1" "\${@:2}"`;
  const child = spawn('bash', ['-c', command, process.execPath, script, String(isModel), ...files], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}

describe.each([
  ['models', true],
  ['texts', false],
])('%s', (_, isModel) => {
  const names = Object.keys(hostileFiles).filter((name) => /keras|h5/.test(name) === isModel);
  let output: string;
  beforeAll(async () => {
    const files = names.map((name) => join(folder, name));
    for (const [i, name] of names.entries()) writeFileSync(files[i] as string, hostileFiles[name]?.() as Uint8Array);
    output = await outcomesOf(isModel, files);
  });

  // The file at which the process ended is the last that it says it reads.
  test.each(names)('%s is answered', (name) => {
    const file = join(folder, name);
    const line = output.split('\n').find((text) => text.startsWith(`{"file":${JSON.stringify(file)}`));
    expect(line, output.slice(-2000)).toBeDefined();
    const { kinds, kilobytes }: Outcome = JSON.parse(line as string);
    for (const kind of kinds) expect(['read', 'TypeError', 'RangeError']).toContain(kind);
    expect(kilobytes).toBeLessThan(400_000);
  });
});
