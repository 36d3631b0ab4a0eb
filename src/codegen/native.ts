import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { CosineRamp } from '../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { CosineDecay } from '../schedules/keras/cosine-decay.js';
import { ExponentialDecay } from '../schedules/keras/exponential-decay.js';
import { PiecewiseConstantDecay } from '../schedules/keras/piecewise-constant-decay.js';
import { PolynomialDecay } from '../schedules/keras/polynomial-decay.js';
import { CosineDecayWithOffset } from '../schedules/model-garden/cosine-decay-with-offset.js';
import { ExponentialDecayWithOffset } from '../schedules/model-garden/exponential-decay-with-offset.js';
import { PiecewiseConstantDecayWithOffset } from '../schedules/model-garden/piecewise-constant-decay-with-offset.js';
import { PolynomialDecayWithOffset } from '../schedules/model-garden/polynomial-decay-with-offset.js';

// The curves that several frameworks have under their own names, recognised whichever class they are written with.
// A subclass may compute anything, so only the very classes count.

type Class<S> = abstract new (...options: never[]) => S;

/** Whether the schedule is of the very class. */
export function isA<S>(schedule: LearningRateSchedule, Class: Class<S>): schedule is LearningRateSchedule & S {
  return schedule.constructor === Class;
}

/** Whether the schedule is of the very class, or of its class with an offset, if that offset does nothing. */
function isBase<S>(
  schedule: LearningRateSchedule,
  Base: Class<S>,
  WithOffset: Class<S>,
): schedule is LearningRateSchedule & S {
  return isA(schedule, Base) || (isA(schedule, WithOffset) && (schedule as unknown as { offset: number }).offset === 0);
}

export interface Cosine {
  readonly from: number;
  readonly alpha: number;
  readonly steps: number;
  readonly exponent: number;
  readonly warmup: { readonly from: number; readonly steps: number } | undefined;
}

/** Half a cosine that then stays, after a linear warmup or not. */
export function asCosine(schedule: LearningRateSchedule): Cosine | undefined {
  if (isBase(schedule, CosineDecay, CosineDecayWithOffset)) {
    const { initialLearningRate, warmupTarget, warmupSteps, decaySteps, alpha } = schedule;
    const warmup =
      warmupTarget === null || warmupSteps === 0 ? undefined : { from: initialLearningRate, steps: warmupSteps };
    return { from: warmupTarget ?? initialLearningRate, alpha, steps: decaySteps, exponent: 1, warmup };
  }
  if (isA(schedule, CosineRamp) && schedule.timePower === 1 && schedule.from !== 0) {
    const { from, to, steps, exponent } = schedule;
    return { from, alpha: to / from, steps, exponent, warmup: undefined };
  }
  const { warmup, rest } = asWarmedUp(schedule);
  const cosine = warmup && isA(rest, CosineRamp) ? asCosine(rest) : undefined;
  return cosine && { ...cosine, warmup };
}

export interface WarmedUp {
  readonly warmup: { readonly from: number; readonly steps: number } | undefined;
  /** What comes after it, from its own step 0 on. */
  readonly rest: LearningRateSchedule;
}

/** A straight line up to where another schedule starts, if it has one, and that schedule. */
export function asWarmedUp(schedule: LearningRateSchedule): WarmedUp {
  const plain = { warmup: undefined, rest: schedule };
  if (!isA(schedule, Sequence) || !takesTurns(schedule) || schedule.schedules.length !== 2) return plain;
  const [ramp, rest] = schedule.schedules as [LearningRateSchedule, LearningRateSchedule];
  const fits = isA(ramp, LinearRamp) && ramp.steps === schedule.boundaries[0] && ramp.to === rest.at(0);
  return fits ? { warmup: { from: ramp.from, steps: ramp.steps }, rest } : plain;
}

/** Whether each of a sequence's schedules starts at its step 0, at a whole step, as every framework has it. */
export const takesTurns = ({ clock, side, boundaries }: Sequence): boolean =>
  clock === 'restart' && side === 'right' && boundaries.every((step) => Number.isInteger(step) && step > 0);

export interface Polynomial {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly power: number;
}

/** A power of what is left of the way; a straight line with power 1. */
export function asPolynomial(schedule: LearningRateSchedule): Polynomial | undefined {
  if (isBase(schedule, PolynomialDecay, PolynomialDecayWithOffset) && !schedule.cycle) {
    const { initialLearningRate, endLearningRate, decaySteps, power } = schedule;
    return power > 0 ? { from: initialLearningRate, to: endLearningRate, steps: decaySteps, power } : undefined;
  }
  if (isA(schedule, LinearRamp)) return { from: schedule.from, to: schedule.to, steps: schedule.steps, power: 1 };
  if (!isA(schedule, PolynomialRamp) || schedule.timePower !== 1) return undefined;
  return { from: schedule.from, to: schedule.to, steps: schedule.steps, power: schedule.power };
}

export interface Exponential {
  readonly from: number;
  readonly factor: number;
  readonly steps: number;
  readonly staircase: boolean;
}

/** A factor per so many steps. */
export function asExponential(schedule: LearningRateSchedule): Exponential | undefined {
  if (!isBase(schedule, ExponentialDecay, ExponentialDecayWithOffset)) return undefined;
  const { initialLearningRate, decayRate, decaySteps, staircase } = schedule;
  return { from: initialLearningRate, factor: decayRate, steps: decaySteps, staircase };
}

export interface Steps {
  readonly values: readonly number[];
  /** The whole steps from which on the next value counts. */
  readonly starts: readonly number[];
}

/** Constant rates in turn. */
export function asSteps(schedule: LearningRateSchedule): Steps | undefined {
  if (isBase(schedule, PiecewiseConstantDecay, PiecewiseConstantDecayWithOffset)) {
    return { values: schedule.rates, starts: schedule.boundaries.map((boundary) => Math.floor(boundary) + 1) };
  }
  if (!isA(schedule, Sequence) || schedule.schedules.length < 2) return undefined;
  const values = schedule.schedules.map((inner) => (isA(inner, Constant) ? inner.value : Number.NaN));
  if (values.some(Number.isNaN)) return undefined;
  const start = schedule.side === 'right' ? Math.ceil : (boundary: number) => Math.floor(boundary) + 1;
  return { values, starts: schedule.boundaries.map(start) };
}

/** Constant rates that change by one factor, at whole steps after the first. */
export function asGeometricSteps(
  schedule: LearningRateSchedule,
): { readonly from: number; readonly factor: number; readonly starts: readonly number[] } | undefined {
  const pieces = asSteps(schedule);
  if (!pieces) return undefined;
  const { values, starts } = pieces;
  const [from, second] = values as readonly [number, number];
  const factor = second / from;
  const isGeometric = values.every(
    (value, i) => Math.abs(value - from * factor ** i) <= 4 * Number.EPSILON * Math.abs(value),
  );
  if (!areRising(starts) || !(Math.abs(factor) > 0) || !Number.isFinite(factor) || !isGeometric) return undefined;
  return { from, factor, starts };
}

/** Whether these are steps that a run reaches, one after the other. */
export const areRising = (steps: readonly number[]): boolean =>
  steps.every((step, i) => step > (i === 0 ? 0 : (steps[i - 1] as number)));
