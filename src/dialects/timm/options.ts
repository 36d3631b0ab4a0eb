import { finite, flag, notNegative, orNull, type Rule } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

/** What every function here takes. */
export interface TimmOptions {
  /** The learning rate that the optimizer is made with. */
  readonly baseLr: number;
  /** Length of the warmup; 0 for none. Default 0. */
  readonly warmupT?: number;
  /** The rate that the warmup starts from. Default 0. */
  readonly warmupLrInit?: number;
  /** Whether timm counts epochs or updates. A schedule counts what it is called with: lengths are in that. Default true. */
  readonly tInEpochs?: boolean;
  /** Where timm adds noise to the rate: null only. Default null. */
  readonly noiseRangeT?: null;
  /** Without noise without a meaning. Default 0.67. */
  readonly noisePct?: number;
  /** Without noise without a meaning. Default 1. */
  readonly noiseStd?: number;
  /** Without noise without a meaning. Default 42. */
  readonly noiseSeed?: number | null;
  /** Whether timm reads the base rate from the optimizer; without a meaning, since it is `baseLr`. Default true. */
  readonly initialize?: boolean;
}

/** What those functions take besides whose warmup may come before the schedule or in place of its first steps. */
export interface PrefixOptions {
  /** Whether the schedule starts when the warmup is over; otherwise the warmup hides its first steps. Default false. */
  readonly warmupPrefix?: boolean;
}

const noNoise: Rule = {
  requires:
    'null (noise is random, and a schedule is a function of the step alone: to have it, add it to the rate yourself)',
  kind: (value) => value === null || typeof value === 'number' || Array.isArray(value),
  range: (value: unknown) => value === null,
};

/** The rules and defaults of {@link TimmOptions}. */
export const shared = {
  baseLr: [notNegative],
  warmupT: [notNegative, 0],
  warmupLrInit: [notNegative, 0],
  tInEpochs: [flag, true],
  noiseRangeT: [noNoise, null],
  noisePct: [finite, 0.67],
  noiseStd: [finite, 1],
  noiseSeed: [/* @__PURE__ */ orNull(finite), 42],
  initialize: [flag, true],
} as const;

/**
 * timm's start: a linear warmup from `warmupLrInit` to `target`, before the schedule if `prefix`, otherwise in place of
 * its first steps. Without one the first update has `baseLr` whatever the schedule, which timm asks from update 1 on only.
 */
export function withStart(
  schedule: LearningRateSchedule,
  { baseLr, warmupT, warmupLrInit }: Required<TimmOptions>,
  prefix: boolean,
  target = baseLr,
): LearningRateSchedule {
  if (warmupT > 0) {
    const warmup = new LinearRamp({ from: warmupLrInit, to: target, steps: warmupT });
    const clock = prefix ? 'restart' : 'shared';
    return new Sequence({ schedules: [warmup, schedule], boundaries: [warmupT], clock });
  }
  if (schedule.at(0) === baseLr) return schedule;
  return new Sequence({ schedules: [baseLr, schedule], boundaries: [1], clock: 'shared' });
}
