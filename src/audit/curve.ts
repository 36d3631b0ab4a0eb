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
