// Tries damaged inputs on all that reads, until it is stopped: `npm run fuzz -- --seed 7 --only 'JSON|YAML'`.
// What breaks is kept in test/hostile, where every run of the tests tries it again.
import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string' },
    count: { type: 'string' },
    folder: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const most = Number(values.count ?? Number.POSITIVE_INFINITY);
const folder = values.folder ?? `${root}test/hostile`;
mkdirSync(folder, { recursive: true });

// Two folders down, so that the golden files are where the sources look for them.
const worker = `${root}test/fuzz/.worker-${process.pid}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/worker.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outfile: worker,
  logLevel: 'error',
});
console.log(`seed ${seed}; what breaks is kept in ${folder}`);

/** An input may take so long on a machine that does much else; and so long what comes first, with the compiling. */
const [PATIENCE, START] = [60_000, 600_000];
let done = {};

process.once('exit', () => rmSync(worker));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());

function start(from, broke = '') {
  const child = fork(worker, [folder, String(seed), String(from), values.only ?? '', broke], {
    execArgv: ['--max-old-space-size=1024'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let last = Date.now();
  let current = null;
  let counts = {};
  const total = () => {
    const names = new Set([...Object.keys(done), ...Object.keys(counts)]);
    return Object.fromEntries([...names].map((name) => [name, (done[name] ?? 0) + (counts[name] ?? 0)]));
  };
  child.on('message', (message) => {
    last = Date.now();
    if (message.next) current = message.next;
    if (message.fault) console.log(`${message.name}: ${message.fault}\n  kept as ${message.file}`);
    if (message.counts) {
      counts = message.counts;
      const sum = Object.values(total()).reduce((all, count) => all + count, 0);
      if (current[1] % 1000 === 999 || sum >= most) console.log(sum, JSON.stringify(total()));
      if (sum >= most) process.exit();
    }
  });
  const timer = setInterval(() => {
    if (Date.now() - last > (current ? PATIENCE : START)) child.kill('SIGKILL');
  }, 1000);
  child.on('exit', (code, signal) => {
    clearInterval(timer);
    if (!current) throw new Error(`It ended (${signal ?? code}) before the first input.`);
    console.log(`ended (${signal ?? code}) at reader ${current[0]}, input ${current[1]}`);
    done = total();
    start(current[1] + 1, JSON.stringify(current));
  });
  process.once('exit', () => child.kill('SIGKILL'));
}
start(0);
