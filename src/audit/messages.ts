import type { Departure, DepartureKind } from './explanation.js';
import type { Model } from './model.js';

const show = (value: number | null) => (value === null ? 'another number' : String(Number(value.toPrecision(6))));
const times = (value: number | null) => (value === 1 ? 'once' : `${show(value)} times`);

/** What each departure is, in a sentence. */
const sentences: Readonly<Record<DepartureKind, (departure: Departure, plan: Model | null) => string>> = {
  'skipped-updates': ({ at, by }) =>
    `The optimizer skipped an update ${times(by)}, the first before step ${at}, and the schedule with it, as fp16 loss scaling does: no fault.`,
  'stepped-k-times': ({ by }) =>
    `The schedule was moved ${times(by)} per update, so that it runs ${show(by)} times too fast.`,
  'stepped-per-epoch': ({ by }) => `The schedule was moved once in ${show(by)} updates in place of at every one.`,
  'restart-at-resume': ({ at, by }) =>
    `At step ${at} the schedule started over: the resume lost its ${show(by)} steps.`,
  'other-horizon': ({ at, by }, plan) =>
    `From step ${at} on the schedule runs to an end at step ${show(by)}${plan?.totalSteps ? `, not at ${show(plan.totalSteps)}` : ''}.`,
  'other-schedule': ({ at }) => `From step ${at} on the run followed another schedule.`,
  'off-by-one': ({ at, by }) => `From step ${at} on the rates are ${by === -1 ? 'one step early' : 'one step late'}.`,
  scaled: ({ at, by }) => `From step ${at} on the rates are ${show(by)} times the schedule's.`,
  'missing-warmup': ({ by }) => `The warmup of ${show(by)} steps is missing, or was counted in other units.`,
  held: ({ at }) => `From step ${at} on the rate stayed where it was.`,
  jump: ({ at }) => `At step ${at} the rate leaves the schedule in a way that no known reason explains.`,
};

/** What an audit found, in words. */
export function sentenceOf(found: { follows: boolean; departures: readonly Departure[] }, plan: Model | null): string {
  if (found.departures.length === 0 && found.follows) return 'The run followed the plan.';
  return found.departures.map((departure) => describeDeparture(departure, plan)).join(' ');
}

/** A departure in one sentence. */
export const describeDeparture = (departure: Departure, plan: Model | null = null): string =>
  sentences[departure.kind](departure, plan);
