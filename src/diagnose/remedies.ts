import type { Run } from './run.js';
import { amount, lengthOf, optionOf, type Spoken } from './speech.js';
import { type Wording, words } from './wording.js';

/**
 * How to make a schedule as long as the run, by the option of its framework that says its length. `end` is the step at
 * which it is over now.
 */
export function fitLength(run: Run, end: number): Wording | null {
  const last = run.look(run.steps - 1).clocks;
  // Of blocks in others, each would have to be as long.
  const candidates = run.spoken.filter(
    (spoken) =>
      lengthOf(spoken) && last.has(spoken.part) && (spoken.framework !== 'blocks' || spoken.part === run.schedule),
  );
  const [only, ...others] = candidates;
  if (!only || others.length > 0) return null;
  const { option, isTotal } = lengthOf(only) as { option: string; isTotal: boolean };
  const start = run.steps - 1 - (last.get(only.part) as number);
  const length = isTotal ? run.steps - start : (amount(only, option) ?? Number.NaN) + run.steps - end;
  return length > 0 && Number.isInteger(length) ? words`give ${optionOf(only, option)} ${length}` : null;
}

/** How to keep a rate from rising again after step `low`. */
export function holdFrom(run: Run, low: number): Wording {
  const longer = fitLength(run, low);
  if (longer) return [`End the run at step ${low}, or `, ...longer, '.'];
  const isOurs = run.spoken.every(({ framework }: Spoken) => framework === 'blocks' || framework === 'own');
  return isOurs
    ? words`End the run there, or hold the rate with new Clamp({ schedule, to: ${low} }).`
    : words`End the run at step ${low}.`;
}

/** How to make run and schedule one as long as the other. */
export function fitRun(run: Run, end: number): Wording | null {
  const other = fitLength(run, end);
  return other && [`Let the run end at step ${end}, or `, ...other, '.'];
}
