// Runs every benchmark, each in a process of its own so that none finds what another made V8 compile.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const benchmarks = [
  ['schedules.js'],
  ['schedules.js', '--systems'],
  ['schedules.js', '--others'],
  ['nested.js'],
  ['nested.js', '--others'],
  ['follow.js'],
  ['importing.js'],
  ['starting.js'],
  ['playground.js'],
];

let failed = 0;
function run(title, file, args) {
  console.log(`\n# ${title}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', file, ...args], { stdio: 'inherit' });
  if (status !== 0) failed++;
}

for (const [name, ...flags] of benchmarks) {
  run([name, ...flags].join(' '), fileURLToPath(new URL(name, import.meta.url)), flags);
}
run('sizes, minified and gzipped', fileURLToPath(new URL('bin.js', import.meta.resolve('size-limit'))), []);
process.exitCode = failed > 0 ? 1 : 0;
