import type { RateLog } from './log.js';

/** What the sentences about a schedule need to know of it. */
export interface Told {
  readonly family: string;
  readonly peak: number | null;
  readonly warmupSteps: number | null;
  readonly totalSteps: number | null;
  readonly floor: number | null;
}

/** A departure, as `identify` and `audit` have it. */
export interface ToldDeparture {
  readonly kind: string;
  readonly at: number;
  readonly by: number | null;
}

type Clock = RateLog['clock'];

/** A schedule in a phrase: `cosine, peak 2e-5, 20 steps of warmup, 200 steps in all, floor 0`. */
export function scheduleInWords({ family, peak, warmupSteps, totalSteps, floor }: Told, clock: Clock): string {
  return [
    family,
    peak === null ? 'peak not told by the log' : `peak ${short(peak)}`,
    ...(warmupSteps === null ? [] : [warmupSteps === 0 ? 'no warmup' : `${times(warmupSteps, clock)} of warmup`]),
    ...(totalSteps === null ? [] : [`${times(totalSteps, clock)} in all`]),
    ...(floor === null ? [] : [`floor ${short(floor)}`]),
  ].join(', ');
}

/** What a departure means, in a sentence. */
export function departureInWords({ kind, at, by }: ToldDeparture, clock: Clock): string {
  const from = `From ${clock} ${short(at)} on`;
  const size = by === null ? '' : short(by);
  switch (kind) {
    case 'skipped-updates':
      return `${times(by ?? 1, 'update')} were skipped, the first before ${clock} ${short(at)}, and the schedule with them: fp16 loss scaling does that, and it is no fault.`;
    case 'stepped-k-times':
      return by !== null && by < 1
        ? `The schedule moved only once in ${short(1 / by)} updates.`
        : `The schedule moved ${size} times at every update, so that it ran ${size} times too fast.`;
    case 'stepped-per-epoch':
      return `The schedule moved once in ${size === '' ? 'an epoch' : `${size} updates`}, as if once an epoch, though it was made to move at every update.`;
    case 'restart-at-resume':
      return `At ${clock} ${short(at)} the schedule began anew${size === '' ? '' : `, ${times(by as number, clock)} back`}, as when a run is resumed without the state of its schedule.`;
    case 'other-horizon':
      return `${from}, the schedule is one of ${times(by ?? Number.NaN, clock)} in all, not of the planned length.`;
    case 'other-schedule':
      return `${from}, the run followed another kind of schedule than the planned one.`;
    case 'off-by-one':
      return `${from}, the rates are those of ${times(Math.abs(by ?? 1), clock)} ${(by ?? 1) > 0 ? 'earlier' : 'later'}.`;
    case 'scaled':
      return `All rates are ${size} times the planned ones.`;
    case 'missing-warmup':
      return `The warmup of ${times(by ?? Number.NaN, clock)} is missing: the run began at its peak.`;
    case 'held':
      return `${from}, the rate stays where it is.`;
    default:
      return `At ${clock} ${short(at)} the rate jumps, which nothing here explains.`;
  }
}

/** A number as a person would write it. */
export function short(value: number): string {
  const digits = String(Number(value.toPrecision(6)));
  const power = Number(value.toPrecision(6)).toExponential().replace('e+', 'e');
  return power.length < digits.length && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) ? power : digits;
}

const times = (count: number, what: string) => `${short(count)} ${what}${count === 1 ? '' : 's'}`;
