import { EXAMINED, firstBetween, narrow } from '../observe/run.js';
import { differences, look, type Sight } from '../observe/witness.js';
import { classNameOf, type Finding, NOTICED, warning } from './finding.js';
import { holdFrom } from './remedies.js';
import type { Run } from './run.js';

/** A rise after a fall: the last step of the fall, and whether a new cycle begins there, something else, or nothing. */
export interface Rise {
  readonly low: number;
  readonly begins: 'cycle' | 'other' | 'nothing';
}

/** The rises of a run that follow a fall, the first of them. */
export function risesOf(run: Run): Rise[] {
  return turningPoints(run).flatMap((i) => {
    if (isTooCoarse(run, i)) return [];
    const low = lowestNear(run, i);
    const turns = differences(run.look(Math.max(0, low - 1)), run.look(low + 1)).map(({ turn }) => turn);
    const isOther = turns.some((turn) => turn !== 'kink') || isLeap(run, low);
    return { low, begins: turns.includes('cycle') ? 'cycle' : isOther ? 'other' : 'nothing' };
  });
}

/** Whether the rate leaps up from a step: so it does where a formula begins anew that decides it unseen. */
function isLeap(run: Run, step: number): boolean {
  const change = (from: number) => run.at(from + 1) - run.at(from);
  return change(step) > 8 * Math.max(Math.abs(change(step - 1)), Math.abs(change(step + 1)));
}

/** Whether several cycles lie between a place and its neighbours, so that the rates there say little about any of them. */
function isTooCoarse(run: Run, i: number): boolean {
  const [before, after] = [run.places[Math.max(0, i - 1)] as number, run.places[i + 1] as number];
  const turns = after - before > 2 ? differences(run.look(before), run.look(after)) : [];
  return turns.some(({ turn, before, after }) => turn === 'cycle' && Math.abs(after.taken - before.taken) > 1);
}

/** Indices of the lowest rates between a fall and a rise, of which one would notice both. */
function turningPoints({ rates, highest, lowest }: Run): number[] {
  const noticed = NOTICED * (highest - lowest);
  const found: number[] = [];
  if (!(noticed > 0)) return found;
  let high = Number.NEGATIVE_INFINITY;
  let low = 0;
  for (let i = 0; i < rates.length && found.length < EXAMINED; i++) {
    const rate = rates[i] as number;
    const bottom = rates[low] as number;
    const hasFallen = high - bottom > noticed;
    if (hasFallen && rate - bottom > noticed) {
      found.push(low);
      high = rate;
      low = i;
    } else if (rate <= bottom || (!hasFallen && rate > high)) {
      high = Math.max(high, rate);
      low = i;
    }
  }
  return found;
}

/** The lowest rate's step near the place with index `i`, of several the last. */
function lowestNear(run: Run, i: number): number {
  const { places } = run;
  const place = places[i] as number;
  const rate = run.rates[i] as number;
  let before = places[Math.max(0, i - 1)] as number;
  let after = firstBetween(place, places[i + 1] as number, (step) => run.at(step) > rate) - 1;
  // The rate falls and then rises in between: look at two places, and leave out what lies beyond the higher one.
  while (after - before > 2) {
    const third = Math.floor((after - before) / 3);
    if (run.at(before + third) < run.at(after - third)) after -= third;
    else before += third;
  }
  let low = before;
  for (let step = before; step <= after; step++) if (run.at(step) <= run.at(low)) low = step;
  return low;
}

/** A decay that has come down to its end and then rises again, which is how PyTorch's and transformers' cosines go on. */
export function riseAfterEnd(run: Run, rises: readonly Rise[]): Finding[] {
  const rise = rises.find(({ begins }) => begins === 'nothing');
  if (!rise) return [];
  const { low } = rise;
  const later = run.highestFrom(low);
  const message = `The rate falls to ${run.show(run.at(low))} at step ${low} and then rises again, to ${run.show(later)}.`;
  return [warning('rise-after-end', low, message, holdFrom(run, low))];
}

/** Where a row of cycles begins anew: just before and just after it, with the last step of the cycle before it. */
export interface Restart {
  readonly low: number;
  readonly end: Sight;
  readonly start: Sight;
}

export function restartsAmong(run: Run, rises: readonly Rise[]): Restart[] {
  return rises.flatMap(({ low, begins }) => {
    if (begins !== 'cycle') return [];
    const a = run.look(low);
    const beginsAnew = (step: number) => differences(a, run.look(step)).some(({ turn }) => turn === 'cycle');
    // Where the step itself is where a cycle begins, its rate is the lowest one there is.
    if (!beginsAnew(low + 1)) return [{ low, end: a, start: a }];
    const [end, start] = narrow(low, low + 1, beginsAnew);
    return [{ low, end: run.look(end), start: run.look(start) }];
  });
}

/** Cycles whose last step is not as low as they would come down to, or that cut off what is in them. */
export function floorNeverReached(restarts: readonly Restart[], run: Run): Finding[] {
  for (const { low, end, start } of restarts) {
    const last = run.at(low);
    if (last - end.rate > NOTICED * (start.rate - end.rate)) {
      const message = `The cycle that ends at step ${low} has come down to ${run.show(last)} there, and would reach ${run.show(end.rate)} only where the next one begins: its floor is never reached.`;
      return [warning('floor-never-reached', low, message)];
    }
    for (const [part, clock] of end.clocks) {
      const isCut = clock > (start.clocks.get(part) ?? clock) && part.horizon < Number.POSITIVE_INFINITY;
      const missing = isCut ? look(part, clock).rate - part.at(part.horizon) : 0;
      if (Math.abs(missing) > NOTICED * run.peak) {
        const message = `The cycle that ends at step ${low} is cut off at ${run.show(last)}: ${classNameOf(part)} goes on to step ${part.horizon} of its own clock, and its end is never reached.`;
        return [warning('floor-never-reached', low, message)];
      }
    }
  }
  return [];
}
