import { EXAMINED, firstBetween } from '../observe/run.js';
import type { Sight } from '../observe/witness.js';
import type { LearningRateSchedule } from '../schedule.js';
import { PowerDecayWithOffset } from '../schedules/model-garden/power-decay-with-offset.js';
import { classNameOf, error, type Finding, NOTICED, numberIn, warning } from './finding.js';
import type { Run } from './run.js';
import { type Wording, words } from './wording.js';

/** Steps of a run, from `from` until before `until`, at which a part waits for its offset, and what is wrong with that. */
export interface Wait {
  readonly from: number;
  readonly until: number;
  /** Why the rates are what they are, for the message of another finding. */
  readonly cause: string;
  /** What to do about it. */
  readonly remedy: Wording;
  readonly finding: Finding;
}

/** Offsets that the run, or the part's turn in it, is too short for, and rates that an offset should not have before it. */
export function waits(run: Run): Wait[] {
  const parts = run.parts.filter((part) => typeof Reflect.get(part, 'offset') === 'number').slice(0, EXAMINED);
  return parts.flatMap((part) => waitOf(run, part));
}

function waitOf(run: Run, part: LearningRateSchedule): Wait[] {
  const offset = numberIn(part, 'offset');
  const isWaiting = ({ clocks }: Sight) => {
    const clock = clocks.get(part);
    return clock !== undefined && (clock < offset || (part instanceof PowerDecayWithOffset && clock === offset));
  };
  const first = run.sights.findIndex(isWaiting);
  if (first < 0) return [];
  const length = run.sights.slice(first).findIndex((sight) => !isWaiting(sight));
  const sights = run.sights.slice(first, length < 0 ? undefined : first + length);
  const seen = run.where(part, sights);
  if (seen.length === 0) return [];
  const from = firstBetween((sights[0] as Sight).step - 1, (seen[0] as Sight).step, (step) => run.matters(part, step));

  const extrapolates = Reflect.get(part, 'beforeOffset') === 'extrapolate';
  const before = { of: classNameOf(part), option: 'beforeOffset' };
  const remedy = extrapolates ? words`Give ${before} 'hold', which keeps the first rate.` : words`Hide it by a warmup.`;
  const cause = `before the offset ${offset} of ${classNameOf(part)}`;

  const next = length < 0 ? undefined : run.sights[first + length];
  if (!next?.clocks.has(part)) {
    const until = next?.step ?? run.steps;
    const message = `The offset ${offset} of ${classNameOf(part)} is never reached: its turn ends at step ${until}.`;
    return [{ from, until, cause, remedy, finding: warning('offset-never-reached', until, message) }];
  }

  const until = firstBetween((sights.at(-1) as Sight).step, next.step, (step) => !isWaiting(run.look(step)));
  const start = run.at(until);
  const after = run.highestFrom(until);
  const distance = ({ rate }: Sight) => Math.abs(rate - start);
  const worst = [run.look(from), ...seen].reduce((a, b) => (distance(b) > distance(a) ? b : a));
  if (!(distance(worst) > NOTICED * after)) return [];
  const message = `The rate at step ${worst.step} is ${run.show(worst.rate)}, and ${run.show(start)} only from step ${until} on, ${cause}.`;
  const report = worst.rate > 10 * after ? error : warning;
  return [{ from, until, cause, remedy, finding: report('rate-before-offset', worst.step, message, remedy) }];
}
