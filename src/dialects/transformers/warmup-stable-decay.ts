import { OptionTypeError } from '../../errors.js';
import type { Needed, Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { type CommonOptions, cosineWaves, inTurn, notBelowZero, type Scheduler } from './scheduler.js';

const kwargs = {
  /** Length of the decay in steps. */
  numDecaySteps: { is: 'steps', atLeast: 0 },
  /** Steps at the base rate; null for what `numTrainingSteps` leaves. Default null. */
  numStableSteps: { is: 'steps', default: null },
  /** Shape of the warmup. Default `'linear'`. */
  warmupType: { is: 'choice', of: ['linear', 'cosine', '1-sqrt'], default: 'linear' },
  /** Shape of the decay. Default `'cosine'`. */
  decayType: { is: 'choice', of: ['linear', 'cosine', '1-sqrt'], default: 'cosine' },
  /** Rate at step 0 and at the end, as a fraction of the base rate. Default 0. */
  minLrRatio: { is: 'fraction', default: 0 },
  /** Waves of a cosine decay; half a wave is a decay. Default 0.5. */
  numCycles: { is: 'number', default: 0.5 },
} as const satisfies OptionTable;

/** Either `numStableSteps` or `numTrainingSteps` is required. */
export interface WarmupStableDecayKwargs extends Needed<typeof kwargs>, Optional<typeof kwargs> {}

interface WarmupStableDecayOptions extends Omit<CommonOptions, 'numTrainingSteps'>, Read<typeof kwargs> {
  readonly numTrainingSteps: number | null;
}

/** `get_wsd_schedule` */
export const warmupStableDecay: Scheduler = {
  requires: ['numWarmupSteps'],
  kwargs,
  build(options: WarmupStableDecayOptions, name) {
    const { baseLr, numWarmupSteps, numTrainingSteps, numDecaySteps, warmupType, decayType, numCycles } = options;
    if (options.numStableSteps === null && numTrainingSteps === null) {
      throw new OptionTypeError({ owner: name, option: null, requires: '{numTrainingSteps} or {numStableSteps}' });
    }
    const stable = options.numStableSteps ?? (numTrainingSteps as number) - numWarmupSteps - numDecaySteps;
    const lowest = baseLr * options.minLrRatio;
    const up = { from: lowest, to: baseLr, steps: Math.max(1, numWarmupSteps) };
    const down = { from: baseLr, to: lowest, steps: Math.max(1, numDecaySteps) };
    const warmup = {
      linear: () => new LinearRamp(up),
      cosine: () => new CosineRamp(up),
      '1-sqrt': () => new PolynomialRamp({ ...up, power: 0.5 }),
    }[warmupType]();
    const decay = {
      linear: () => new LinearRamp(down),
      cosine: () => cosineWaves(baseLr, lowest, numDecaySteps, numCycles),
      '1-sqrt': () => new PolynomialRamp({ ...down, timePower: 0.5 }),
    }[decayType]();
    const rest =
      numDecaySteps === 0
        ? new Sequence({ schedules: [baseLr, lowest], boundaries: [stable] })
        : new Sequence({
            schedules: [baseLr, notBelowZero(decay, lowest), lowest],
            boundaries: [stable, stable + numDecaySteps],
          });
    return inTurn(notBelowZero(warmup, lowest), numWarmupSteps, rest);
  },
};
