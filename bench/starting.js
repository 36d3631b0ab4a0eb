// What a command costs before it does anything, and with it: against a Node process that runs an empty module.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, format } from './measure.js';

const directory = mkdtempSync(join(tmpdir(), 'starting-'));
const empty = join(directory, 'empty.mjs');
writeFileSync(empty, 'export {};\n');
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const recipe = fileURLToPath(new URL('../examples/recipe.yaml', import.meta.url));

function start(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
}

const flags = '--schedule CosineDecay --initial-learning-rate 0.1 --decay-steps 1000'.split(' ');
const commands = [
  ['--version'],
  ['plot', ...flags],
  ['plot', recipe],
  ['check', recipe],
  ['export', recipe, '--to', 'torch'],
];

try {
  for (const command of commands) {
    const { ratio, ours, theirs } = compare(
      () => start(main, ...command),
      () => start(empty),
      { units: 1e6 },
    );
    const name = command
      .map((word) => word.replace(/.*\//, ''))
      .slice(0, 4)
      .join(' ');
    console.log(
      `lr-schedules ${name}: ${format(ratio)} × an empty module (${format(ours, 1)} ms : ${format(theirs, 1)} ms)`,
    );
  }
} finally {
  rmSync(directory, { recursive: true });
}
