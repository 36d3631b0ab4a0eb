import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Study, tablesOf, verdictsOf } from './study.js';

// How often made logs are named rightly: `npm run log-study -- [logs]` keeps what came of each, and the tables of docs/audit.md;
// `npm run log-study -- [logs] [first seed]` only prints the tables, and each log that is not right.

const [count = 10_000, first] = process.argv.slice(2).map(Number);
const PIECE = 20;

if (isMainThread) await study();
else {
  parentPort?.on('message', (from: number) => {
    const letters: Study[] = [];
    for (let seed = from; seed < from + PIECE; seed++) letters.push(lettersOf(seed, workerData.isLoud));
    parentPort?.postMessage({ from, letters });
  });
}

function lettersOf(seed: number, isLoud: boolean): Study {
  try {
    return verdictsOf(seed, ({ log, plan, ...made }, found, letters) => {
      if (isLoud && /[ow]/.test(letters.identify + letters.audit)) {
        const short = JSON.stringify(found, (key, value) => (/^(schedule|intended)$/.test(key) ? undefined : value));
        console.log(seed, letters, made.clock, JSON.stringify(made), `n=${log.steps.length}`, short.slice(0, 900));
      }
    });
  } catch (error) {
    console.error(seed, error);
    return { identify: 'w', audit: 'w' };
  }
}

async function study(): Promise<void> {
  const start = first ?? 1;
  const done: (Study | null)[] = new Array(count).fill(null);
  let next = start;
  await Promise.all(
    Array.from({ length: Number(process.env['WORKERS'] ?? availableParallelism()) }, () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { isLoud: first !== undefined } });
      return new Promise<void>((resolve, reject) => {
        const go = () => {
          if (next >= start + count) {
            void worker.terminate();
            resolve();
            return;
          }
          worker.postMessage(next);
          next += PIECE;
        };
        worker.on('error', reject);
        worker.on('message', ({ from, letters }: { from: number; letters: Study[] }) => {
          letters.forEach((one, i) => {
            done[from - start + i] = one;
          });
          if (first === undefined) keep(done);
          go();
        });
        go();
      });
    }),
  );
  if (first === undefined) writeTables(keep(done));
  else {
    for (const what of ['identify', 'audit'] as const) {
      const of = (letter: string) => done.filter((one) => one?.[what] === letter).length;
      console.log(`${what}: ${of('r')} right, ${of('o')} open, ${of('w')} wrong`);
    }
  }
}

/** What is there without a gap, so that a study which is ended early is kept up to there. */
function keep(done: readonly (Study | null)[]): Study {
  const gap = done.indexOf(null);
  const kept = (gap < 0 ? done : done.slice(0, gap)) as Study[];
  const letters = { identify: kept.map((one) => one.identify).join(''), audit: kept.map((one) => one.audit).join('') };
  writeFileSync('test/golden/log-study.json', `${JSON.stringify(letters, null, 2)}\n`);
  return letters;
}

function writeTables(letters: Study): void {
  const page = readFileSync('docs/audit.md', 'utf8');
  const between = /(<!-- tables of npm run log-study -->\n)[\s\S]*(<!-- end of the tables -->)/;
  writeFileSync(
    'docs/audit.md',
    page.replace(between, (_, before, after) => `${before}\n${tablesOf(letters)}\n\n${after}`),
  );
}
