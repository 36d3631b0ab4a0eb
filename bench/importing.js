// What importing the package costs: a fresh Node process that imports it, against one that imports an empty module.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, format } from './measure.js';

const directory = mkdtempSync(join(tmpdir(), 'importing-'));
const empty = join(directory, 'empty.mjs');
writeFileSync(empty, 'export {};\n');

function start(module) {
  const { status, stderr } = spawnSync(process.execPath, [module], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${module} cannot be imported: ${stderr}`);
}

try {
  for (const entry of ['lr-schedules', 'lr-schedules/tfjs']) {
    const module = fileURLToPath(import.meta.resolve(entry));
    const { ratio, ours, theirs } = compare(
      () => start(module),
      () => start(empty),
      { units: 1e6 },
    );
    const more = (ours.median - theirs.median).toFixed(1);
    console.log(
      `importing ${entry}: ${format(ratio)} × an empty module, ${more} ms more (${format(ours, 1)} ms : ${format(theirs, 1)} ms)`,
    );
  }
} finally {
  rmSync(directory, { recursive: true });
}
