import { SAME } from '../observe/run.js';
import { type Finding, warning } from './finding.js';
import type { Run } from './run.js';
import { amount, floorsOf, lengthOf, optionOf, type Spoken } from './speech.js';
import { type Wording, words } from './wording.js';

/** Rates that a row of two must come back to for it to be one. */
const ROUNDING = 1e-9;
/** Updates that a pattern must go on for to be one. */
const FEW = 6;

/** A rate that goes to and fro between two values at every step, to the end of the run. */
export function alternating(run: Run): Finding[] {
  const { steps, peak } = run;
  const isSame = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * peak;
  const last = steps - 1;
  const [a, b] = [run.at(last - 1), run.at(last)];
  if (steps < FEW || isSame(a, b)) return [];
  const isOff = (step: number) => !isSame(run.at(step), (last - step) % 2 === 0 ? b : a);
  // Of a long run only some steps are looked at, each with the next one: what is between them goes on as they do.
  const off = run.places.findLast((step) => isOff(step) || (!run.isFull && step < last && isOff(step + 1)));
  const from = off === undefined ? 0 : off + 1;
  if (steps - from < FEW || (!run.isFull && off !== undefined)) return [];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const idle = Math.abs(low) <= SAME * peak ? ', and every other update changes nothing' : '';
  const cause = run.spoken.find((spoken) => amount(spoken, lengthOf(spoken)?.option ?? '') === 1);
  const remedy =
    cause && words`Give ${optionOf(cause, lengthOf(cause)?.option ?? '')} the length of the decay in steps.`;
  const message = `From step ${from} on the rate alternates between ${run.show(high)} and ${run.show(low)}${idle}.`;
  return [warning('alternates', from, [message], remedy ?? null)];
}

/** What is there to change the rate, by name, besides what has a floor or a length. */
const CHANGING = [
  'ExponentialDecay',
  'ExponentialDecayWithOffset',
  'InverseTimeDecay',
  'PolynomialDecay',
  'PolynomialDecayWithOffset',
  'optax.exponential_decay',
  ...['ConstantLR', 'CyclicLR', 'ExponentialLR', 'LinearLR', 'MultiStepLR', 'StepLR'].map((name) => `torch.${name}`),
  ...['MultiStepLRScheduler', 'StepLRScheduler'].map((name) => `timm.${name}`),
];
const WARMUPS = ['warmupSteps', 'numWarmupSteps', 'warmupT'];
const areEqual = (a: number, b: number) => Math.abs(a - b) <= SAME * Math.abs(b);

/** Whole steps of a clock, near and far. */
const CLOCKS = [...Array(65).keys(), ...Array.from({ length: 35 }, (_, i) => [2 ** (i + 6), 3 * 2 ** (i + 5)]).flat()];

/** A decay that stays where it is for ever, by an option that was to say how far it goes. */
export function unchanging(run: Run): Finding[] {
  return run.spoken.flatMap((spoken) => {
    const { part, name, label } = spoken;
    const isBlock = spoken.framework === 'blocks' && part !== run.schedule;
    if (isBlock || !(CHANGING.includes(name) || lengthOf(spoken) || mayRestart(spoken))) return [];
    const isFlat = floorsOf(spoken).some((floor) => areEqual(floor.low, floor.high));
    const warmup = WARMUPS.map((option) => amount(spoken, option) ?? 0).reduce((a, b) => Math.max(a, b));
    // Whatever else there is to a schedule whose floor is its peak, its warmup changes the rate.
    const start = isFlat ? Math.ceil(warmup) : 0;
    const rate = part.at(start);
    if (rate === 0 || CLOCKS.some((clock) => !areEqual(part.at(start + clock), rate))) return [];
    const later = run.sights.filter(({ clocks }) => (clocks.get(part) ?? -1) >= start);
    const [seen] = run.where(part, later);
    if (!seen) return [];
    const [cause, remedy] = causeOf(spoken);
    const message = words`The rate is ${run.show(seen.rate)} at step ${seen.step}, and ${label}, which is there to change it, never does`;
    return [warning('never-changes', seen.step, [...message, ...cause, '.'], remedy)];
  });
}

const mayRestart = ({ name }: Spoken) =>
  ['CosineDecayRestarts', 'torch.CosineAnnealingWarmRestarts', 'optax.warmup_cosine_decay_schedule'].includes(name);

function causeOf(spoken: Spoken): [cause: Wording, remedy: Wording | null] {
  const flat = floorsOf(spoken).find(({ low, high }) => areEqual(low, high));
  if (flat) {
    const [floor, peak] = [optionOf(spoken, flat.floor), optionOf(spoken, flat.peak)];
    const cause = flat.isFraction ? words`, since ${floor} is 1` : words`, since ${floor} equals ${peak}`;
    return [cause, words`Give ${floor} less than ${flat.isFraction ? 1 : peak}.`];
  }
  if (amount(spoken, 't0') === 1) {
    const option = optionOf(spoken, 't0');
    return [
      words`, since every cycle of ${option} 1 ends where it begins`,
      words`Give ${option} the length of a cycle in steps.`,
    ];
  }
  return [[], null];
}
