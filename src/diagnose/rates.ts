import { error, type Finding, SAME, warning } from './finding.js';
import type { Wait } from './offsets.js';
import type { Run } from './run.js';

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
  return [error('negative-rate', step, `The rate at step ${step} is negative, ${run.show(run.at(step))}${why}.`)];
}

export function zeroThroughout(): Finding[] {
  return [error('zero-throughout', 0, 'The rate is 0 at step 0 and ever after: no update changes anything.')];
}

export function zeroFirstUpdate(run: Run): Finding[] {
  const lost = run.first((rate) => !(Math.abs(rate) <= SAME * run.peak)) ?? run.steps;
  if (lost === 0) return [];
  const which = lost === 1 ? 'first update changes' : `first ${lost} updates change`;
  return [warning('zero-first-update', 0, `The rate at step 0 is 0, so that the ${which} nothing: start above 0.`)];
}
