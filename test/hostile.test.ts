import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { hostileFiles } from './hostile-files.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads the file in all ways that there are, and prints the kinds of the errors and the largest size of the process. */
const script = `
import { readFileSync } from 'node:fs';
import { readSchedule } from 'lr-schedules/formats';
import { readInput } from 'lr-schedules/recipe';
import { readLog } from 'lr-schedules/audit';
const bytes = new Uint8Array(readFileSync(process.argv[1]));
const kinds = [];
const kindOf = (error) => [TypeError, RangeError].find((kind) => error instanceof kind)?.name ?? String(error);
const attempt = (read) => read().then(() => kinds.push('read'), (error) => kinds.push(kindOf(error)));
await attempt(() => readSchedule(bytes));
await attempt(() => readInput(bytes));
await attempt(async () => readLog(bytes));
if (/keras|h5/.test(process.argv[1])) {
  console.warn = () => {};
  const tf = await import('@tensorflow/tfjs');
  const { loadKerasModel } = await import('lr-schedules/keras');
  await attempt(() => loadKerasModel(tf, bytes, { warnings: [] }));
}
console.log(JSON.stringify({ kinds, kilobytes: process.resourceUsage().maxRSS }));
`;

/** Seconds that the processor may be busy with a process, its start and that of TensorFlow.js included. */
const BUSY = 6;

/** What a fresh process makes of a file; the system ends one that is busy for longer. */
function outcomeOf(file: string): Promise<string> {
  const command = `ulimit -t ${BUSY}; exec "$0" --input-type=module -e "$1" "$2"`;
  const child = spawn('bash', ['-c', command, process.execPath, script, file], { cwd: root });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve(output || `ended by ${signal ?? code}`)));
}

test.concurrent.each(Object.entries(hostileFiles))(
  '%s is answered by a fresh process',
  { timeout: 120_000 },
  async (name, make) => {
    const file = join(folder, name);
    writeFileSync(file, make());
    const outcome = await outcomeOf(file);
    expect(outcome).toContain('kinds');
    const { kinds, kilobytes } = JSON.parse(outcome.slice(outcome.indexOf('{"kinds"')));
    for (const kind of kinds) expect(['read', 'TypeError', 'RangeError']).toContain(kind);
    expect(kilobytes).toBeLessThan(400_000);
  },
);
