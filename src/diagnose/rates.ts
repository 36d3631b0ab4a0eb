import { SAME } from '../observe/run.js';
import { error, type Finding, note } from './finding.js';
import type { Wait } from './offsets.js';
import type { Run } from './run.js';
import { optionOf } from './speech.js';
import { type Wording, words } from './wording.js';

export function notFiniteRates(run: Run): Finding[] {
  const step = run.first((rate) => !Number.isFinite(rate));
  if (step === null) return [];
  const message = `The rate at step ${step} is ${run.at(step)}, and one update with it destroys the weights.`;
  return [error('not-finite', step, message)];
}

export function negativeRates(run: Run, waits: readonly Wait[]): Finding[] {
  const step = run.first((rate) => rate < -SAME * run.peak);
  if (step === null) return [];
  const wait = waits.find(({ from, until }) => from <= step && step < until);
  const why = wait ? `, ${wait.cause}` : ', so that updates climb the loss instead of descending it';
  const message = `The rate at step ${step} is negative, ${run.show(run.at(step))}${why}.`;
  return [error('negative-rate', step, message, wait?.remedy ?? null)];
}

export function zeroThroughout(): Finding[] {
  return [error('zero-throughout', 0, 'The rate is 0 at step 0 and ever after: no update changes anything.')];
}

export function zeroFirstUpdate(run: Run): Finding[] {
  const lost = run.first((rate) => !(Math.abs(rate) <= SAME * run.peak)) ?? run.steps;
  if (lost === 0) return [];
  const which = lost === 1 ? 'first update changes' : `first ${lost} updates change`;
  const message = `The rate at step 0 is 0, so that the ${which} nothing.`;
  return [note('zero-first-update', 0, message, startAbove(run))];
}

/** The option of each framework's warmup that is the rate at its first step. */
const STARTS: Readonly<Record<string, string>> = {
  CosineDecay: 'initialLearningRate',
  CosineDecayWithOffset: 'initialLearningRate',
  LinearWarmup: 'warmupLearningRate',
  logarithmicWarmup: 'from',
  'optax.linear_schedule': 'initValue',
  'optax.warmup_constant_schedule': 'initValue',
  'optax.warmup_cosine_decay_schedule': 'initValue',
  'optax.warmup_exponential_decay_schedule': 'initValue',
  'transformers.cosine_warmup_with_min_lr': 'warmupLrRate',
  'timm.CosineLRScheduler': 'warmupLrInit',
  'timm.MultiStepLRScheduler': 'warmupLrInit',
  'timm.PolyLRScheduler': 'warmupLrInit',
  'timm.StepLRScheduler': 'warmupLrInit',
  'timm.TanhLRScheduler': 'warmupLrInit',
  'timm.WSDLRScheduler': 'warmupLrInit',
  LinearRamp: 'from',
};

function startAbove(run: Run): Wording | null {
  const first = run.look(0).clocks;
  const start = run.spoken.find((spoken) => first.has(spoken.part) && Object.hasOwn(STARTS, spoken.name));
  if (start) return words`To start above 0, give ${optionOf(start, STARTS[start.name] as string)} a rate.`;
  const isOurs = run.spoken.every(({ framework }) => framework === 'blocks');
  return isOurs ? words`Start the warmup above 0.` : null;
}
