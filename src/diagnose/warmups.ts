import { partsOf } from '../observe/run.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Power } from '../schedules/blocks/power.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { LinearWarmup } from '../schedules/model-garden/linear-warmup.js';
import { PolynomialWarmUp } from '../schedules/model-garden/polynomial-warm-up.js';
import { classNameOf, type Finding, isPowerDecay, NOTICED, numberIn, warning } from './finding.js';
import type { Run } from './run.js';
import { optionOf } from './speech.js';
import { type Wording, words } from './wording.js';

/** A decay that runs while a warmup hides it, as Model Garden's and timm's do; others start its clock after the warmup. */
export function hiddenDecays(run: Run): Finding[] {
  return run.parts.flatMap((part) => {
    const warmup = warmupIn(part);
    if (!warmup) return [];
    const { after, until } = warmup;
    const inner = partsOf(after);
    // A power falls steeply at first: the warmup is there to hide that.
    if (inner.some((one) => isPowerDecay(one) || one instanceof Power)) return [];
    const start = Math.max(0, ...inner.map((one) => numberIn(one, 'offset')));
    const hidden = Array.from({ length: 33 }, (_, i) => after.at(start + ((until - start) * i) / 32));
    const highest = Math.max(...hidden);
    const end = run.sights.find(({ clocks }) => (clocks.get(part) ?? 0) >= until);
    if (!end || start >= until || !(highest - after.at(until) > NOTICED * highest)) return [];
    const message = `The warmup up to step ${end.step} hides how ${classNameOf(after)} starts, which has come down from ${run.show(highest)} to ${run.show(after.at(until))} by then.`;
    return [warning('warmup-hides-decay', end.step, message, lateStart(run, part, after, until))];
  });
}

/** How its framework lets a schedule start when the warmup is over. */
function lateStart(run: Run, part: LearningRateSchedule, after: LearningRateSchedule, until: number): Wording {
  const timm = run.spoken.find((spoken) => spoken.framework === 'timm' && partsOf(spoken.part).includes(part));
  if (timm) return words`Give ${optionOf(timm, 'warmupPrefix')} true.`;
  const of = classNameOf(after);
  if (typeof Reflect.get(after, 'offset') === 'number') return words`Give ${{ of, option: 'offset' }} ${until}.`;
  const isGardens = part instanceof LinearWarmup || part instanceof PolynomialWarmUp;
  if (isGardens) {
    const hasTwin = ['CosineDecay', 'ExponentialDecay', 'PiecewiseConstantDecay', 'PolynomialDecay'].includes(of);
    return hasTwin ? words`Take ${of}WithOffset with offset ${until}.` : words`Let its clock start there.`;
  }
  return words`Give ${{ of: classNameOf(part), option: 'clock' }} 'restart'.`;
}

/** The schedule after a warmup that is on the same clock, and the step on it where it takes over. */
function warmupIn(part: LearningRateSchedule): { after: LearningRateSchedule; until: number } | null {
  if (part instanceof LinearWarmup || part instanceof PolynomialWarmUp) {
    const { afterWarmupLrSched: after, warmupSteps: until } = part;
    return typeof after === 'number' ? null : { after, until };
  }
  if (!(part instanceof Sequence) || part.clock !== 'shared') return null;
  const [climb, after] = part.schedules;
  const [until] = part.boundaries;
  if (!climb || !after || until === undefined || !(climb.at(until) > climb.at(0))) return null;
  return { after, until };
}
