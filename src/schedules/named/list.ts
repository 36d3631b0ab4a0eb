import type { Row } from '../../catalog-entry.js';
import type { Given } from '../../option-types.js';
import { aSchedule } from '../blocks/schedule-option.js';
import { withWarmup, table as withWarmupTable } from '../blocks/with-warmup.js';
import { composite, table as compositeTable } from './composite.js';
import { flatCosine, table as flatCosineTable } from './flat-cosine.js';
import { inverseSquareRoot, table as inverseSquareRootTable } from './inverse-square-root.js';
import { logarithmicWarmup, table as logarithmicWarmupTable } from './logarithmic-warmup.js';
import { noam, table as noamTable } from './noam.js';
import { warmupStableDecay, table as warmupStableDecayTable } from './warmup-stable-decay.js';

const warmedUpTable = {
  /** The schedule that the warmup leads to; or a number for a constant rate. */
  schedule: aSchedule,
  ...withWarmupTable,
} as const;

function warmedUp({ schedule, ...options }: Given<typeof warmedUpTable>) {
  return withWarmup(schedule, options);
}

/** Known curves, and the warmup that goes before any schedule. */
export const named: Readonly<Record<string, Row>> = {
  withWarmup: [{ withWarmup: warmedUp }, warmedUpTable],
  composite: [{ composite }, compositeTable],
  flatCosine: [{ flatCosine }, flatCosineTable],
  inverseSquareRoot: [{ inverseSquareRoot }, inverseSquareRootTable],
  logarithmicWarmup: [{ logarithmicWarmup }, logarithmicWarmupTable],
  noam: [{ noam }, noamTable],
  warmupStableDecay: [{ warmupStableDecay }, warmupStableDecayTable],
};
