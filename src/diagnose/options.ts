import { StepCosineDecayWithOffset } from '../schedules/model-garden/step-cosine-decay-with-offset.js';
import { classNameOf, type Finding, numberIn, warning } from './finding.js';
import type { Run } from './run.js';
import { words } from './wording.js';

/** Warmups without a target, which Keras ignores without a word. */
export function warmupsWithoutTarget(run: Run): Finding[] {
  const lacking = run.parts.filter(
    (part) => numberIn(part, 'warmupSteps') > 0 && Reflect.get(part, 'warmupTarget') === null,
  );
  return lacking.map((part) => {
    const of = classNameOf(part);
    const [steps, target] = [
      { of, option: 'warmupSteps' },
      { of, option: 'warmupTarget' },
    ];
    return warning(
      'warmup-without-target',
      0,
      words`There is no warmup at step 0: ${of} has ${steps} ${numberIn(part, 'warmupSteps')} but no ${target}.`,
      words`Give ${target} the rate to climb to.`,
    );
  });
}

/** First cosines that Model Garden reckons from 0, wherever they begin. */
export function bentCosines(run: Run): Finding[] {
  const bent = run.parts.filter(
    (part) => part instanceof StepCosineDecayWithOffset && part.boundaries[0] !== 0 && part.rates[0] !== part.rates[1],
  ) as StepCosineDecayWithOffset[];
  return bent
    .filter(({ rates }) => rates.length > 1)
    .map((part) => {
      const boundary = part.boundaries[0] as number;
      const step = Math.ceil(Math.min(Math.max(0, part.offset + boundary), run.steps));
      return warning(
        'first-boundary-not-zero',
        step,
        `${classNameOf(part)} reckons its first cosine from 0 although its first boundary is ${boundary}, so that the curve up to step ${step} is bent.`,
        words`Make that boundary 0, and shift the curve by ${{ of: classNameOf(part), option: 'offset' }}.`,
      );
    });
}
