import { EXAMINED, narrow, SAME } from '../observe/run.js';
import { type Difference, differences, type Sight } from '../observe/witness.js';
import { type Finding, NOTICED, warning } from './finding.js';
import type { Run } from './run.js';
import { amount, optionOf } from './speech.js';
import { type Wording, words } from './wording.js';

/** A leap, as a part of the highest rate, that is reported: there should be none. */
const LEAP = 1e-4;

/** Steps from which the rate changes so much more than before and after that they are looked into. */
const STEEP = 2 ** 9;

/** Where one part of a schedule leads to another rate than the next one starts from. */
export function jumps(run: Run): Finding[] {
  const found = new Map<string, Finding>();
  const examined = new Map<string, number>();
  for (const [a, b] of neighbours(run)) {
    const [change] = handovers(a, b);
    // A change of the same kind comes back in each cycle.
    const kind = change ? `${change.place}: ${change.before.taken} to ${change.after.taken}` : 'undecided';
    const times = (examined.get(kind) ?? 0) + 1;
    if (found.has(kind) || times > EXAMINED) continue;
    examined.set(kind, times);
    const jump = jumpBetween(run, a, b, change);
    if (jump) found.set(kind, jump);
  }
  return [...found.values()];
}

const handovers = (a: Sight, b: Sight) => differences(a, b).filter(({ turn }) => turn === 'piece' || turn === 'branch');

/** Steps next to each other between which the rate may jump. */
function neighbours(run: Run): [Sight, Sight][] {
  const pairs = run.sights.slice(1).map((b, i): [Sight, Sight] => [run.sights[i] as Sight, b]);
  const decided = pairs.filter(([a, b]) => b.step - a.step === 1 && handovers(a, b).length > 0);
  // A formula that decides in JavaScript rather than by its arithmetic: it shows in the rates alone.
  const steep: number[] = [];
  if (run.isFull) {
    const { rates } = run;
    const change = (step: number) => Math.abs((rates[step + 1] as number) - (rates[step] as number));
    for (let step = 1; step < rates.length - 2 && steep.length < STEEP; step++) {
      const leap = change(step);
      if (leap > LEAP * run.peak && leap > 8 * Math.max(change(step - 1), change(step + 1))) steep.push(step);
    }
  }
  const undecided = steep.map((step): [Sight, Sight] => [run.look(step), run.look(step + 1)]);
  return [...decided, ...undecided.filter(([a, b]) => differences(a, b).length === 0)];
}

function jumpBetween(run: Run, a: Sight, b: Sight, change: Difference | undefined): Finding | null {
  // However finely one looks, the rate leaps there: no slope explains it.
  const half = Math.abs(b.rate - a.rate) / 2;
  const isAfter = (step: number) => {
    const sight = run.look(step);
    return change ? handovers(a, sight).length > 0 : Math.abs(sight.rate - a.rate) > half;
  };
  const [end, start] = narrow(a.step, b.step, isAfter).map((step) => run.look(step)) as [Sight, Sight];
  if (!(Math.abs(start.rate - end.rate) > LEAP * run.peak)) return null;

  const slope = run.at(b.step + 1) - b.rate;
  const agreeBefore = Math.abs(b.rate - a.rate - slope) <= Math.abs(slope) + LEAP * run.peak;
  if (agreeBefore || (isFlat(run, end, -1) && isFlat(run, start, 1))) return null;
  const isUp = start.rate > end.rate;
  // Whatever decides it, an unseen leap up from a fall is a restart too.
  if (change ? (isUp || slope > 0) && isRestart(change) : isUp && a.rate < run.at(a.step - 1)) return null;
  return warning(
    'jump',
    b.step,
    `The rate jumps at step ${b.step}: what comes before leads to ${run.show(end.rate)}, what follows starts from ${run.show(start.rate)}.`,
    prefixed(run, b.step),
  );
}

/** How to make the schedule of timm start where its warmup ends. */
function prefixed(run: Run, step: number): Wording | null {
  const timm = run.spoken.find((spoken) => spoken.framework === 'timm' && amount(spoken, 'warmupT') === step);
  return timm ? words`Give ${optionOf(timm, 'warmupPrefix')} true.` : null;
}

/** Whether the rate stays as it is on one side, as long as the formula takes the same turns. */
function isFlat(run: Run, edge: Sight, direction: -1 | 1): boolean {
  const nearest = direction < 0 ? Math.floor(edge.step) : Math.ceil(edge.step);
  for (let distance = 0; distance <= run.steps; distance = 2 * distance || 1) {
    const step = nearest + direction * distance;
    if (step < 0) break;
    const sight = run.look(step);
    if (differences(sight, edge).length > 0) break;
    if (!(Math.abs(sight.rate - edge.rate) <= SAME * run.peak)) return false;
  }
  return true;
}

/** Whether a schedule follows one that has come down to its end: a warm restart, put together by hand. */
function isRestart({ before, after }: Difference): boolean {
  const { piece, clock = 0 } = before;
  if (!piece || piece.horizon > clock + 1 || after.piece?.horizon === 0) return false;
  const end = piece.at(clock);
  const rates = Array.from({ length: 33 }, (_, i) => piece.at((clock * i) / 32));
  return end < (1 - NOTICED) * Math.max(...rates);
}
