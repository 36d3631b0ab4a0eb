import { type LearningRateSchedule, nameOf } from '../schedule.js';
import { DirectPowerDecay } from '../schedules/model-garden/direct-power-decay.js';
import { PowerAndLinearDecay } from '../schedules/model-garden/power-and-linear-decay.js';
import { PowerDecayWithOffset } from '../schedules/model-garden/power-decay-with-offset.js';
import { inWords, type Wording } from './wording.js';

/**
 * What is wrong. *The same* and *0* are meant within 1e-12 of the highest rate of the run.
 *
 * | code | severity | rule |
 * | --- | --- | --- |
 * | `not-finite` | error | A rate is NaN or infinite. |
 * | `negative-rate` | error | A rate is below 0. |
 * | `zero-throughout` | error | All rates are 0. |
 * | `zero-first-update` | note | The rate at step 0 is 0, and not all rates are. |
 * | `warmup-without-target` | warning; error if all rates are 0 | `warmupSteps` is positive and `warmupTarget` is null, so that there is no warmup. |
 * | `first-boundary-not-zero` | warning | The first boundary of `StepCosineDecayWithOffset` is not 0, which bends its first cosine. |
 * | `rate-before-offset` | warning; error above 10 times the rates that follow | Before an `offset`, where no warmup hides it, the rate is not the one at the offset: they differ by more than 1 % of the highest rate from there on. |
 * | `offset-never-reached` | warning | The run, or the schedule's turn in it, ends before an `offset`. |
 * | `jump` | warning | Where one schedule or formula hands over to another, the rate leaps by more than 0.01 % of the highest. Not so for stairs (constant on both sides, or picked from a table), restarts (a row of cycles begins anew, or a schedule that is no constant follows one that has come down to its end), and parts that agree one step before. |
 * | `warmup-hides-decay` | warning | The schedule after a warmup, on the same clock, has come down by more than 1 % when the warmup ends. Not so for powers of the step, and where there is a `jump`. |
 * | `rise-after-end` | warning | The rate falls and then rises again, both by more than 1 % of its range, where no cycle, piece or value of its own begins. |
 * | `growing-rate` | warning | A power decay has a positive power and grows by more than 1 %; or no rate of the run is lower than the one before, the second half grows by more than 1 % of the highest, and the rate goes on growing after the run and never falls. |
 * | `floor-never-reached` | warning | The last step of a cycle stays above the rate that the cycle comes down to, by more than 1 % of the restart that follows; or the cycle cuts off the schedule in it. |
 * | `run-too-short` | warning | The run ends before the schedule does, or before a boundary or the end of a warmup, and what is left would change the rate by more than 1 % of the highest; or it ends in a fall of that size that a later turn ends; or, after a whole cycle, inside one, more than 10 % above the end of the cycle before; or in a rise, if the rate falls later. |
 * | `run-too-long` | warning | The rate has come to its end, below 1e-4 of the highest, for more than 0.1 % of the run and more than 1 step; or to an end below half of the highest for more than half of the run, after stairs for more than 90 % of it; or it is below 1e-4 of the highest for more than half of the run. |
 * | `floor-above-peak` | warning | A decay's lowest rate is above the rate it starts from, and the rate has risen above that by more than 1 %. |
 * | `alpha-like-a-rate` | warning | A floor that is a fraction of the highest rate is below 0.001 and below that rate, as a rate would be. |
 * | `alternates` | warning | To the end of the run, for 6 steps at least, the rate takes turns between two values. |
 * | `never-changes` | warning | A decay, or what else is there to change the rate, has one rate at all whole steps. |
 * | `epochs-for-steps` | warning | A length in steps is the number of epochs of the run, which has at least twice as many steps. |
 * | `milestone-between-steps` | warning | One of PyTorch's `milestones` is no whole number, and so never comes. |
 * | `raises-past-end` | error | The run goes on after PyTorch's `OneCycleLR` is over: its next step has another rate, and the one after raises an error. |
 */
export type FindingCode =
  | 'not-finite'
  | 'negative-rate'
  | 'zero-throughout'
  | 'zero-first-update'
  | 'warmup-without-target'
  | 'first-boundary-not-zero'
  | 'rate-before-offset'
  | 'offset-never-reached'
  | 'jump'
  | 'warmup-hides-decay'
  | 'rise-after-end'
  | 'growing-rate'
  | 'floor-never-reached'
  | 'run-too-short'
  | 'run-too-long'
  | 'floor-above-peak'
  | 'alpha-like-a-rate'
  | 'alternates'
  | 'never-changes'
  | 'epochs-for-steps'
  | 'milestone-between-steps'
  | 'raises-past-end';

/** Something about a schedule, in a run of so many steps, that would surprise the person who pays for the run. */
export interface Finding {
  readonly code: FindingCode;
  /** `'error'` where training cannot work, `'warning'` where it may be meant, `'note'` where it usually is. */
  readonly severity: 'error' | 'warning' | 'note';
  /** The step to look at, from 0 to the length of the run. */
  readonly step: number;
  /** One sentence, which names the step. */
  readonly message: string;
  /** What to do, in the words of the framework that the schedule is of; null where that depends. */
  readonly remedy: string | null;
  /** Both with the names of options kept apart, for {@link inWords} to spell as the reader knows them. */
  readonly parts: { readonly message: Wording; readonly remedy: Wording | null };
}

/** A difference between rates that a person would notice, as a part of the highest one. */
export const NOTICED = 0.01;

const finding =
  (severity: Finding['severity']) =>
  (code: FindingCode, step: number, message: string | Wording, remedy: string | Wording | null = null): Finding => {
    const [said, advice] = [message, remedy].map((text) => (typeof text === 'string' ? [text] : text)) as [
      Wording,
      Wording | null,
    ];
    return {
      code,
      severity,
      step,
      message: inWords(said),
      remedy: advice && inWords(advice),
      parts: { message: said, remedy: advice },
    };
  };
export const error = /* @__PURE__ */ finding('error');
export const warning = /* @__PURE__ */ finding('warning');
export const note = /* @__PURE__ */ finding('note');

export const classNameOf = (part: LearningRateSchedule) => nameOf(part.constructor as typeof LearningRateSchedule);

/** A number among the properties of a part, 0 without it: what the package calls an offset, a user's class does too. */
export function numberIn(part: LearningRateSchedule, property: string): number {
  const value: unknown = Reflect.get(part, property);
  return typeof value === 'number' ? value : 0;
}

/** Whether a part is one of Model Garden's decays by a power of the step. */
export function isPowerDecay(
  part: LearningRateSchedule,
): part is DirectPowerDecay | PowerAndLinearDecay | PowerDecayWithOffset {
  return (
    part instanceof DirectPowerDecay || part instanceof PowerAndLinearDecay || part instanceof PowerDecayWithOffset
  );
}
