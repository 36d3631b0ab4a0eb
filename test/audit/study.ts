import { audit } from '../../src/audit/audit.js';
import { identify } from '../../src/audit/identify.js';
import { type MadeLog, madeClocks, madeDepartures, madeFamilies, madePrecisions, makeLog } from './made-logs.js';
import { auditVerdictOf, type Verdict, verdictOf } from './verdict.js';

/** What came of the logs of the seeds from 1 on, a letter each: `r`ight, `o`pen, `w`rong, or `-` where it was not asked. */
export interface Study {
  readonly identify: string;
  readonly audit: string;
}

/** Logs of fewer points show nothing. */
const ENOUGH = 5;

/** The letters of one log. */
export function verdictsOf(
  seed: number,
  tell: (made: MadeLog, found: unknown, letters: Study) => void = () => {},
): Study {
  const made = makeLog(seed);
  if (made.log.steps.length < ENOUGH) return { identify: '-', audit: '-' };
  const run = made.run ? { run: made.run } : {};
  const found = identify(made.log, run);
  const audited = audit(made.log, made.plan, run);
  const letters = { identify: letterOf(verdictOf(found, made)), audit: letterOf(auditVerdictOf(audited, made)) };
  tell(made, { found, audited }, letters);
  return letters;
}

const letterOf = (verdict: Verdict | null) => verdict?.[0] ?? '-';

const asked = [
  ['identify', 'family', madeFamilies],
  ['identify', 'clock', madeClocks],
  ['identify', 'precision', madePrecisions],
  ['identify', 'departure', madeDepartures],
  ['audit', 'departure', madeDepartures],
] as const;
const titles = {
  family: 'Schedule named, by its family',
  clock: 'Schedule named, by what the log counts',
  precision: 'Schedule named, by how rates are printed',
  departure: 'Schedule named, by what happened to the run',
} as const;

/** The tables of a study, as documentation has them. */
export function tablesOf(study: Study): string {
  const made = Array.from({ length: study.identify.length }, (_, i) => makeLog(i + 1));
  const tables = asked.map(([what, trait, values]) => {
    const title = what === 'audit' ? 'Reason found against the plan' : titles[trait];
    const rows = values.flatMap((value) =>
      row(
        value,
        lettersOf(study[what], made, (one) => one[trait] === value),
      ),
    );
    return [`| ${title} | logs | right | open | wrong |`, '| --- | --- | --- | --- | --- |', ...rows];
  });
  const all = (['identify', 'audit'] as const).map((what) =>
    row(
      'all',
      lettersOf(study[what], made, () => true),
    ),
  );
  tables[3]?.push(...(all[0] ?? []));
  tables[4]?.push(...(all[1] ?? []));
  return tables.map((lines) => lines.join('\n')).join('\n\n');
}

const lettersOf = (letters: string, made: readonly MadeLog[], isMeant: (one: MadeLog) => boolean): string[] =>
  [...letters].filter((letter, i) => letter !== '-' && isMeant(made[i] as MadeLog));

function row(name: string, letters: readonly string[]): string[] {
  if (letters.length === 0) return [];
  const part = (letter: string) =>
    `${((100 * letters.filter((one) => one === letter).length) / letters.length).toFixed(1)} %`;
  return [`| ${name} | ${letters.length} | ${part('r')} | ${part('o')} | ${part('w')} |`];
}
