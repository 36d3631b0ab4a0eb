import type { Audit } from '../../src/audit/audit.js';
import type { Identification, Identified } from '../../src/audit/identify.js';
import type { MadeLog } from './made-logs.js';

/** How an answer compares with what was made: `'open'` where the truth is an alternative, or the answer explains less than all. */
export type Verdict = 'right' | 'open' | 'wrong';

const near = (found: number | null, made: number | null, part: number) =>
  made === null || (found !== null && Math.abs(found - made) <= part * Math.abs(made) + 1);

/** Departures that a log shows without its plan. */
const visible = ['skipped-updates', 'restart-at-resume', 'held', 'jump'];

const isRight = (found: Identified, made: MadeLog) =>
  found.family === made.family &&
  found.peak !== null &&
  Math.abs(found.peak - made.peak) <= 0.005 * made.peak &&
  near(found.warmupSteps, made.warmup, 0.02) &&
  near(found.totalSteps, made.total, 0.01);

/** Only of logs that have the schedule that was made, with a departure that shows or none. */
export function verdictOf(found: Identification, made: MadeLog): Verdict | null {
  if (made.departure !== 'none' && !visible.includes(made.departure)) return null;
  const departures = (answer: Identified) => answer.departures.map(({ kind }) => kind as string);
  const shows = (answer: Identified) =>
    made.departure === 'none' || made.departure === 'skipped-updates'
      ? departures(answer).every((kind) => kind === 'skipped-updates')
      : departures(answer).includes(made.departure);
  if (isRight(found, made) && shows(found)) return 'right';
  return found.explained < 1 || found.alternatives.some((other) => isRight(other, made)) ? 'open' : 'wrong';
}

/** Against the plan: the departure that was made, with its number, and no other but skipped updates. */
export function auditVerdictOf(found: Audit, made: MadeLog): Verdict {
  const others = found.departures.filter(({ kind }) => kind !== 'skipped-updates');
  if (made.departure === 'none' || made.departure === 'skipped-updates') return others.length === 0 ? 'right' : 'wrong';
  const [first] = others;
  if (others.length === 1 && first?.kind === made.departure && (made.by === null || near(first.by, made.by, 0.02))) {
    return 'right';
  }
  // A change that no point shows is none.
  if (found.follows && !made.shows) return 'right';
  if (others.some(({ kind }) => kind === 'jump')) return 'open';
  return others.length > 1 && others.some(({ kind }) => kind === made.departure) ? 'open' : 'wrong';
}
