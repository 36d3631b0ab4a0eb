import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Clamp } from '../../schedules/blocks/clamp.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import { ownRate } from './options.js';

export const table = {
  /** The highest rate. */
  maxLr: { is: 'rate', atLeast: 0 },
  /** Length of the run in steps; null for `epochs · stepsPerEpoch`. Default null. */
  totalSteps: { is: 'steps', whole: true, atLeast: 1, default: null },
  /** Number of epochs, where `totalSteps` is null. Default null. */
  epochs: { is: 'number', whole: true, atLeast: 1, default: null },
  /** Steps of an epoch, where `totalSteps` is null. Default null. */
  stepsPerEpoch: { is: 'steps', whole: true, atLeast: 1, default: null },
  /** Length of the climb, as a fraction of the run. Default 0.3. */
  pctStart: { is: 'fraction', atLeast: 0, atMost: 1, default: 0.3 },
  /** Half a cosine, or a straight line, from one rate to the next. Default `'cos'`. */
  annealStrategy: { is: 'choice', of: ['cos', 'linear'], default: 'cos' },
  /** Whether the momentum moves too; {@link oneCycleMomentum} has it. Default true. */
  cycleMomentum: { is: 'flag', default: true },
  /** The lowest momentum, where the rate is highest. Default 0.85. */
  baseMomentum: { is: 'fraction', default: 0.85 },
  /** The highest momentum, at the start and at the end. Default 0.95. */
  maxMomentum: { is: 'fraction', default: 0.95 },
  /** The rate at step 0 is `maxLr` divided by this. Default 25. */
  divFactor: { is: 'number', above: 0, default: 25 },
  /** The rate at the end is that at step 0 divided by this. Default 10000. */
  finalDivFactor: { is: 'number', above: 0, default: 1e4 },
  /** Whether the rate first returns to that of step 0, as fast as it climbed, before it falls below. Default false. */
  threePhase: { is: 'flag', default: false },
  ...ownRate,
} as const satisfies OptionTable;

export interface OneCycleLROptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A climb from a low rate to a high one, then a fall to one far lower, once.
 *
 * With N the length of the run and low = maxLr / divFactor, the rate goes
 *
 * - from low to `maxLr` by step pctStart · N − 1
 * - with `threePhase`, back to low by step 2 · (pctStart · N − 1)
 * - to low / finalDivFactor by step N − 1
 *
 * and is to + (from − to) · ½(1 + cos(π · p)) on the way, `'linear'` to + (from − to) · (1 − p), with p from 0 to 1. The
 * steps between need not be whole: `maxLr` itself may lie between two.
 *
 * - at step 0: low; more if pctStart · N < 1, since the climb would then be over before step 0
 * - at the last step, N − 1: low / finalDivFactor; or where the run ends on the way there, if pctStart leaves no time
 * - past the end: that rate stays. PyTorch goes on by one step, linearly to a rate that may be negative, and then fails
 *
 * ```ts
 * const schedule = oneCycleLR({ maxLr: 0.1, totalSteps: 101, pctStart: 51 / 101 });
 * schedule(0); // 0.004
 * schedule(50); // 0.1
 * schedule(75); // 0.0500002
 * schedule(100); // 4e-7
 * ```
 *
 * Source: `torch.optim.lr_scheduler.OneCycleLR`, PyTorch 2.15; Smith & Topin, Super-Convergence, 2019.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range, without a length, and if pctStart · N is 1, where PyTorch divides by 0.
 */
export function oneCycleLR(options: OneCycleLROptions): LearningRateSchedule {
  const { maxLr, divFactor, finalDivFactor, ...cycle } = read('oneCycleLR', options);
  const low = maxLr / divFactor;
  return madeBy('torch', 'OneCycleLR', options, oneCycle(cycle, { low, high: maxLr, end: low / finalDivFactor }));
}

/**
 * The momentum beside {@link oneCycleLR}, of the same options: it falls while the rate climbs, and climbs while it falls.
 *
 * - at step 0: `maxMomentum`
 * - at the step of the highest rate: `baseMomentum`
 * - at the last step, and past it: `maxMomentum`; with `threePhase` already from step 2 · (pctStart · N − 1) on
 *
 * ```ts
 * const options = { maxLr: 0.1, totalSteps: 101, pctStart: 51 / 101 };
 * const schedules = { learningRate: oneCycleLR(options), momentum: oneCycleMomentum(options) };
 * schedules.momentum(0); // 0.95
 * schedules.momentum(50); // 0.85
 * ```
 *
 * Source: `torch.optim.lr_scheduler.OneCycleLR` with `cycle_momentum`, PyTorch 2.15.
 *
 * @throws {TypeError | RangeError} as {@link oneCycleLR}. @throws {RangeError} if `cycleMomentum` is false.
 */
export function oneCycleMomentum(options: OneCycleLROptions): LearningRateSchedule {
  const { baseMomentum, maxMomentum, cycleMomentum, ...cycle } = read('oneCycleMomentum', options);
  if (!cycleMomentum) {
    throw new OptionRangeError({
      owner: 'oneCycleMomentum',
      option: 'cycleMomentum',
      requires: 'true for the momentum to move',
      received: false,
    });
  }
  return madeBy(
    'torch',
    'OneCycleMomentum',
    options,
    oneCycle(cycle, { low: maxMomentum, high: baseMomentum, end: maxMomentum }),
  );
}

type Cycle = Read<typeof table> & { readonly totalSteps: number };

/** The checked options, with the length of the run. */
function read(name: string, options: OneCycleLROptions): Cycle {
  const checked = readOptions(name, table, options);
  const { epochs, stepsPerEpoch, pctStart } = checked;
  const totalSteps = checked.totalSteps ?? (epochs !== null && stepsPerEpoch !== null ? epochs * stepsPerEpoch : null);
  if (totalSteps === null) {
    throw new OptionRangeError({
      owner: name,
      option: null,
      requires: '{totalSteps}, or {epochs} and {stepsPerEpoch}',
    });
  }
  if (pctStart * totalSteps === 1) {
    throw new OptionRangeError({
      owner: name,
      option: 'pctStart',
      requires: 'other than 1 / {totalSteps}, with which PyTorch divides by 0',
      received: pctStart,
      help: 'take a little more',
    });
  }
  return { ...checked, totalSteps };
}

/** Ramps from `low` to `high`, perhaps back to `low`, and to `end`, as long as the run. */
function oneCycle(
  {
    totalSteps,
    pctStart,
    threePhase,
    annealStrategy,
  }: Pick<Cycle, 'totalSteps' | 'pctStart' | 'threePhase' | 'annealStrategy'>,
  { low, high, end }: Readonly<Record<'low' | 'high' | 'end', number>>,
): LearningRateSchedule {
  const Ramp = annealStrategy === 'cos' ? CosineRamp : LinearRamp;
  const last = totalSteps - 1;
  const turn = pctStart * totalSteps - 1;
  const ends = threePhase ? [turn, 2 * pctStart * totalSteps - 2, last] : [turn, last];
  const rates = threePhase ? [low, high, low, end] : [low, high, end];
  const ramp = (i: number, start: number) =>
    new Ramp({ from: rates[i] as number, to: rates[i + 1] as number, steps: (ends[i] as number) - start });
  if (turn < 0) {
    // All but the last ramp lie before step 0.
    const start = ends.at(-2) as number;
    const schedule = new Shift({ schedule: ramp(ends.length - 1, start), offset: start });
    return new Clamp({ schedule, to: last });
  }
  const boundaries = ends.filter((step, i) => step < last && i < ends.length - 1);
  const schedules = [0, ...boundaries].map((start, i) => ramp(i, start));
  return new Clamp({ schedule: new Sequence({ schedules, boundaries }), to: last });
}
