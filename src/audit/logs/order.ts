import { brief } from '../../plot/text-width.js';
import type { Series } from './series.js';

/** Rates closer than this part of them are the same, printed by two writers. */
const SAME = 1e-3;

/** @throws {TypeError} where most steps have several rates: what is logged is then no schedule. */
export function refuseMixture({ name, steps, rates }: Series): void {
  let twice = 0;
  let first = -1;
  for (let i = 1; i < steps.length; i++) {
    if (steps[i] !== steps[i - 1]) continue;
    const [a, b] = [rates[i - 1] as number, rates[i] as number];
    if (Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b))) continue;
    if (first < 0) first = i;
    twice++;
  }
  if (twice < 2 || twice < steps.length / 3) return;
  throw new TypeError(
    `${brief(name)} has several rates at a step, ${rates[first - 1]} and ${rates[first]} at ${steps[first]}, as if those of several ` +
      'groups of parameters were in one column: leave the rows of one group.',
  );
}

/** What is odd about a log, and does not keep it from being read. */
export function notesOn({ name, steps, notFinite }: Series): string[] {
  const notes: string[] = [];
  if (notFinite > 0) {
    const rows = notFinite === 1 ? 'A row was left out, since its' : `${notFinite} rows were left out, since their`;
    notes.push(`${rows} ${brief(name)} is no finite number.`);
  }
  let back = 0;
  let last = -1;
  for (let i = 1; i < steps.length; i++) {
    if ((steps[i] as number) >= (steps[i - 1] as number)) continue;
    back++;
    last = i;
  }
  if (back > 0) {
    const times = back === 1 ? 'once' : back === 2 ? 'twice' : `${back} times`;
    const why = back > 2 ? 'several runs, or several writers, share this log' : 'the run was resumed';
    notes.push(`The steps go back ${times}, at last from ${steps[last - 1]} to ${steps[last]}, as if ${why}.`);
  }
  return notes;
}
