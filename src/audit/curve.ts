import { float64 } from '../arithmetic/float64.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { CosineRamp } from '../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../schedules/blocks/linear-ramp.js';
import { LogarithmicRamp } from '../schedules/blocks/logarithmic-ramp.js';
import { PingPong } from '../schedules/blocks/ping-pong.js';
import { PolynomialRamp } from '../schedules/blocks/polynomial-ramp.js';
import { Power } from '../schedules/blocks/power.js';
import { Product } from '../schedules/blocks/product.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { Sum } from '../schedules/blocks/sum.js';
import { ExponentialDecay } from '../schedules/keras/exponential-decay.js';

/** What kind of schedule a run followed. */
export type Family =
  | 'constant'
  | 'linear'
  | 'cosine'
  | 'cosine-restarts'
  | 'polynomial'
  | 'exponential'
  | 'step'
  | 'inverse-sqrt'
  | 'one-cycle'
  | 'wsd';

/** The numbers that curves have, in the order in which they are made round. */
export const parameterNames = [
  'peak',
  'power',
  'decayRate',
  'from',
  'floor',
  'share',
  'warmup',
  'timescale',
  'stable',
  'total',
] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Parameters = Readonly<Record<ParameterName, number>>;

export type Rise = 'line' | 'logarithm' | 'cosine';
export type Body =
  | 'constant'
  | 'line'
  | 'cosine'
  | 'wave'
  | 'power'
  | 'exponential'
  | 'inverse-sqrt'
  | 'flat-line'
  | 'flat-cosine'
  | 'flat-sqrt';

/** A rise and what follows, up to its numbers. */
export interface Curve {
  readonly family: Family;
  readonly rise: Rise;
  readonly body: Body;
  /**
   * Whether the body's clock starts where the warmup ends, or has been running: then the warmup hides it (`'shared'`), or is
   * on the way to where it is (`'product'`).
   */
  readonly clock: 'restart' | 'shared' | 'product';
}

/** Whether a body has an end; one without has no floor, either. */
export const ends = (body: Body): boolean => !['constant', 'exponential', 'inverse-sqrt'].includes(body);

/** The schedule of these numbers. @throws {RangeError} for numbers that no schedule has. */
export function build({ rise, body, clock }: Curve, p: Parameters): LearningRateSchedule {
  const { warmup } = p;
  const hasWarmup = warmup > 0;
  const after = bodyOf(body, p, clock === 'restart' && hasWarmup ? warmup : 0);
  if (!hasWarmup) return after;
  if (clock === 'product') {
    const share = new Product({ schedules: [new LinearRamp({ from: 0, to: 1, steps: warmup }), after] });
    return p.from === 0
      ? share
      : new Sum({ schedules: [share, new LinearRamp({ from: p.from, to: 0, steps: warmup })] });
  }
  return new Sequence({ schedules: [riseOf(rise, p), after], boundaries: [warmup], clock });
}

function riseOf(rise: Rise, { from, peak: to, warmup: steps }: Parameters): LearningRateSchedule {
  if (rise === 'cosine') return new CosineRamp({ from, to, steps });
  // DeepSpeed counts to one step before the end.
  if (rise === 'logarithm')
    return new LogarithmicRamp({ from, to, steps: Math.max(1, steps - 1), base: Math.max(2, steps) });
  return new LinearRamp({ from, to, steps });
}

function bodyOf(body: Body, p: Parameters, start: number): LearningRateSchedule {
  const { peak, floor } = p;
  const way = { from: peak, to: floor, steps: p.total - start };
  const flat = p.stable - start;
  const afterFlat = { from: peak, to: floor, steps: p.total - p.stable };
  const then = (decay: LearningRateSchedule) =>
    flat > 0 ? new Sequence({ schedules: [peak, decay], boundaries: [flat] }) : decay;
  switch (body) {
    case 'constant':
      return new Constant({ value: peak });
    case 'line':
      return new LinearRamp(way);
    case 'cosine':
      return new CosineRamp(way);
    case 'wave':
      return new PingPong({ schedule: new CosineRamp(way), steps: way.steps });
    case 'power':
      return new PolynomialRamp({ ...way, power: p.power });
    case 'exponential':
      return new ExponentialDecay({ initialLearningRate: peak, decaySteps: 1, decayRate: p.decayRate });
    case 'inverse-sqrt':
      return new Power({ factor: peak, power: -0.5, steps: p.timescale });
    case 'flat-line':
      return then(new LinearRamp(afterFlat));
    case 'flat-cosine':
      return then(new CosineRamp(afterFlat));
    case 'flat-sqrt':
      return then(new PolynomialRamp({ ...afterFlat, timePower: 0.5 }));
  }
}

/** A rate as a function of the step. */
type Rates = (step: number) => number;

/** A class's own formula with these numbers, without the checks of a schedule, which are most of the time of a fit. */
function bare(Class: { readonly prototype: LearningRateSchedule }, numbers: object): Rates {
  const schedule: LearningRateSchedule = Object.assign(Object.create(Class.prototype), numbers);
  return (step) => schedule.evaluate(float64, step);
}

/** What {@link build} makes, for one look at some steps. @throws {RangeError} for numbers that no schedule has. */
export function ratesOf(curve: Curve, p: Parameters): Rates {
  const { warmup, from, peak, floor } = p;
  const start = curve.clock === 'restart' && warmup > 0 ? warmup : 0;
  const after = bareBody(curve.body, p, start);
  if (!after) {
    const schedule = build(curve, p);
    return (step) => schedule.at(step);
  }
  const decayFrom = curve.body.startsWith('flat-') ? Math.max(start, p.stable) : start;
  if ((ends(curve.body) && !(p.total - decayFrom > 0)) || !Number.isFinite(peak + floor + from + warmup)) {
    throw new RangeError('A curve must have a positive length.');
  }
  if (!(warmup > 0)) return after;
  if (curve.clock === 'product') {
    return (step) => {
      const share = Math.min(1, Math.max(0, step / warmup));
      return share * after(step) + from * (1 - share);
    };
  }
  const up = { from, to: peak, steps: warmup, exponent: 1, timePower: 1 };
  const rise =
    curve.rise === 'logarithm'
      ? bare(LogarithmicRamp, { from, to: peak, steps: Math.max(1, warmup - 1), base: Math.max(2, warmup) })
      : bare(curve.rise === 'cosine' ? CosineRamp : LinearRamp, up);
  return (step) => (step < warmup ? rise(step) : after(step - start));
}

/** Null where the body has more to it than a formula. */
function bareBody(body: Body, p: Parameters, start: number): Rates | null {
  const { peak, floor } = p;
  const shape = { from: peak, to: floor, exponent: 1, timePower: 1, power: 1 };
  const way = { ...shape, steps: p.total - start };
  const then = (decay: Rates): Rates => {
    const flat = p.stable - start;
    return flat > 0 ? (step) => (step < flat ? peak : decay(step - flat)) : decay;
  };
  const afterFlat = { ...shape, steps: p.total - p.stable };
  switch (body) {
    case 'constant':
      return () => peak;
    case 'line':
      return bare(LinearRamp, way);
    case 'cosine':
      return bare(CosineRamp, way);
    case 'power':
      return p.power > 0 ? bare(PolynomialRamp, { ...way, power: p.power }) : null;
    case 'exponential':
      return p.decayRate > 0
        ? bare(ExponentialDecay, {
            initialLearningRate: peak,
            decaySteps: 1,
            decayRate: p.decayRate,
            staircase: false,
          })
        : null;
    case 'inverse-sqrt':
      return p.timescale > 0 ? bare(Power, { factor: peak, power: -0.5, steps: p.timescale, shift: 1 }) : null;
    case 'flat-line':
      return then(bare(LinearRamp, afterFlat));
    case 'flat-cosine':
      return then(bare(CosineRamp, afterFlat));
    case 'flat-sqrt':
      return then(bare(PolynomialRamp, { ...afterFlat, timePower: 0.5 }));
    default:
      return null;
  }
}
