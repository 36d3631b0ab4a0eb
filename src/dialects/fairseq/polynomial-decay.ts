import { type Needed, type Optional, type Read, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Product } from '../../schedules/blocks/product.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { perEpoch } from './per-epoch.js';

export const table = {
  /** The rate in each epoch; the last one stays. */
  lr: { is: 'rate', list: 'any' },
  /** Length of the warmup in updates. Default 0. */
  warmupUpdates: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Length of the run in updates, the warmup's included. */
  totalNumUpdate: { is: 'steps', above: 0 },
  /** Rate at the end and after. Default 0. */
  endLearningRate: { is: 'rate', default: 0 },
  /** Power of what is left of the way. Default 1. */
  power: { is: 'number', above: 0, default: 1 },
  /** Updates in an epoch, which more than one rate needs. Default null. */
  updatesPerEpoch: { is: 'steps', whole: true, atLeast: 1, default: null },
} as const satisfies OptionTable;

export interface PolynomialDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup from 0, then a power curve.
 *
 * With W = warmupUpdates, N = totalNumUpdate: rate(t) = lr · t / W for t ≤ W, then
 * end + (lr − end) · ((N − t) / (N − W))^power, and end from N on.
 *
 * Of several rates fairseq never takes the first: epoch e, counted from 1, has number e, counted from 0, or the last.
 *
 * ```ts
 * const schedule = polynomialDecay({ lr: [0.1], warmupUpdates: 100, totalNumUpdate: 1100 });
 * schedule(50); // 0.05
 * schedule(600); // 0.05
 * ```
 *
 * Source: `polynomial_decay` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range, and for several rates without `updatesPerEpoch`.
 */
export function polynomialDecay(options: PolynomialDecayOptions): LearningRateSchedule {
  const read = readOptions('polynomialDecay', table, options);
  return madeBy('fairseq', 'polynomial_decay', options, schedule(read));
}

function schedule(read: Read<typeof table>): LearningRateSchedule {
  const { lr, warmupUpdates, totalNumUpdate, endLearningRate, power, updatesPerEpoch } = read;
  const rates = lr.length === 1 ? lr : lr.slice(1);
  const steps = totalNumUpdate - warmupUpdates;
  const curve = (from: number, to: number) => (steps > 0 ? new PolynomialRamp({ from, to, steps, power }) : to);
  const after = (body: LearningRateSchedule | number, ramp: LearningRateSchedule) =>
    warmupUpdates === 0
      ? new Sequence({ schedules: [body], boundaries: [] })
      : new Sequence({ schedules: [ramp, body], boundaries: [warmupUpdates], side: 'left' });
  const ramp = (to: number) => new LinearRamp({ from: 0, to, steps: Math.max(1, warmupUpdates) });
  if (rates.length === 1) {
    const [rate] = rates as readonly [number];
    return after(curve(rate, endLearningRate), ramp(rate));
  }
  const peaks = perEpoch('polynomialDecay', rates, updatesPerEpoch);
  return new Sum({
    schedules: [
      new Product({ schedules: [peaks, after(curve(1, 0), ramp(1))] }),
      after(curve(0, endLearningRate), new Constant({ value: 0 })),
    ],
  });
}
