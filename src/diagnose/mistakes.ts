import { error, type Finding, NOTICED, warning } from './finding.js';
import type { Run } from './run.js';
import { amount, floorsOf, lengthOf, optionOf, type Spoken } from './speech.js';
import { words } from './wording.js';

/** A fraction of the highest rate that nobody means: it must have been a rate. */
const TINY = 1e-3;

/** Floors above the rate that they are the floor of: what should fall rises. */
export function floorsAbovePeak(run: Run): Finding[] {
  return run.spoken.flatMap((spoken) =>
    floorsOf(spoken).flatMap(({ peak, floor, isFraction, high, given, low }) => {
      if (!(low > (1 + NOTICED) * high)) return [];
      const seen = run.sights.filter(({ clocks }) => clocks.has(spoken.part));
      const risen = seen.findLast(
        ({ clocks }) => spoken.part.at(clocks.get(spoken.part) as number) > (1 + NOTICED) * high,
      );
      if (!risen || !run.matters(spoken.part, risen.step)) return [];
      const [top, bottom] = [optionOf(spoken, peak), optionOf(spoken, floor)];
      const why = isFraction
        ? words`${bottom} is ${given}, a fraction of ${top} that is more than 1`
        : words`${bottom}, the lowest rate, is ${given}, and ${top} only ${high}`;
      const message = [...words`The rate has risen to ${run.show(risen.rate)} by step ${risen.step}: `, ...why, '.'];
      return [
        warning('floor-above-peak', risen.step, message, words`Give ${bottom} less than ${isFraction ? 1 : top}.`),
      ];
    }),
  );
}

/** Floors that are a fraction, and were given as a rate. */
export function fractionsLikeRates(run: Run): Finding[] {
  return run.spoken.flatMap((spoken) =>
    floorsOf(spoken).flatMap(({ peak, floor, isFraction, high, given, low }) => {
      const start = startOf(run, spoken);
      if (!isFraction || !(given > 0 && given < TINY && given < high) || start === null) return [];
      const { part } = spoken;
      const length = Number.isFinite(part.horizon) ? part.horizon : (amount(spoken, 'firstDecaySteps') ?? 0);
      const end = Math.max(0, Math.min(run.steps, Math.ceil(start + length)));
      const [top, bottom] = [optionOf(spoken, peak), optionOf(spoken, floor)];
      return [
        warning(
          'alpha-like-a-rate',
          end,
          words`By step ${end} ${spoken.label} falls to ${shortly(low)}: ${bottom} is a fraction of ${top}, and ${given} looks like a rate.`,
          words`For a lowest rate of ${given}, give ${bottom} ${shortly(given / high)}.`,
        ),
      ];
    }),
  );
}

/** Lengths in steps that are the number of the run's epochs. */
export function epochsForSteps(run: Run): Finding[] {
  const { epochs, steps } = run;
  if (epochs === null || !(epochs > 1 && steps >= 2 * epochs)) return [];
  return run.spoken.flatMap((spoken) => {
    const length = lengthOf(spoken);
    const start = startOf(run, spoken);
    if (!length || start === null || amount(spoken, length.option) !== epochs) return [];
    const option = optionOf(spoken, length.option);
    const end = Math.min(steps, Math.ceil(start + epochs));
    const perEpoch = spoken.framework === 'torch' ? ', or step the scheduler once an epoch' : '';
    return [
      warning(
        'epochs-for-steps',
        end,
        words`At step ${end} of ${steps} ${spoken.label} is over: ${option} counts steps, and ${epochs} is the number of epochs of the run.`,
        words`Give ${option} ${steps}${perEpoch}.`,
      ),
    ];
  });
}

/** Milestones of PyTorch that no step is equal to. */
export function missedMilestones(run: Run): Finding[] {
  return run.spoken.flatMap((spoken) => {
    const start = startOf(run, spoken);
    const { milestones } = spoken.options;
    if (spoken.name !== 'torch.MultiStepLR' || start === null || !Array.isArray(milestones)) return [];
    const missed = milestones.find((milestone) => !Number.isInteger(milestone) && start + milestone < run.steps);
    if (missed === undefined) return [];
    const step = Math.ceil(start + missed);
    const option = optionOf(spoken, 'milestones');
    return [
      warning(
        'milestone-between-steps',
        step,
        words`The rate does not change at step ${step}: ${missed} among the ${option} equals no step, and MultiStepLR changes the rate only at one that does.`,
        words`Give ${option} whole steps.`,
      ),
    ];
  });
}

/** PyTorch's one cycle, which ends with an error. */
export function raisesPastEnd(run: Run): Finding[] {
  return run.spoken.flatMap((spoken) => {
    const start = startOf(run, spoken);
    if (spoken.name !== 'torch.OneCycleLR' || start === null) return [];
    const { epochs, stepsPerEpoch } = spoken.options as Readonly<Record<string, number>>;
    const total = amount(spoken, 'totalSteps') ?? (epochs as number) * (stepsPerEpoch as number);
    const last = run.sights.findLast(({ clocks }) => clocks.has(spoken.part))?.clocks.get(spoken.part) ?? 0;
    if (!(last >= total)) return [];
    const step = Math.ceil(start + total);
    const scale = run.at(step - 1) / spoken.part.at(total - 1);
    const option = amount(spoken, 'totalSteps') === undefined ? 'epochs' : 'totalSteps';
    return [
      error(
        'raises-past-end',
        step,
        words`OneCycleLR is over at step ${step}, where PyTorch gives it a rate of ${shortly(scale * pastEnd(spoken, total))}; the step after raises an error.`,
        option === 'epochs'
          ? words`End the run at step ${step}, or give ${optionOf(spoken, 'epochs')} and ${optionOf(spoken, 'stepsPerEpoch')} those of the run.`
          : words`End the run at step ${step}, or give ${optionOf(spoken, 'totalSteps')} ${run.steps - start}.`,
      ),
    ];
  });
}

/** The rate that PyTorch's formula has one step after the last. */
function pastEnd({ options }: Spoken, total: number): number {
  const given = options as Readonly<Record<string, number | undefined>>;
  const { maxLr = 0, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4 } = given;
  const [low, end] = [maxLr / divFactor, maxLr / divFactor / finalDivFactor];
  const [from, start] = options['threePhase'] ? [low, 2 * pctStart * total - 2] : [maxLr, pctStart * total - 1];
  const share = (total - start) / (total - 1 - start);
  return options['annealStrategy'] === 'linear'
    ? from + (end - from) * share
    : end + ((from - end) / 2) * (1 + Math.cos(Math.PI * share));
}

/** The step of the run at which a part's clock is at 0, if the run asks for it. */
function startOf(run: Run, { part }: Spoken): number | null {
  const sight = run.sights.find(({ clocks }) => clocks.has(part));
  return sight ? sight.step - (sight.clocks.get(part) as number) : null;
}

const shortly = (rate: number) => String(Number(rate.toPrecision(4)));
