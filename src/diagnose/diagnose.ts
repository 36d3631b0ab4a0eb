import { show } from '../errors.js';
import { requireSchedule } from '../observe/require-schedule.js';
import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import type { Finding, FindingCode } from './finding.js';
import { jumps } from './jumps.js';
import { endsBefore, endsBeforeTurn, endsInsideCycle, goesOnAfter, growingDecays, onlyGrowing } from './length.js';
import { epochsForSteps, floorsAbovePeak, fractionsLikeRates, missedMilestones, raisesPastEnd } from './mistakes.js';
import { waits } from './offsets.js';
import { bentCosines, warmupsWithoutTarget } from './options.js';
import { negativeRates, notFiniteRates, zeroFirstUpdate, zeroThroughout } from './rates.js';
import { floorNeverReached, restartsAmong, riseAfterEnd, risesOf } from './rises.js';
import { Run } from './run.js';
import { alternating, unchanging } from './standstill.js';
import { hiddenDecays } from './warmups.js';

const table = {
  /** Length of the run in steps, which are optimizer updates: the last one has the rate at `steps − 1`. */
  steps: { is: 'steps', whole: true, atLeast: 1 },
  /** Epochs of the run; null where they are not known. Default null. */
  epochs: { is: 'number', above: 0, default: null },
} as const satisfies OptionTable;

export interface DiagnoseOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * What would surprise the person who pays for a run of `steps` updates with this schedule, in the order of the steps.
 *
 * Each cause is reported once, at the step to look at first. The rules are in {@link FindingCode}. Rates of up to 2^17
 * steps are all read; of longer runs some thousand, and those around each place where the formula takes another turn.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
 * diagnose(schedule, { steps: 1000 }).map(({ code }) => code); // ['zero-first-update']
 * diagnose(schedule, { steps: 5000 }).map(({ code }) => code); // ['zero-first-update', 'run-too-long']
 * ```
 *
 * @throws {TypeError} if `schedule` is no schedule, and for an option that is missing, unknown or no number.
 * @throws {RangeError} unless `steps` is a whole number ≥ 1, up to 2^53 − 1.
 */
export function diagnose(schedule: LearningRateSchedule, options: DiagnoseOptions): readonly Finding[] {
  requireSchedule('diagnose', schedule);
  const { steps, epochs } = readOptions('diagnose', table, options);
  if (!Number.isSafeInteger(steps)) {
    throw new RangeError(`diagnose: steps must be at most 2^53 − 1, received ${show(steps)}.`);
  }
  return findings(new Run(schedule, steps, epochs)).sort((a, b) => a.step - b.step);
}

/** All there is to say, each cause once: what a finding explains is left out. */
function findings(run: Run): Finding[] {
  const options = [...warmupsWithoutTarget(run), ...bentCosines(run)];
  const early = waits(run);
  const notFinite = notFiniteRates(run);
  const negative = negativeRates(run, early);
  // Beside rates that are not finite, the others mean little.
  if (notFinite.length > 0) return [...notFinite, ...negative, ...options];
  if (run.peak === 0) {
    const lacking = options.some(({ code }) => code === 'warmup-without-target');
    return lacking ? options.map((finding) => ({ ...finding, severity: 'error' })) : [...zeroThroughout(), ...options];
  }

  const offsets = early.map(({ finding }) => finding);
  const turning = alternating(run);
  const above = floorsAbovePeak(run);
  const counted = epochsForSteps(run);
  const raising = raisesPastEnd(run);
  const still = unchanging(run);
  const isExplained = [turning, above, still].some((found) => found.length > 0);
  const has = (code: FindingCode) => [...options, ...offsets].some((finding) => finding.code === code);
  const isEarly = (step: number) => early.some(({ from, until }) => from <= step && step <= until);
  const rises = isExplained || has('first-boundary-not-zero') ? [] : risesOf(run).filter(({ low }) => !isEarly(low));
  const restarts = restartsAmong(run, rises);
  const leaps = turning.length > 0 ? [] : jumps(run).filter(({ step }) => !isEarly(step));
  const growing = growingDecays(run);
  const settled = Math.max(0, ...early.map(({ until }) => until));
  const atTheEnd = [
    () => endsBefore(run),
    () => endsInsideCycle(run, restarts),
    () => (rises.length > 0 ? [] : endsBeforeTurn(run)),
    () => (growing.length > 0 ? [] : onlyGrowing(run)),
  ];
  const isLengthKnown = isExplained || has('offset-never-reached') || counted.length > 0;
  return [
    ...options,
    ...negative,
    ...(has('rate-before-offset') && isEarly(0) ? [] : turning.length > 0 ? [] : zeroFirstUpdate(run)),
    ...offsets.filter(({ code }) => code === 'offset-never-reached' || !negative.some(({ step }) => isEarly(step))),
    ...turning,
    ...above,
    ...still,
    ...fractionsLikeRates(run),
    ...missedMilestones(run),
    ...counted,
    ...raising,
    ...leaps,
    ...hiddenDecays(run).filter(({ step }) => !leaps.some((leap) => leap.step === step)),
    ...(counted.length > 0 ? [] : riseAfterEnd(run, rises)),
    ...growing,
    ...floorNeverReached(restarts, run),
    ...(isLengthKnown ? [] : (atTheEnd.map((find) => find()).find((found) => found.length > 0) ?? [])),
    ...(isExplained || counted.length > 0 || raising.length > 0 ? [] : goesOnAfter(run, settled)),
  ];
}
