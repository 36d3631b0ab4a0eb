import { audit } from '../../src/audit/audit.js';
import { identify } from '../../src/audit/identify.js';
import { type MadeLog, madeClocks, madeDepartures, madeFamilies, madePrecisions, makeLog } from './made-logs.js';
import { auditVerdictOf, type Verdict, verdictOf } from './verdict.js';

// How often made logs are named rightly. Run by `npm run log-study -- [logs] [first seed]`; prints tables for docs/audit.md.
const [count = 1000, seed = 1] = process.argv.slice(2).map(Number);
const isLoud = process.env['LOUD'] !== undefined;

type Counts = Record<Verdict, number>;
const tally = new Map<string, Counts>();
function note(key: string, verdict: Verdict) {
  const counts = tally.get(key) ?? { right: 0, open: 0, wrong: 0 };
  counts[verdict]++;
  tally.set(key, counts);
}

const times: number[] = [];
for (let k = seed; k < seed + count; k++) {
  const made = makeLog(k);
  if (made.log.steps.length < 5) continue;
  const start = process.cpuUsage();
  const found = attempt(() => identify(made.log, made.run ? { run: made.run } : {}), made, k);
  const used = process.cpuUsage(start);
  times.push((used.user + used.system) / 1000);
  const verdict = found ? verdictOf(found, made) : 'wrong';
  if (verdict) {
    note(`identify\0family\0${made.family}`, verdict);
    note(`identify\0printed\0${made.precision}`, verdict);
    note(`identify\0clock\0${made.clock}`, verdict);
    note(`identify\0all\0all`, verdict);
    if (made.departure !== 'none') note(`identify\0departure\0${made.departure}`, verdict);
    if (isLoud && verdict !== 'right') report(k, 'identify', verdict, made, found);
  }
  const audited = attempt(() => audit(made.log, made.plan, made.run ? { run: made.run } : {}), made, k);
  const against = audited ? auditVerdictOf(audited, made) : 'wrong';
  note(`audit\0departure\0${made.departure}`, against);
  note(`audit\0all\0all`, against);
  if (isLoud && against !== 'right') report(k, 'audit', against, made, audited);
}

function attempt<T>(run: () => T, made: MadeLog, seed: number): T | null {
  try {
    return run();
  } catch (error) {
    console.error(seed, made.family, made.departure, error);
    return null;
  }
}

function report(seed: number, what: string, verdict: Verdict, made: MadeLog, found: unknown) {
  const { family, peak, warmup, total, departure, by, precision, log } = made;
  const short = JSON.stringify(found, (key, value) => (key === 'schedule' || key === 'intended' ? undefined : value));
  console.log(
    `${seed} ${what} ${verdict}: ${family} ${peak} ${warmup} ${total} ${departure} ${by} ${precision} ${log.clock} n=${log.steps.length} to ${log.steps.at(-1)}\n     ${short?.slice(0, 420)}`,
  );
}

for (const [what, by, keys] of [
  ['identify', 'family', madeFamilies],
  ['identify', 'printed', madePrecisions],
  ['identify', 'clock', madeClocks],
  ['identify', 'departure', madeDepartures],
  ['identify', 'all', ['all']],
  ['audit', 'departure', madeDepartures],
  ['audit', 'all', ['all']],
] as const) {
  console.log(`\n| ${what} by ${by} | logs | right | open | wrong |\n| --- | --- | --- | --- | --- |`);
  for (const key of keys) {
    const counts = tally.get(`${what}\0${by}\0${key}`);
    if (!counts) continue;
    const logs = counts.right + counts.open + counts.wrong;
    const part = (value: number) => `${((100 * value) / logs).toFixed(1)} %`;
    console.log(`| ${key} | ${logs} | ${part(counts.right)} | ${part(counts.open)} | ${part(counts.wrong)} |`);
  }
}
times.sort((a, b) => a - b);
console.log(
  `\nidentify: median ${times[times.length >> 1]?.toFixed(0)} ms, 95 % below ${times[Math.floor(times.length * 0.95)]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`,
);
