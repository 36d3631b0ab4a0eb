import { OptionRangeError, OptionTypeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Clamp } from '../../schedules/blocks/clamp.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../../schedules/blocks/cycles.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Product } from '../../schedules/blocks/product.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { schedules } from '../../schedules/blocks/schedule-option.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import { PiecewiseConstantDecay } from '../../schedules/keras/piecewise-constant-decay.js';

export const table = {
  /** The learning rate that the optimizer is made with. */
  baseLr: { is: 'rate', above: 0 },
  /** Schedules of this module, all of the same `baseLr`, in the order in which they act on the rate. */
  schedulers: schedules,
} as const satisfies OptionTable;

export interface ChainedSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/** Steps of the longest table that a chain is turned into. */
const LONGEST = 4096;

/**
 * Several schedulers acting on one rate: rate(t) = baseLr · schedulers[0](t) / baseLr · schedulers[1](t) / baseLr · ….
 *
 * That is how those that multiply the rate chain: `stepLR`, `multiStepLR`, `constantLR`, `linearLR`, `exponentialLR`,
 * `multiplicativeLR` and `polynomialLR`. The others bring their own behaviour, which is PyTorch's:
 *
 * - `cosineAnnealingWarmRestarts`, `cyclicLR`, `oneCycleLR` and `lambdaLR` set the rate whatever it was: what comes before
 *   them has no effect (but that `cyclicLR` has `baseLr` at step 0), and what comes after them only at the steps at which
 *   it changes, for that one step.
 * - `cosineAnnealingLR` moves the rate towards its `etaMin`, which other factors do not scale; after step `tMax`, where
 *   the rate has come to `etaMin`, it climbs as if there had been no others. Such a chain has no formula and becomes a table
 *   for as long as the others change the rate, or, if they never end, until it repeats itself; with `etaMin` 0 and others
 *   that end by `tMax` it needs none.
 *
 * In PyTorch `OneCycleLR` and `CyclicLR` also change the base rate of those made after them: give these that as `baseLr`.
 *
 * - at step 0: what the schedulers' first rates make of `baseLr`, in their order
 * - past the end: as each schedule
 *
 * ```ts
 * const warmup = linearLR({ baseLr: 0.1, startFactor: 0.25, totalIters: 4 });
 * const decay = stepLR({ baseLr: 0.1, stepSize: 10, gamma: 0.5 });
 * const schedule = chainedScheduler({ schedulers: [warmup, decay], baseLr: 0.1 });
 * schedule(0); // 0.025
 * schedule(4); // 0.1
 * schedule(10); // 0.05
 * ```
 *
 * Source: `torch.optim.lr_scheduler.ChainedScheduler`, PyTorch 2.15.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type, and for schedules of other makes.
 * @throws {RangeError} unless `baseLr` > 0, for an empty list, for a `cosineAnnealingLR` after another one or after a
 * schedule that sets the rate, and for a table of more than 4096 steps.
 */
export function chainedScheduler(options: ChainedSchedulerOptions): LearningRateSchedule {
  const { baseLr, schedulers } = readOptions('chainedScheduler', table, options);
  if (schedulers.length === 1) return schedulers[0] as LearningRateSchedule;
  const made = (schedule: LearningRateSchedule) => madeBy('torch', 'ChainedScheduler', options, schedule);
  const setter = schedulers.findLastIndex(setsRate);
  const links = schedulers.slice(setter + 1).map((schedule, i) => toLink(schedule, setter + 1 + i, baseLr));
  const cosines = links.flatMap(({ schedule }) => (isCosine(schedule) ? [schedule] : []));
  const [cosine, another] = cosines;
  if (cosine && (another || setter >= 0)) {
    const index = schedulers.lastIndexOf(another ?? cosine);
    const rival = another ? 'another' : 'a schedule that sets the rate';
    throw new OptionRangeError({
      owner: 'chainedScheduler',
      option: 'schedulers',
      requires: `without a cosineAnnealingLR after ${rival}, since PyTorch mixes the two at every step`,
      received: schedulers,
      help: `there is one at index ${index}; take sequentialLR or a Product`,
    });
  }
  if (setter >= 0) {
    const schedule = schedulers[setter] as LearningRateSchedule;
    // CyclicLR sets its own base rate from step 1 on only, where another scheduler has noted the optimizer's.
    const isLate = setter > 0 && (schedule instanceof Loop || schedule instanceof Sum);
    const set = isLate ? new Sequence({ schedules: [baseLr, schedule], boundaries: [1], clock: 'shared' }) : schedule;
    if (links.length === 0 && !isLate) return schedule;
    return made(links.length === 0 ? set : new Product({ schedules: [set, momentaryChanges(links)] }));
  }
  return made(cosine ? withCosine(cosine, links, baseLr) : product(links, baseLr));
}

/** What a scheduler does to the rate. */
interface Link {
  readonly schedule: LearningRateSchedule;
  /** The rate at `step`, made of what it was. */
  next(rate: number, step: number): number;
  /** The step from which it leaves the rate alone; Infinity where there is none. */
  readonly settled: number;
  /** The steps after which what it does comes again, if it never settles. */
  readonly period: number;
}

/** What `cosineAnnealingLR` returns. */
interface Cosine extends PingPong {
  readonly schedule: CosineRamp;
}

const isCosine = (schedule: LearningRateSchedule): schedule is Cosine =>
  schedule instanceof PingPong && schedule.schedule instanceof CosineRamp;

/** Whether it comes from `cosineAnnealingWarmRestarts`, `cyclicLR`, `oneCycleLR` or `lambdaLR`. */
const setsRate = (schedule: LearningRateSchedule) =>
  [Cycles, Loop, Sum, Clamp, Scale].some((owner) => schedule instanceof owner);

function toLink(schedule: LearningRateSchedule, index: number, baseLr: number): Link {
  if (isCosine(schedule)) return cosineLink(schedule, baseLr);
  if (schedule instanceof ExponentialDecay && Number.isInteger(schedule.decaySteps)) return exponentialLink(schedule);
  const ends =
    schedule instanceof Sequence
      ? schedule.schedules.every((piece) => piece instanceof Constant)
      : [Constant, LinearRamp, PolynomialRamp].some((owner) => schedule instanceof owner);
  if (!ends) {
    const { className } = schedule.constructor as typeof LearningRateSchedule;
    throw new OptionTypeError({
      owner: 'chainedScheduler',
      option: 'schedulers',
      requires: 'made by other functions of lr-schedules/torch than sequentialLR and chainedScheduler',
      received: schedule,
      help: `the one at index ${index} is a ${className}; to multiply any schedules, take a Product`,
    });
  }
  return {
    schedule,
    next(rate, step) {
      const before = step === 0 ? baseLr : schedule.at(step - 1);
      return before === 0 ? rate : rate * (schedule.at(step) / before);
    },
    settled: schedule.horizon,
    period: 1,
  };
}

function exponentialLink(schedule: ExponentialDecay): Link {
  const { decayRate, decaySteps, staircase } = schedule;
  const decays = (step: number) => (staircase ? Math.floor(step / decaySteps) : step / decaySteps);
  return {
    schedule,
    next: (rate, step) => (step === 0 ? rate : rate * decayRate ** (decays(step) - decays(step - 1))),
    settled: Number.POSITIVE_INFINITY,
    period: staircase ? decaySteps : 1,
  };
}

function cosineLink(schedule: Cosine, baseLr: number): Link {
  const { to: etaMin, steps: tMax } = schedule.schedule;
  const cosine = wave(tMax);
  return {
    schedule,
    next(rate, step) {
      if (step === 0) return rate;
      const before = cosine.at(step - 1);
      const now = cosine.at(step);
      return before === 0 ? rate + (baseLr - etaMin) * now : etaMin + (rate - etaMin) * (now / before);
    },
    settled: Number.POSITIVE_INFINITY,
    period: 2 * tMax,
  };
}

/** A cosine as of `cosineAnnealingLR`, between 1 and 0 or the rates given. */
function wave(tMax: number, from = 1, to = 0): PingPong {
  return new PingPong({ schedule: new CosineRamp({ from, to, steps: tMax }), steps: tMax });
}

function product(links: readonly Link[], baseLr: number): LearningRateSchedule {
  const [first, ...others] = links.map(({ schedule }) => schedule) as [LearningRateSchedule];
  return new Product({ schedules: [first, ...others.map((schedule) => new Scale({ schedule, factor: 1 / baseLr }))] });
}

/** What the links do to a rate that is set anew before them at every step. */
function momentaryChanges(links: readonly Link[]): LearningRateSchedule {
  const start = lastSettled(links) + 1;
  const changes = simulate(links, start + period(links), () => 1);
  return new Sequence({
    schedules: [tableOf(changes.slice(0, start)), loop(changes.slice(start))],
    boundaries: [start],
  });
}

/** One cosine between links that multiply the rate. */
function withCosine(cosine: Cosine, links: readonly Link[], baseLr: number): LearningRateSchedule {
  const { to: etaMin, steps: tMax } = cosine.schedule;
  const others = links.filter(({ schedule }) => schedule !== cosine);
  const settled = lastSettled(others);
  const endless = others.some((link) => link.settled === Number.POSITIVE_INFINITY);
  if (etaMin === 0 && settled <= tMax && !endless) {
    const chain = product(links, baseLr);
    const forgotten = others.every(({ schedule }) => schedule.at(settled) === baseLr);
    return forgotten ? chain : new Sequence({ schedules: [chain, cosine], boundaries: [tMax], clock: 'shared' });
  }
  // Where the cosine is 0, the rate is etaMin whatever it was. Here is the first such step after the others have settled.
  const zero = tMax * (2 * Math.floor((settled / tMax + 1) / 2) + 1);
  const continues = (rate: number) => rate;
  if (endless) {
    const rates = simulate(links, zero + period(links), continues, baseLr);
    return new Sequence({ schedules: [tableOf(rates.slice(0, zero)), loop(rates.slice(zero))], boundaries: [zero] });
  }
  const unit = wave(tMax);
  const last = unit.at(settled) === 0 ? settled + 1 : settled;
  const rates = simulate(links, last + 1, continues, baseLr);
  if (last + 1 === zero) {
    return new Sequence({ schedules: [tableOf(rates), cosine], boundaries: [zero], clock: 'shared' });
  }
  const top = etaMin + ((rates[last] as number) - etaMin) / unit.at(last);
  return new Sequence({
    schedules: [tableOf(rates), wave(tMax, top, etaMin), cosine],
    boundaries: [last + 1, zero],
    clock: 'shared',
  });
}

/** The step from which those links that ever settle have settled. */
const lastSettled = (links: readonly Link[]) =>
  Math.max(0, ...links.map(({ settled }) => settled).filter((step) => step < Number.POSITIVE_INFINITY));

/** The steps after which what all links do comes again. */
const period = (links: readonly Link[]) =>
  links.reduce((steps, link) => (steps * link.period) / greatestCommonDivisor(steps, link.period), 1);

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** The first `count` rates that the links make, each of what `before` makes of the rate of the step before. */
function simulate(
  links: readonly Link[],
  count: number,
  before: (rate: number) => number,
  baseLr = 1,
): readonly number[] {
  if (count > LONGEST) {
    throw new OptionRangeError({
      owner: 'chainedScheduler',
      option: 'schedulers',
      requires: `such that the chain repeats within ${LONGEST} steps where PyTorch's has no formula`,
      received: `${count} steps`,
      help: 'give cosineAnnealingLR an etaMin of 0 and end the others by its tMax, or take sequentialLR or a Product',
    });
  }
  let rate = baseLr;
  return Array.from({ length: count }, (_, step) => {
    rate = links.reduce((changed, link) => link.next(changed, step), before(rate));
    return rate;
  });
}

/** Rates step by step; the last one stays. */
function tableOf(rates: readonly number[]): LearningRateSchedule {
  if (rates.length === 1) return new Constant({ value: rates[0] as number });
  return new PiecewiseConstantDecay({ boundaries: rates.slice(1).map((_, step) => step), values: rates });
}

/** Rates step by step, over and over. */
function loop(rates: readonly number[]): LearningRateSchedule {
  const schedule = tableOf(rates);
  return rates.length === 1 ? schedule : new Loop({ schedule, steps: rates.length });
}
