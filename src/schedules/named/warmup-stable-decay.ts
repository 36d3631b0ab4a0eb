import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../blocks/cosine-ramp.js';
import { ExponentialRamp } from '../blocks/exponential-ramp.js';
import { LinearRamp } from '../blocks/linear-ramp.js';
import { PolynomialRamp } from '../blocks/polynomial-ramp.js';
import { Sequence } from '../blocks/sequence.js';

export const table = {
  /** Highest rate. */
  peak: { is: 'rate' },
  /** Length of the warmup from 0, in steps; 0 for none. */
  warmupSteps: { is: 'steps', atLeast: 0 },
  /** Steps at the highest rate; 0 for none. */
  stableSteps: { is: 'steps', atLeast: 0 },
  /** Length of the decay in steps. */
  decaySteps: { is: 'steps', above: 0 },
  /** Rate at the end and after. Default 0. */
  end: { is: 'rate', default: 0 },
  /** Shape of the decay. Default `'linear'`, which makes a trapezoid. */
  decayShape: { is: 'choice', of: ['linear', 'cosine', 'one-minus-sqrt', 'exponential'], default: 'linear' },
} as const satisfies OptionTable;

export interface WarmupStableDecayOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, a constant rate, and a decay at the end, also called WSD or the trapezoidal schedule.
 *
 * With W, S, D the three lengths, rate(t) is
 *
 * - peak · t / W for t < W
 * - peak for t < W + S
 * - end + (peak − end) · left, with p = min(t − W − S, D) / D and left = 1 − p (`'linear'`), ½(1 + cos(πp)) (`'cosine'`),
 *   1 − √p (`'one-minus-sqrt'`) or 2 · ½^p − 1 (`'exponential'`)
 *
 * ```ts
 * const schedule = warmupStableDecay({ peak: 0.1, warmupSteps: 100, stableSteps: 700, decaySteps: 200 });
 * schedule(50); // 0.05
 * schedule(500); // 0.1
 * schedule(900); // 0.05
 * schedule(1000); // 0
 * ```
 *
 * Source: Hu et al., MiniCPM, 2024; Hägele et al., Scaling Laws and Compute-Optimal Training Beyond Fixed Training
 * Durations, 2024; the shapes are those of Megatron-LM's `--lr-wsd-decay-style`.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} unless `warmupSteps` ≥ 0, `stableSteps` ≥ 0 and `decaySteps` > 0.
 */
export function warmupStableDecay(options: WarmupStableDecayOptions): LearningRateSchedule {
  const { peak, warmupSteps, stableSteps, decaySteps, end, decayShape } = readOptions(
    'warmupStableDecay',
    table,
    options,
  );
  const way = { from: peak, to: end, steps: decaySteps };
  const decay = {
    linear: () => new LinearRamp(way),
    cosine: () => new CosineRamp(way),
    'one-minus-sqrt': () => new PolynomialRamp({ ...way, timePower: 0.5 }),
    exponential: () => new ExponentialRamp({ ...way, ratio: 0.5 }),
  }[decayShape]();
  const schedules: (LearningRateSchedule | number)[] = [];
  const boundaries: number[] = [];
  if (warmupSteps > 0) {
    schedules.push(new LinearRamp({ from: 0, to: peak, steps: warmupSteps }));
    boundaries.push(warmupSteps);
  }
  if (stableSteps > 0) {
    schedules.push(peak);
    boundaries.push(warmupSteps + stableSteps);
  }
  return madeBy('blocks', 'warmupStableDecay', options, new Sequence({ schedules: [...schedules, decay], boundaries }));
}
