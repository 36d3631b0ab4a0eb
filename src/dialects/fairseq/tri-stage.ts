import { OptionRangeError } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Clamp } from '../../schedules/blocks/clamp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';

export const table = {
  /** The highest rate. */
  lr: { is: 'rate' },
  /** Length of the warmup in updates. Default 0. */
  warmupSteps: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Updates at the highest rate. Default 0. */
  holdSteps: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Length of the decay in updates, at least 1. Default 0, which `phaseRatio` has to replace. */
  decaySteps: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** The three lengths as fractions of `maxUpdate` that add up to 1, each cut to a whole number. Default null. */
  phaseRatio: { is: 'fraction', list: 'any', default: null },
  /** Rate at update 0, as a fraction of the highest. Default 0.01. */
  initLrScale: { is: 'fraction', default: 0.01 },
  /** Rate at the end and after, as a fraction of the highest. Default 0.01. */
  finalLrScale: { is: 'fraction', above: 0, default: 0.01 },
  /** Length of the run in updates, for `phaseRatio`. Default 0, which is unknown. */
  maxUpdate: { is: 'steps', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface TriStageOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A linear warmup, the highest rate for a while, then an exponential decay to the last one, k updates into it
 * lr · finalLrScale^(k / decaySteps).
 *
 * ```ts
 * const schedule = triStage({ lr: 0.1, warmupSteps: 10, holdSteps: 10, decaySteps: 100, finalLrScale: 0.25 });
 * schedule(20); // 0.1
 * schedule(70); // 0.05
 * schedule(1000); // 0.025
 * ```
 *
 * Source: `tri_stage` of fairseq 0.12.2.
 *
 * @throws {TypeError} for an option that is missing, unknown or of the wrong type.
 * @throws {RangeError} for a value out of range, without a decay, and for ratios that do not add up to 1.
 */
export function triStage(options: TriStageOptions): LearningRateSchedule {
  const { lr, warmupSteps, holdSteps, decaySteps, phaseRatio, initLrScale, finalLrScale, maxUpdate } = readOptions(
    'triStage',
    table,
    options,
  );
  if (
    phaseRatio !== null &&
    (phaseRatio.length !== 3 || phaseRatio.reduce((a, b) => a + b, 0) !== 1 || maxUpdate <= 0)
  ) {
    throw new OptionRangeError({
      owner: 'triStage',
      option: 'phaseRatio',
      requires: 'three fractions that add up to exactly 1, with a {maxUpdate}',
      received: phaseRatio,
    });
  }
  const [warmup, hold, decay] = (
    phaseRatio ? phaseRatio.map((ratio) => Math.trunc(maxUpdate * ratio)) : [warmupSteps, holdSteps, decaySteps]
  ) as [number, number, number];
  if (decay === 0) {
    throw new OptionRangeError({
      owner: 'triStage',
      option: 'decaySteps',
      requires: 'at least 1, since fairseq divides by it',
      received: 0,
    });
  }
  const fall = new ExponentialDecay({ initialLearningRate: lr, decaySteps: decay, decayRate: finalLrScale });
  const parts: (readonly [LearningRateSchedule | number, number])[] = [];
  if (warmup > 0) parts.push([new LinearRamp({ from: initLrScale * lr, to: lr, steps: warmup }), warmup]);
  if (hold > 0) parts.push([lr, warmup + hold]);
  const schedules = [...parts.map(([schedule]) => schedule), new Clamp({ schedule: fall, to: decay })];
  return madeBy('fairseq', 'tri_stage', options, new Sequence({ schedules, boundaries: parts.map(([, end]) => end) }));
}
